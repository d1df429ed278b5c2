package dev.brine.cli.command;

import dev.brine.cli.option.Option;
import dev.brine.cli.option.Parsed;
import dev.brine.cli.option.UsageError;
import dev.brine.engine.config.ConfigException;
import dev.brine.engine.config.ConfigLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Options for commands out of a file: {@code salt: {output: json}}.
 *
 * <p>Salt 3006: the file that {@code --saltfile} or SALT_SALTFILE names, else {@code ./Saltfile}, else {@code ~/.salt/Saltfile}. The
 * names are those of configuration options; what the command line gives wins.
 */
final class Saltfile {

    private Saltfile() {}

    /**
     * The command line with the options of the file filled in.
     *
     * @throws UsageError when a file that was named is not there or cannot be read
     */
    static Parsed applied(Parsed line, String program, List<Option> options, Shell shell) throws UsageError {
        String named = line.given("saltfile") ? line.text("saltfile") : shell.variable("SALT_SALTFILE", "");
        Path file = named.isEmpty()
                ? lying(shell)
                : shell.directory().resolve(named).normalize();
        if (!Files.isRegularFile(file)) {
            if (named.isEmpty()) {
                return line;
            }
            throw new UsageError("'" + named + "' file does not exist.");
        }
        Map<String, Object> all;
        try {
            all = ConfigLoader.load(file.resolveSibling(""), String.valueOf(file.getFileName()))
                    .values();
        } catch (ConfigException e) {
            throw new UsageError("Failed to read the Saltfile: " + e.getMessage());
        }
        if (!(all.get(program) instanceof Map<?, ?> own)) {
            return line;
        }
        Map<String, Object> values = new LinkedHashMap<>(line.values());
        Set<String> explicit = new LinkedHashSet<>(line.explicit());
        for (Map.Entry<?, ?> entry : own.entrySet()) {
            String dest = String.valueOf(entry.getKey());
            Object value = entry.getValue();
            if (!line.given(dest) && value != null) {
                for (Option option : options) {
                    if (option.dest().equals(dest) && !option.missing().isEmpty()) {
                        throw new UsageError(
                                file + ": option " + dest + " is not available in this version: " + option.missing());
                    }
                }
                values.put(dest, value);
                explicit.add(dest);
            }
        }
        return new Parsed(values, explicit, line.args());
    }

    private static Path lying(Shell shell) {
        Path here = shell.directory().resolve("Saltfile");
        return Files.isRegularFile(here)
                ? here
                : shell.directory()
                        .resolve(shell.variable("HOME", "/root"))
                        .resolve(".salt")
                        .resolve("Saltfile");
    }
}
