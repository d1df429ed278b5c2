package dev.brine.engine.modules.process;

import dev.brine.engine.modules.host.CommandRunner;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything that can be asked of a process, by psutil's names; named tuples are lists. */
final class ProcessDetails {
    private static final int PPID = 1;
    private static final int TTY = 4;
    private static final int NICE = 16;
    private static final int CPU = 36;
    private static final List<String> CLASSES = List.of("none", "realtime", "best-effort", "idle");

    /** In the order in which they are shown. */
    static final Map<String, Function<OneProcess, @Nullable Object>> ATTRIBUTES = attributes();

    private ProcessDetails() {}

    private static Map<String, Function<OneProcess, @Nullable Object>> attributes() {
        Map<String, Function<OneProcess, @Nullable Object>> all = new LinkedHashMap<>();
        all.put("cmdline", OneProcess::commandLine);
        all.put("connections", OpenSockets::of);
        all.put("cpu_affinity", ProcessDetails::affinity);
        all.put("cpu_num", process -> Long.valueOf(process.word(CPU)));
        all.put("cpu_percent", process -> 0.0);
        all.put("cpu_times", process -> values(process.times()));
        all.put("create_time", OneProcess::started);
        all.put("cwd", process -> target(process.file("cwd")));
        all.put("environ", ProcessDetails::environment);
        all.put("exe", process -> target(process.file("exe")));
        all.put("gids", process -> process.ids("Gid"));
        all.put("io_counters", ProcessDetails::io);
        all.put("ionice", ProcessDetails::ioPriority);
        all.put("memory_full_info", ProcessDetails::fullMemory);
        all.put("memory_info", process -> values(process.memory()));
        all.put("memory_maps", MemoryMaps::of);
        all.put("memory_percent", ProcessDetails::share);
        all.put("name", OneProcess::name);
        all.put("nice", process -> Long.valueOf(process.word(NICE)));
        all.put("num_ctx_switches", ProcessDetails::switches);
        all.put(
                "num_fds",
                process -> opened(process) == null
                        ? null
                        : (long) list(process.file("fd")).size());
        all.put("num_threads", process -> number(process.field("Threads")));
        all.put("open_files", ProcessDetails::opened);
        all.put("pid", OneProcess::pid);
        all.put("ppid", process -> Long.valueOf(process.word(PPID)));
        all.put("status", OneProcess::status);
        all.put("terminal", ProcessDetails::terminal);
        all.put("threads", ProcessDetails::threads);
        all.put("uids", process -> process.ids("Uid"));
        all.put("username", OneProcess::user);
        return all;
    }

    private static List<Object> values(Map<String, Object> named) {
        return new ArrayList<>(named.values());
    }

    private static @Nullable Long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.valueOf(text) : null;
    }

    private static @Nullable String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return null;
        }
    }

    static List<String> list(Path directory) {
        TreeSet<String> names = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        } catch (IOException e) {
            names.clear();
        }
        return new ArrayList<>(names);
    }

    /** Whether the kernel does not let this process see what the other one has open. */
    static boolean closed(OneProcess process) {
        try {
            for (String number : list(process.file("fd"))) {
                Files.readSymbolicLink(process.file("fd/" + number));
            }
            return !Files.isReadable(process.file("fd"));
        } catch (AccessDeniedException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Object> affinity(OneProcess process) {
        List<Object> cpus = new ArrayList<>();
        for (String part : process.field("Cpus_allowed_list").split(",")) {
            String[] ends = part.split("-");
            if (ends[0].matches("[0-9]+")) {
                for (long cpu = Long.parseLong(ends[0]); cpu <= Long.parseLong(ends[ends.length - 1]); cpu++) {
                    cpus.add(cpu);
                }
            }
        }
        return cpus;
    }

    private static @Nullable Object environment(OneProcess process) {
        return process.text("environ")
                .map(text -> {
                    Map<String, Object> all = new LinkedHashMap<>();
                    for (String pair : text.split("\0")) {
                        int equals = pair.indexOf('=');
                        if (equals > 0) {
                            all.put(pair.substring(0, equals), pair.substring(equals + 1));
                        }
                    }
                    return all;
                })
                .orElse(null);
    }

    private static @Nullable Object io(OneProcess process) {
        Map<String, Long> counts = new LinkedHashMap<>();
        process.text("io").orElse("").lines().forEach(line -> {
            String[] pair = line.split(": ");
            if (pair.length == 2) {
                counts.put(pair[0], Long.valueOf(pair[1].strip()));
            }
        });
        List<Object> all = new ArrayList<>();
        for (String name : List.of("syscr", "syscw", "read_bytes", "write_bytes", "rchar", "wchar")) {
            all.add(counts.getOrDefault(name, 0L));
        }
        return counts.isEmpty() ? null : all;
    }

    /** Class and value; only the program ionice can tell. */
    private static @Nullable Object ioPriority(OneProcess process) {
        if (process.kernel().host().which("ionice").isEmpty()) {
            return null;
        }
        CommandRunner.Result told = process.kernel().host().run(List.of("ionice", "-p", String.valueOf(process.pid())));
        String[] words = told.stdout().split(":?\\s+");
        int known = CLASSES.indexOf(words[0]);
        Long value = words.length > 2 ? number(words[2]) : null;
        return known < 0 ? null : new ArrayList<Object>(List.of((long) known, value == null ? 0L : value));
    }

    private static @Nullable Object fullMemory(OneProcess process) {
        String rollup = process.text("smaps_rollup").orElse(null);
        if (rollup == null) {
            return null;
        }
        List<Object> all = values(process.memory());
        for (String start : List.of("Private_", "Pss:", "Swap:")) {
            all.add(rollup.lines()
                    .filter(line -> line.startsWith(start))
                    .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]) * 1024)
                    .sum());
        }
        return all;
    }

    private static double share(OneProcess process) {
        Long total = process.kernel().memory().get("MemTotal");
        return total == null ? 0 : ((Long) process.memory().getOrDefault("rss", 0L)) / (double) total * 100;
    }

    private static List<Object> switches(OneProcess process) {
        List<Object> counts = new ArrayList<>();
        for (String name : List.of("voluntary_ctxt_switches", "nonvoluntary_ctxt_switches")) {
            Long count = number(process.field(name));
            counts.add(count == null ? 0L : count);
        }
        return counts;
    }

    /** Regular files: path, number, position, mode and flags. */
    private static @Nullable Object opened(OneProcess process) {
        if (closed(process)) {
            return null;
        }
        List<Object> all = new ArrayList<>();
        for (String number : list(process.file("fd"))) {
            String path = target(process.file("fd/" + number));
            if (path != null
                    && path.startsWith("/")
                    && Files.isRegularFile(process.kernel().host().file(path))) {
                String[] lines = process.text("fdinfo/" + number)
                        .orElse("pos: 0\nflags: 0")
                        .split("\n");
                long flags = Long.parseLong(lines[1].split("\\s+")[1], 8);
                all.add(new ArrayList<Object>(List.of(
                        path, Long.valueOf(number), Long.valueOf(lines[0].split("\\s+")[1]), mode(flags), flags)));
            }
        }
        return all;
    }

    private static String mode(long flags) {
        boolean append = (flags & 02000) != 0;
        return switch ((int) (flags & 3)) {
            case 1 -> append ? "a" : "w";
            case 2 -> append ? "a+" : "r+";
            default -> "r";
        };
    }

    private static @Nullable String terminal(OneProcess process) {
        long device = Long.parseLong(process.word(TTY));
        long major = device >> 8 & 0xfff;
        long minor = (device & 0xff) | (device >> 12 & 0xfff00);
        String path = null;
        if (major >= 136 && major <= 143) {
            path = "/dev/pts/" + (minor + (major - 136) * 256);
        } else if (major == 4) {
            path = minor < 64 ? "/dev/tty" + minor : "/dev/ttyS" + (minor - 64);
        }
        return path;
    }

    private static List<Object> threads(OneProcess process) {
        List<Object> all = new ArrayList<>();
        for (String id : list(process.file("task"))) {
            process.text("task/" + id + "/stat").ifPresent(text -> {
                String[] words =
                        text.substring(text.lastIndexOf(')') + 1).strip().split("\\s+");
                Kernel kernel = process.kernel();
                all.add(new ArrayList<Object>(List.of(
                        Long.valueOf(id),
                        kernel.seconds(words[OneProcess.UTIME]),
                        kernel.seconds(words[OneProcess.STIME]))));
            });
        }
        return all;
    }
}
