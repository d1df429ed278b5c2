package dev.brine.cli;

import dev.brine.cli.command.Shell;
import dev.brine.engine.testing.TestMaster;
import dev.brine.engine.testing.TestMinion;
import dev.brine.reactor.ReactorPlugin;
import dev.brine.states.StatesPlugin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A master and minions in this process, and commands that are run against them as from a shell.
 *
 * <pre>
 * try (CommandSite site = CommandSite.in(temp)) { site.start(m -> m.option(...)); site.minion("web1"); site.run("salt", ...); }
 * </pre>
 */
public final class CommandSite implements AutoCloseable {

    /** What a command printed, and how it ended. */
    public record Result(int exit, String out, String err) {}

    private final Path directory;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, TestMinion> minions = new LinkedHashMap<>();
    private TestMaster master;
    private String input = "";

    private CommandSite(Path directory) {
        this.directory = directory;
        environment.put("HOME", directory.resolve("home").toString());
    }

    /** A site below {@code directory}, with nothing running yet. */
    public static CommandSite in(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("home"));
        Files.createDirectories(directory.resolve("srv"));
        return new CommandSite(directory);
    }

    /** Starts the master: keys are accepted by themselves, {@code srv} holds the files. */
    public CommandSite start(UnaryOperator<TestMaster.Builder> options) throws IOException {
        TestMaster.Builder builder = TestMaster.in(directory.resolve("m"))
                .option("auto_accept", true)
                .option("timeout", 5L)
                .option("gather_job_timeout", 2L)
                .option("user", System.getProperty("user.name"))
                .option("file_roots", Map.of("base", List.of(srv().toString())))
                .plugin(new StatesPlugin())
                .plugin(new ReactorPlugin());
        master = options.apply(builder).start();
        write(
                "m/etc/master",
                "id: test_master\ninterface: 127.0.0.1\nret_port: "
                        + master.master().retPort() + "\nroot_dir: "
                        + directory.resolve("m") + "\npki_dir: " + master.pki() + "\ncachedir: " + master.cache()
                        + "\nsock_dir: " + master.sock() + "\ntimeout: "
                        + master.master().config().jobs().timeout().toSeconds() + "\ngather_job_timeout: "
                        + master.master().config().jobs().gatherTimeout().toSeconds() + "\nuser: "
                        + System.getProperty("user.name") + "\n");
        return this;
    }

    /** Starts the master with nothing but the defaults. */
    public CommandSite start() throws IOException {
        return start(builder -> builder);
    }

    /** Starts a minion and waits until it is there. */
    public CommandSite minion(String id, Map<String, Object> options) throws IOException, InterruptedException {
        TestMinion.Builder builder =
                TestMinion.of(master, directory.resolve(id), id).plugin(new StatesPlugin());
        options.forEach(builder::option);
        minions.put(id, builder.start());
        master.await("salt/minion/" + id + "/start");
        return this;
    }

    public CommandSite minion(String id) throws IOException, InterruptedException {
        return minion(id, Map.of());
    }

    /** Ends a minion; its key stays. */
    public void stop(String id) {
        minions.remove(id).close();
    }

    public TestMaster master() {
        return master;
    }

    public Path directory() {
        return directory;
    }

    /** The master's file root. */
    public Path srv() {
        return directory.resolve("srv");
    }

    /** Adds to the master's configuration file, which commands read. */
    public void configure(String lines) {
        try {
            Path file = directory.resolve("m/etc/master");
            Files.writeString(file, Files.readString(file) + lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the configuration of that command lies: the master's, or that of the minion web1. */
    public Path etc(String program) {
        return directory.resolve(program.equals("salt-call") || program.equals("salt-minion") ? "web1/etc" : "m/etc");
    }

    public Path write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    /** What the next command reads from its standard input. */
    public CommandSite typing(String text) {
        input = text;
        return this;
    }

    /** Sets an environment variable for commands. */
    public CommandSite variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Runs a command with the master's configuration, in the site's directory. */
    public Result run(String program, String... args) {
        return runAt(directory.resolve("m/etc"), program, args);
    }

    /** Runs a command with any configuration directory. */
    public Result runAt(Path config, String program, String... args) {
        return as(System.getProperty("user.name"), config, program, args);
    }

    /** Runs a command as a person does, whose errors go to a terminal. */
    public Result watched(String program, String... args) {
        return watchedAs(System.getProperty("user.name"), program, args);
    }

    /** As {@link #watched}, by another account. */
    public Result watchedAs(String user, String program, String... args) {
        return run(false, true, user, directory.resolve("m/etc"), program, args);
    }

    /** Runs a command whose output goes to a terminal. */
    public Result onTerminal(Path config, String program, String... args) {
        return run(true, false, System.getProperty("user.name"), config, program, args);
    }

    /** Runs a command as another account would. */
    public Result as(String user, Path config, String program, String... args) {
        return run(false, false, user, config, program, args);
    }

    private Result run(boolean terminal, boolean console, String user, Path config, String program, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Map<String, String> variables = new LinkedHashMap<>(environment);
        variables.put("SALT_CONFIG_DIR", config.toString());
        Shell shell = new Shell(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                console,
                variables,
                directory,
                user);
        List<String> line = new ArrayList<>(List.of(program));
        line.addAll(List.of(args));
        int exit = Main.run(shell, line);
        input = "";
        return new Result(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        minions.values().forEach(TestMinion::close);
        if (master != null) {
            master.close();
        }
    }
}
