package dev.brine.engine.beacons.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What beacons read from {@code /proc}, as psutil (which Salt's beacons use) reads it. */
record ProcFiles(Path proc) {
    /** The kernel cuts names of processes there. */
    private static final int CUT = 15;

    private static final List<String> COUNTERS =
            List.of("bytes_sent", "bytes_recv", "packets_sent", "packets_recv", "errin", "errout", "dropin", "dropout");
    /** Columns of net/dev for {@link #COUNTERS}. */
    private static final int[] COLUMNS = {8, 0, 9, 1, 2, 10, 3, 11};

    /** Names of the processes that run; a cut name is completed from the command line. */
    Set<String> processes() throws IOException {
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path entry : entries) {
                try {
                    names.add(name(entry));
                } catch (IOException e) {
                    // it ended meanwhile
                    continue;
                }
            }
        }
        return names;
    }

    private static String name(Path process) throws IOException {
        String stat = text(process.resolve("stat"));
        String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
        if (name.length() < CUT) {
            return name;
        }
        String command = text(process.resolve("cmdline"));
        int end = command.indexOf('\0');
        String first = end < 0 ? command : command.substring(0, end);
        String whole = first.substring(first.lastIndexOf('/') + 1);
        return whole.startsWith(name) ? whole : name;
    }

    /** Memory in use in percent, with one decimal: what is not available to new processes. */
    double memoryInUse() throws IOException {
        long total = 0;
        long available = 0;
        for (String line : text(proc.resolve("meminfo")).lines().toList()) {
            String[] words = line.split("\\s+");
            if (words[0].equals("MemTotal:")) {
                total = Long.parseLong(words[1]);
            } else if (words[0].equals("MemAvailable:")) {
                available = Long.parseLong(words[1]);
            }
        }
        return tenths(total - available, total);
    }

    /** A share in percent with one decimal. */
    static double tenths(long part, long whole) {
        return whole == 0 ? 0 : Math.rint(1000.0 * part / whole) / 10;
    }

    /** Load averages of 1, 5 and 15 minutes. */
    List<Double> load() throws IOException {
        String[] words = text(proc.resolve("loadavg")).split("\\s+");
        return List.of(Double.valueOf(words[0]), Double.valueOf(words[1]), Double.valueOf(words[2]));
    }

    /** Where something is mounted, in the order of mounting. */
    List<String> mountPoints() throws IOException {
        List<String> points = new ArrayList<>();
        for (String line : text(proc.resolve("self/mounts")).lines().toList()) {
            String[] words = line.split(" ");
            if (words.length > 1) {
                points.add(unescaped(words[1]));
            }
        }
        return points;
    }

    /** The kernel writes blanks and the like as backslash and three octal digits. */
    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && i + 3 < text.length()) {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }

    /** Counters by interface. */
    Map<String, Map<String, Object>> interfaces() throws IOException {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        for (String line : text(proc.resolve("net/dev")).lines().toList()) {
            int colon = line.lastIndexOf(':');
            if (colon < 0) {
                continue;
            }
            String[] columns = line.substring(colon + 1).strip().split("\\s+");
            Map<String, Object> counters = new LinkedHashMap<>();
            for (int i = 0; i < COLUMNS.length; i++) {
                counters.put(COUNTERS.get(i), Long.valueOf(columns[COLUMNS[i]]));
            }
            all.put(line.substring(0, colon).strip(), counters);
        }
        return all;
    }

    static List<String> counters() {
        return COUNTERS;
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
