package dev.brine.cli.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A master and minions as processes of their own, started through {@code bin/}, on loopback and in one directory. */
final class RealSite implements AutoCloseable {

    private static final Path BIN =
            Path.of(System.getProperty("brine.bin", "../bin")).toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What a command printed, and how it ended. */
    record Result(int exit, String out, String err) {}

    private final Path directory;
    private final int publish;
    private final int request;
    private final Map<String, Process> running = new HashMap<>();

    RealSite(Path directory, String masterOptions) throws IOException {
        this.directory = directory;
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            publish = one.getLocalPort();
            request = two.getLocalPort();
        }
        write(
                "master/etc/master",
                "root_dir: " + directory.resolve("master") + "\ninterface: 127.0.0.1\npublish_port: "
                        + publish + "\nret_port: " + request
                        + "\ntimeout: 5\ngather_job_timeout: 3\nfile_roots:\n  base: ["
                        + directory.resolve("srv") + "]\n" + masterOptions);
    }

    Path directory() {
        return directory;
    }

    /** The configuration directory of the master or of a minion. */
    Path etc(String name) {
        return directory.resolve(name).resolve("etc");
    }

    void write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    /** Starts the master and waits for its event socket. */
    void startMaster() throws Exception {
        Path socket = directory.resolve("master/var/run/salt/master/master_event_pub.ipc");
        Files.deleteIfExists(socket);
        daemon("master", "salt-master");
        await("the master's event socket", () -> Files.exists(socket));
    }

    void startMinion(String id) throws IOException {
        if (!Files.exists(etc(id).resolve("minion"))) {
            write(
                    id + "/etc/minion",
                    "root_dir: " + directory.resolve(id) + "\nid: " + id
                            + "\nmaster: 127.0.0.1\nmaster_port: " + request + "\npublish_port: " + publish
                            + "\nacceptance_wait_time: 1\nrecon_default: 100\nrecon_max: 500\nrandom_reauth_delay: 0\n"
                            + "auth_timeout: 2\nmaster_alive_interval: 1\n");
        }
        daemon(id, "salt-minion");
    }

    private void daemon(String name, String program) throws IOException {
        Process process = new ProcessBuilder(
                        BIN.resolve(program).toString(), "-c", etc(name).toString(), "-l", "info")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()))
                .start();
        running.put(name, process);
    }

    private Path log(String name) {
        return directory.resolve(name + ".out");
    }

    /** Ends a daemon as a power cut would. */
    void kill(String name) throws InterruptedException {
        Process process = running.remove(name);
        process.destroyForcibly();
        process.waitFor();
    }

    /** Runs a command against the master's configuration. */
    Result run(String program, String... args) throws IOException, InterruptedException {
        return runAt("master", program, args);
    }

    Result runAt(String config, String program, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(BIN.resolve(program).toString(), "-c", etc(config).toString()));
        command.addAll(List.of(args));
        return run(command, Map.of());
    }

    /** The path of a launcher. */
    static String command(String program) {
        return BIN.resolve(program).toString();
    }

    /** Runs any command line and waits for its end. */
    static Result run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        Path out = Files.createTempFile("brine", ".out");
        Path err = Files.createTempFile("brine", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("no end of " + command + ": " + Files.readString(out) + Files.readString(err));
        }
        Result result = new Result(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
        Files.delete(out);
        Files.delete(err);
        return result;
    }

    /** Accepts a key as soon as it is there. */
    void accept(String id) throws Exception {
        await("the key of " + id, () -> run("salt-key", "-y", "-a", id).out().contains(" accepted."));
    }

    /** Waits until the minion answers. */
    void awaitPing(String id) throws Exception {
        await(
                "an answer of " + id,
                () -> run("salt", "-t", "2", id, "test.ping").out().equals(id + ":\n    True\n"));
    }

    void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what + "\n" + logs());
            }
            never.await(50, TimeUnit.MILLISECONDS);
        }
    }

    private String logs() {
        StringBuilder all = new StringBuilder();
        try (var files = Files.list(directory)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".out")).toList()) {
                all.append(file.getFileName())
                        .append(":\n")
                        .append(Files.readString(file))
                        .append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString();
    }

    @Override
    public void close() throws IOException {
        running.values().forEach(Process::destroy);
        for (Process process : running.values()) {
            try {
                if (!process.waitFor(15, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
