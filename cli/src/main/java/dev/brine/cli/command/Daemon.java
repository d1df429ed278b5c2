package dev.brine.cli.command;

import dev.brine.cli.option.Parsed;
import dev.brine.cli.option.UsageError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@code salt-master} and {@code salt-minion} share: going to the background, the process id file, ending on a signal.
 *
 * <p>The virtual machine cannot fork, so {@code -d} starts the same command once more in a session of its own and ends.
 */
final class Daemon {

    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    /** Something that runs until it is told to stop. */
    @FunctionalInterface
    interface Start {
        /** Starts and returns. */
        Running start() throws IOException;
    }

    /** A daemon at work. */
    interface Running extends AutoCloseable {
        /** Waits until it ends by itself; its exit code. */
        int await() throws InterruptedException;

        @Override
        void close();
    }

    private final String name;
    private final Program.Invocation invocation;
    private final Path pidFile;

    Daemon(String name, Program.Invocation invocation, Path pidFile) {
        this.name = name;
        this.invocation = invocation;
        this.pidFile = pidFile;
    }

    int run(Start start) throws UsageError, InterruptedException {
        Parsed line = invocation.line();
        String user = line.text("user");
        if (line.given("user") && !user.equals(invocation.shell().user())) {
            return asUser(user);
        }
        if (line.flag("daemon")) {
            return background(List.of());
        }
        Running running;
        try {
            writePid();
            running = start.start();
        } catch (IOException e) {
            LOG.error("{} cannot start: {}", name, e.getMessage());
            return Exit.UNAVAILABLE;
        }
        AtomicBoolean stopped = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running, stopped), "shutdown"));
        int code = running.await();
        stop(running, stopped);
        return code;
    }

    /** Once: a signal and a daemon that ends by itself may come together. */
    private void stop(Running running, AtomicBoolean stopped) {
        if (!stopped.compareAndSet(false, true)) {
            return;
        }
        LOG.info("{} stops", name);
        running.close();
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            LOG.info("the pid file {} stays: {}", pidFile, e.toString());
        }
    }

    private void writePid() throws IOException {
        Path directory = pidFile.getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Files.write(pidFile, Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII));
    }

    /** A virtual machine cannot change its account: the same command is started once more, by {@code setpriv}. */
    private int asUser(String user) throws UsageError, InterruptedException {
        if (!invocation.shell().user().equals("root")) {
            throw new UsageError("only root can run " + name + " as " + user);
        }
        List<String> prefix = List.of("setpriv", "--reuid", user, "--regid", group(user), "--init-groups");
        if (invocation.line().flag("daemon")) {
            return background(prefix);
        }
        try {
            Process process = new ProcessBuilder(again(prefix)).inheritIO().start();
            Thread end = new Thread(process::destroy, "shutdown");
            Runtime.getRuntime().addShutdownHook(end);
            return process.waitFor();
        } catch (IOException e) {
            invocation.shell().err().println(name + ": cannot run as " + user + ": " + e.getMessage());
            return Exit.UNAVAILABLE;
        }
    }

    private static String group(String user) throws UsageError, InterruptedException {
        if (!user.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*")) {
            throw new UsageError("'" + user + "' is no account");
        }
        try {
            Process process = new ProcessBuilder("id", "-g", "--", user)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String group = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            if (process.waitFor() != 0) {
                throw new UsageError("there is no account '" + user + "' on this host");
            }
            return group;
        } catch (IOException e) {
            throw new UsageError("cannot find the account '" + user + "': " + e.getMessage());
        }
    }

    /** This process's command line, without what was dealt with. */
    private static List<String> again(List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        ProcessHandle.Info self = ProcessHandle.current().info();
        command.add(self.command().orElse("java"));
        boolean skip = false;
        for (String word : self.arguments().orElse(new String[0])) {
            boolean user = !prefix.isEmpty() && (word.equals("-u") || word.equals("--user"));
            boolean done = word.equals("-d")
                    || word.equals("--daemon")
                    || (!prefix.isEmpty() && (word.startsWith("--user=") || word.matches("-u.+")));
            if (!skip && !user && !done) {
                command.add(word);
            }
            skip = user;
        }
        return command;
    }

    private int background(List<String> prefix) {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(again(prefix));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            LOG.debug("{} goes on in the background as process {}", name, process.pid());
            return Exit.OK;
        } catch (IOException e) {
            invocation.shell().err().println(name + ": cannot go to the background: " + e.getMessage());
            return Exit.UNAVAILABLE;
        }
    }

    /** Daemons keep a log file unless told otherwise. */
    static Map<String, Object> withLogFile(Map<String, Object> options, Path dflt) {
        options.putIfAbsent("log_file", dflt.toString());
        return options;
    }
}
