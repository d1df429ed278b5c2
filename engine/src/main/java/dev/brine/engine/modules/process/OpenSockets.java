package dev.brine.engine.modules.process;

import dev.brine.engine.modules.host.PlainFile;
import dev.brine.engine.modules.network.HexAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The network sockets of a process: number, family, type, both ends and state. */
final class OpenSockets {
    private static final Map<String, String> STATES = Map.ofEntries(
            Map.entry("01", "ESTABLISHED"),
            Map.entry("02", "SYN_SENT"),
            Map.entry("03", "SYN_RECV"),
            Map.entry("04", "FIN_WAIT1"),
            Map.entry("05", "FIN_WAIT2"),
            Map.entry("06", "TIME_WAIT"),
            Map.entry("07", "CLOSE"),
            Map.entry("08", "CLOSE_WAIT"),
            Map.entry("09", "LAST_ACK"),
            Map.entry("0A", "LISTEN"),
            Map.entry("0B", "CLOSING"));
    private static final long INET = 2;
    private static final long INET6 = 10;
    private static final int INODE = 9;

    private OpenSockets() {}

    /** Null when somebody else's files may not be looked at. */
    static @Nullable Object of(OneProcess process) {
        if (ProcessDetails.closed(process)) {
            return null;
        }
        Map<String, Long> inodes = inodes(process);
        List<Object> all = new ArrayList<>();
        for (String protocol : List.of("tcp", "tcp6", "udp", "udp6")) {
            long family = protocol.endsWith("6") ? INET6 : INET;
            long type = protocol.startsWith("tcp") ? 1 : 2;
            PlainFile.lines(process.kernel().host().file("/proc/net/" + protocol)).stream()
                    .skip(1)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(words -> words.length > INODE && inodes.containsKey(words[INODE]))
                    .forEach(words -> {
                        List<Object> one = new ArrayList<>();
                        one.add(inodes.get(words[INODE]));
                        one.add(family);
                        one.add(type);
                        one.add(end(words[1]));
                        one.add(end(words[2]));
                        one.add(type == 1 ? STATES.getOrDefault(words[3], "NONE") : "NONE");
                        all.add(one);
                    });
        }
        return all;
    }

    private static Map<String, Long> inodes(OneProcess process) {
        Map<String, Long> inodes = new LinkedHashMap<>();
        for (String number : ProcessDetails.list(process.file("fd"))) {
            try {
                String target =
                        Files.readSymbolicLink(process.file("fd/" + number)).toString();
                if (target.startsWith("socket:[")) {
                    inodes.putIfAbsent(
                            target.substring("socket:[".length(), target.length() - 1), Long.valueOf(number));
                }
            } catch (IOException e) {
                // closed meanwhile
                continue;
            }
        }
        return inodes;
    }

    /** Address and port; nothing where there is no other end. */
    private static List<Object> end(String text) {
        String[] pair = text.split(":");
        long port = Long.parseLong(pair[1], 16);
        return port == 0 ? new ArrayList<>() : new ArrayList<>(List.of(HexAddress.whole(pair[0]), port));
    }
}
