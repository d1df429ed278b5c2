package dev.brine.engine.beacons.host;

import dev.brine.engine.beacons.Beacon;
import dev.brine.engine.call.Catalog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code sh}: commands that are typed into the shells of this host, seen by an {@code strace} of each shell. */
final class ShBeacon implements Beacon {
    /** What one shell may tell at one turn. */
    private static final int MOST_BYTES = 1 << 20;

    private final Path strace;
    private final Path proc;
    private final Map<Long, Traced> traced = new HashMap<>();

    /** A shell that is traced; {@code rest} is the line that is not complete yet. */
    private static final class Traced {
        private final Process strace;
        private final String user;
        private String rest = "";

        Traced(Process strace, String user) {
            this.strace = strace;
            this.user = user;
        }
    }

    ShBeacon(Path strace, Path proc) {
        this.strace = strace;
        this.proc = proc;
    }

    static Optional<Path> strace() {
        return List.of("/usr/bin/strace", "/bin/strace", "/usr/local/bin/strace").stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static ShBeacon of(Path proc) {
        return new ShBeacon(strace().orElseThrow(() -> new Catalog.Unavailable("strace is missing.")), proc);
    }

    @Override
    public Validity validate(List<Object> config) {
        return Validity.OK;
    }

    @Override
    public List<Map<String, Object>> poll(List<Object> config) throws IOException {
        List<String> shells = Files.readAllLines(Path.of("/etc/shells")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("/"))
                .toList();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (!traced.containsKey(pid) && isShell(process, shells)) {
                    trace(pid, Files.getOwner(process).getName());
                }
            }
        }
        List<Map<String, Object>> told = new ArrayList<>();
        for (Map.Entry<Long, Traced> one : List.copyOf(traced.entrySet())) {
            read(one.getKey(), one.getValue(), told);
            if (!one.getValue().strace.isAlive()) {
                traced.remove(one.getKey());
            }
        }
        return told;
    }

    private static boolean isShell(Path process, List<String> shells) {
        try {
            String[] words = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    .split("\0");
            String command = words[0].startsWith("-") ? words[0].substring(1) : words[0];
            return words.length == 1
                    && !command.isEmpty()
                    && shells.stream().anyMatch(shell -> shell.equals(command) || shell.endsWith("/" + command));
        } catch (IOException e) {
            // it ended meanwhile
            return false;
        }
    }

    private void trace(long pid, String user) throws IOException {
        Process process = new ProcessBuilder(strace.toString(), "-f", "-e", "execve", "-p", String.valueOf(pid))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        traced.put(pid, new Traced(process, user));
    }

    private static void read(long pid, Traced shell, List<Map<String, Object>> told) throws IOException {
        InputStream err = shell.strace.getErrorStream();
        byte[] bytes = err.readNBytes(Math.min(err.available(), MOST_BYTES));
        String text = shell.rest + new String(bytes, StandardCharsets.UTF_8);
        int end = text.lastIndexOf('\n') + 1;
        shell.rest = text.substring(end);
        text.substring(0, end)
                .lines()
                .filter(line -> line.contains("execve("))
                .forEach(line -> told.add(event(pid, shell.user, line)));
    }

    /** The quoted parts of the line: the command first, then its arguments. */
    private static Map<String, Object> event(long pid, String user, String line) {
        String[] parts = line.substring(line.indexOf("execve")).split("\"");
        List<Object> args = new ArrayList<>();
        for (int i = 3; i < parts.length; i += 2) {
            args.add(parts[i]);
        }
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("args", args);
        event.put("tag", String.valueOf(pid));
        event.put("cmd", parts.length > 1 ? parts[1] : "");
        event.put("user", user);
        return event;
    }

    @Override
    public void close() {
        traced.values().forEach(shell -> shell.strace.destroy());
        traced.clear();
    }
}
