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
import java.util.Set;
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
        OtherUser other = new OtherUser(name, invocation.shell());
        if (other.isMeant(line)) {
            String user = line.text("user");
            return line.flag("daemon") ? background(other.prefix(user)) : other.run(user);
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

    private int background(List<String> prefix) {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(OtherUser.again(prefix, Set.of("-d", "--daemon")));
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
