package dev.brine.cli.command;

import dev.brine.cli.log.SaltLogs;
import dev.brine.cli.option.Option;
import dev.brine.cli.option.OptionParser;
import dev.brine.cli.option.Parsed;
import dev.brine.cli.option.UsageError;
import dev.brine.cli.output.FileFailure;
import dev.brine.cli.output.UnwritableOutput;
import dev.brine.engine.config.ConfigException;
import dev.brine.engine.config.ConfigLoader;
import dev.brine.engine.config.RawConfig;
import dev.brine.engine.sdb.SdbOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a command line to a running command: options, configuration, logging, and the last resort for failures. */
public final class Launch {

    private static final Logger LOG = LoggerFactory.getLogger(Launch.class);

    private final Program program;
    private final Shell shell;

    public Launch(Program program, Shell shell) {
        this.program = program;
        this.shell = shell;
    }

    /** Runs the command and returns its exit code. */
    public int run(List<String> line) {
        Parsed parsed;
        try {
            parsed = parse(line);
            if (parsed.flag("help")) {
                shell.out().print(program.help());
                return Exit.OK;
            }
            if (parsed.flag("version")) {
                shell.out().println(program.name() + " " + Versions.brine() + " (Brine)");
                return Exit.OK;
            }
            if (parsed.flag("versions_report")) {
                shell.out().print(Versions.report());
                return Exit.OK;
            }
            return run(Saltfile.applied(parsed, program.name(), all(), shell));
        } catch (UsageError e) {
            shell.err().println("Usage: " + program.name() + " " + program.usage() + "\n");
            shell.err().println(program.name() + ": error: " + e.getMessage());
            return Exit.USAGE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Exit.GENERIC;
        }
    }

    private int run(Parsed parsed) throws UsageError, InterruptedException {
        Settings settings = Settings.of(config(parsed), parsed, program.options());
        SaltLogs.configure(settings.merged());
        LOG.debug(
                "{} {}: configuration of {}, {} options set there",
                program.name(),
                Versions.brine(),
                settings.raw().directory().resolve(program.configFile()),
                settings.raw().values().size());
        truncateOutputFile(settings.merged());
        try {
            return program.run(new Program.Invocation(parsed, shell, settings));
        } catch (ConfigException e) {
            throw new UsageError(String.valueOf(e.getMessage()));
        } catch (UnwritableOutput e) {
            shell.err().println(program.name() + ": " + e.getMessage());
            return Exit.GENERIC;
        } catch (RuntimeException e) {
            if (parsed.flag("hard_crash")) {
                e.printStackTrace(shell.err());
            }
            shell.err().println(program.name() + ": " + e + " (--hard-crash shows where)");
            return Exit.SOFTWARE;
        }
    }

    private Parsed parse(List<String> line) throws UsageError {
        OptionParser parser = new OptionParser(all());
        Parsed parsed = parser.parse(line);
        if (!parsed.flag("args_stdin")) {
            return parsed;
        }
        List<String> more = new ArrayList<>(line);
        new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8))
                .lines()
                .forEach(more::add);
        return parser.parse(more);
    }

    private List<Option> all() {
        List<Option> all = new ArrayList<>();
        program.options().forEach(group -> all.addAll(group.options()));
        return all;
    }

    private RawConfig config(Parsed parsed) throws UsageError {
        String given = parsed.text("config_dir");
        String name = given.isEmpty() ? shell.variable("SALT_CONFIG_DIR", "/etc/salt") : given;
        if (name.startsWith("~/")) {
            name = shell.variable("HOME", "/root") + name.substring(1);
        }
        Path directory = shell.directory().resolve(name).normalize();
        if (!Files.isDirectory(directory)) {
            shell.err().println("WARNING: CONFIG '" + name + "' directory does not exist.");
            return new RawConfig(directory, Map.of());
        }
        if (!Files.isExecutable(directory)) {
            shell.err()
                    .println("WARNING: CONFIG '" + name + "' directory cannot be read by user " + shell.user()
                            + "; all options have their defaults.");
            return new RawConfig(directory, Map.of());
        }
        try {
            return SdbOptions.applied(ConfigLoader.load(directory, program.configFile()));
        } catch (ConfigException e) {
            throw new UsageError("Failed to load configuration: " + e.getMessage());
        }
    }

    /** Salt 3006: the output file is emptied, not replaced, so that its permissions stay. */
    private static void truncateOutputFile(Map<String, Object> options) throws UsageError {
        Object file = options.get("output_file");
        if (file == null || file.equals("") || Boolean.TRUE.equals(options.get("output_file_append"))) {
            return;
        }
        Path path = Path.of(file.toString());
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new UsageError("cannot write the output to " + path + ": there is no directory " + directory);
        }
        if (Files.isDirectory(path)) {
            throw new UsageError("cannot write the output to " + path + ": it is a directory");
        }
        try {
            Files.newOutputStream(path).close();
        } catch (IOException e) {
            throw new UsageError("cannot write the output to " + path + ": " + FileFailure.reason(e));
        }
    }
}
