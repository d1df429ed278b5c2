package dev.brine.cli.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The daemons of a quick start; the last one started is stopped first. */
final class Daemons implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final Path bin;
    private final Site site;
    private final Deque<Process> running = new ArrayDeque<>();

    Daemons(Path bin, Site site) {
        this.bin = bin;
        this.site = site;
    }

    /** Starts {@code salt-master} or {@code salt-minion}; what it prints goes to {@code log/NAME.out}. */
    Process start(String name) throws IOException {
        Process process = new ProcessBuilder(
                        bin.resolve(name).toString(), "-c", site.etc().toString(), "-l", "info")
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(site.log(name + ".out").toFile())
                .start();
        synchronized (running) {
            running.push(process);
        }
        return process;
    }

    /** The last lines of what a daemon printed. */
    String lastWords(String name) {
        try {
            List<String> lines = Files.readAllLines(site.log(name + ".out"));
            return String.join("\n    ", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
        } catch (IOException e) {
            return "(nothing: " + e.getMessage() + ")";
        }
    }

    /** Stops all, and waits until they are gone. */
    @Override
    public void close() {
        synchronized (running) {
            while (!running.isEmpty()) {
                Process process = running.pop();
                process.destroy();
                try {
                    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                        process.destroyForcibly();
                    }
                } catch (InterruptedException e) {
                    process.destroyForcibly();
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
