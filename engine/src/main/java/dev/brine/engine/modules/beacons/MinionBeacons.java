package dev.brine.engine.modules.beacons;

import dev.brine.engine.data.TextKeys;
import dev.brine.engine.modules.Answer;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.render.yaml.YamlDumper;
import dev.brine.engine.render.yaml.YamlStyle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The minion's beacons, as the functions of this package ask and change them. */
final class MinionBeacons {
    private final ModuleParts parts;

    MinionBeacons(ModuleParts parts) {
        this.parts = parts;
    }

    /** A {@code manage_beacons} command. */
    static Map<String, Object> command(String func) {
        Map<String, Object> command = new LinkedHashMap<>();
        command.put("func", func);
        return command;
    }

    static Map<String, Object> command(String func, String name) {
        Map<String, Object> command = command(func);
        command.put("name", name);
        return command;
    }

    static Map<String, Object> command(String func, String name, Object data) {
        Map<String, Object> command = command(func, name);
        command.put("beacon_data", data);
        return command;
    }

    /** What the minion answers; empty when it does not. */
    Map<String, Object> ask(Map<String, Object> command) {
        return parts.actions().beacons(command);
    }

    /** All that are configured; empty when the minion does not answer. */
    Map<String, Object> listed() {
        return TextKeys.copy(ask(command("list")).get("beacons"));
    }

    /** The file that keeps beacons for the next start: beside what {@code default_include} names. */
    Path file() {
        String include = parts.minion()
                .config()
                .raw()
                .value("default_include")
                .map(String::valueOf)
                .orElse("minion.d/*.conf");
        return parts.minion().config().paths().config().resolve(include).resolveSibling("beacons.conf");
    }

    /** What is told where the minion does not answer. */
    static Map<String, Object> unavailable(String what) {
        return Answer.of("Event module not available. " + what, false);
    }

    /** A beacon's configuration in its list form. */
    static List<Object> items(Object config) {
        return config instanceof List<?> list ? new ArrayList<>(list) : new ArrayList<>(List.of(config));
    }

    static String yaml(@Nullable Object beacons) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("beacons", beacons);
        return YamlDumper.dump(document, YamlStyle.BLOCK);
    }
}
