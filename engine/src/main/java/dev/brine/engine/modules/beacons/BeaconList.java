package dev.brine.engine.modules.beacons;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.TextKeys;
import dev.brine.engine.modules.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code beacons}: which beacons there are, and keeping them for the next start. */
@Module("beacons")
public final class BeaconList {
    private final MinionBeacons beacons;

    BeaconList(MinionBeacons beacons) {
        this.beacons = beacons;
    }

    @Fn(name = "list", doc = """
            Return the beacons.

            return_yaml: as text
            include_pillar: those of the pillar
            include_opts: those of the configuration and those added since
            """)
    public @Nullable Object list(
            @Arg(dflt = "True") boolean returnYaml,
            @Arg(dflt = "True") boolean includePillar,
            @Arg(dflt = "True") boolean includeOpts,
            @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> command = MinionBeacons.command("list");
        command.put("include_pillar", includePillar);
        command.put("include_opts", includeOpts);
        Map<String, Object> answer = beacons.ask(command);
        if (answer.isEmpty()) {
            return MinionBeacons.unavailable("Beacon list failed.");
        }
        return returnYaml ? MinionBeacons.yaml(answer.get("beacons")) : answer.get("beacons");
    }

    @Fn(doc = """
            Return the beacon modules that can be used.

            return_yaml: as text
            """)
    public Object listAvailable(@Arg(dflt = "True") boolean returnYaml, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> answer = beacons.ask(MinionBeacons.command("list_available"));
        if (answer.isEmpty()) {
            return MinionBeacons.unavailable("Beacon list_available failed.");
        }
        Object modules = answer.get("beacons");
        return returnYaml || modules == null ? MinionBeacons.yaml(modules) : modules;
    }

    @Fn(doc = "Keep the beacons, except those of the pillar, for the next start: in beacons.conf.")
    public Map<String, Object> save(@Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> command = MinionBeacons.command("list");
        command.put("include_pillar", false);
        Map<String, Object> answer = beacons.ask(command);
        if (answer.isEmpty()) {
            return MinionBeacons.unavailable("Beacon list failed.");
        }
        Path file = beacons.file();
        Map<String, Object> kept = TextKeys.copy(answer.get("beacons"));
        try {
            Path parent = file.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, kept.isEmpty() ? "" : MinionBeacons.yaml(kept));
            return Answer.of("Beacons saved to " + file + ".", true);
        } catch (IOException e) {
            return Answer.of("Unable to write to beacons file at " + file + ". Check permissions.", false);
        }
    }
}
