package dev.brine.engine.modules.mount;

import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Host;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code blkid} knows of block devices: UUID, LABEL, TYPE, ... by device. */
public final class BlockDevices {
    private static final Pattern ATTRIBUTE = Pattern.compile("(\\S+)=\"([^\"]*)\"");

    private BlockDevices() {}

    /** Empty when it fails. */
    public static Map<String, Map<String, String>> of(Host host, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of("blkid"));
        words.addAll(arguments);
        CommandRunner.Result result = host.run(words);
        Map<String, Map<String, String>> devices = new LinkedHashMap<>();
        if (result.ok()) {
            result.stdout().lines().filter(line -> line.contains(": ")).forEach(line -> {
                int colon = line.indexOf(": ");
                Map<String, String> attributes = new LinkedHashMap<>();
                Matcher matcher = ATTRIBUTE.matcher(line.substring(colon + 2));
                while (matcher.find()) {
                    attributes.put(matcher.group(1), matcher.group(2));
                }
                devices.put(line.substring(0, colon), attributes);
            });
        }
        return devices;
    }
}
