package dev.brine.cli.command;

import dev.brine.cli.option.Option;
import dev.brine.cli.option.OptionHelp;
import dev.brine.cli.option.Parsed;
import dev.brine.cli.output.OutputSettings;
import dev.brine.cli.output.Printout;
import dev.brine.engine.config.ExtensionConfig;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.config.RawConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The configuration with the command line laid over it.
 *
 * <p>Salt 3006: an option that was given wins; the default of an option that was not given fills in only what the configuration
 * does not say.
 *
 * @param raw the configuration files, and the options given that are configuration options too
 * @param merged everything by name
 */
public record Settings(RawConfig raw, Map<String, Object> merged) {

    static Settings of(RawConfig files, Parsed line, List<OptionHelp.Group> groups) {
        RawConfig raw = files;
        Map<String, Object> merged = new LinkedHashMap<>();
        merged.put("state_output", "full");
        merged.put("state_verbose", true);
        merged.put("state_output_diff", false);
        merged.put("state_output_profile", true);
        merged.putAll(files.values());
        for (OptionHelp.Group group : groups) {
            for (Option option : group.options()) {
                Object value = line.value(option.dest());
                if (value == null) {
                    continue;
                }
                if (line.given(option.dest())) {
                    merged.put(option.dest(), flagged(option.dest(), value));
                    raw = CONFIGURATION.contains(option.dest()) ? raw.with(option.dest(), value) : raw;
                } else {
                    merged.putIfAbsent(option.dest(), value);
                }
            }
        }
        // what a Saltfile says beyond this command's options
        for (String dest : line.explicit()) {
            Object value = line.value(dest);
            if (value != null && !merged.containsKey(dest)) {
                merged.put(dest, value);
            }
        }
        return new Settings(raw, merged);
    }

    private static Object flagged(String dest, Object value) {
        if (dest.equals("state_verbose") && value.toString().equalsIgnoreCase("true")) {
            return true;
        }
        return dest.equals("state_verbose") && value.toString().equalsIgnoreCase("false") ? false : value;
    }

    /** Options of command lines that daemons and functions read as configuration. */
    private static final List<String> CONFIGURATION = List.of(
            "log_level", "log_file", "log_level_logfile", "pidfile", "user", "master", "id", "cachedir", "failhard");

    OutputSettings output() {
        return OutputSettings.of(merged);
    }

    Printout printout(Shell shell) {
        return printout(shell, () -> MasterConfig.of(raw).extensions());
    }

    /** @param extensions says where users' own outputters are */
    Printout printout(Shell shell, Supplier<ExtensionConfig> extensions) {
        return new Printout(shell.out(), shell.terminal(), output(), new PythonOutputters(extensions));
    }

    long integer(String name, long dflt) {
        return merged.get(name) instanceof Number number ? number.longValue() : dflt;
    }

    /** The same settings with one more option for outputters. */
    Settings with(String name, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(merged);
        copy.put(name, value);
        return new Settings(raw, copy);
    }
}
