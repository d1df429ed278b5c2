package dev.brine.engine.modules.file;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Host;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code file}: which files are open. */
@Module("file")
public final class OpenFiles {
    private final Host host;

    OpenFiles(Host host) {
        this.host = host;
    }

    @Fn(doc = """
            Return the files that are open, by path with the numbers of the processes.

            by_pid: by process instead, with the paths
            """)
    public Map<Object, Object> openFiles(@Arg(dflt = "False") boolean byPid) {
        Map<Long, TreeSet<String>> processes = new TreeMap<>();
        for (Path process : entries(host.file("/proc"))) {
            String number = process.getFileName().toString();
            if (number.matches("[0-9]{1,18}")) {
                processes.put(Long.valueOf(number), files(process));
            }
        }
        Map<Object, Object> shown = new LinkedHashMap<>();
        if (byPid) {
            processes.forEach((number, files) -> shown.put(number, new ArrayList<Object>(files)));
            return shown;
        }
        Map<String, List<Object>> users = new TreeMap<>();
        processes.forEach((number, files) -> files.forEach(
                file -> users.computeIfAbsent(file, each -> new ArrayList<>()).add(number)));
        shown.putAll(users);
        return shown;
    }

    /** What a process and its threads hold, and the program they run; what ends meanwhile is left out. */
    private static TreeSet<String> files(Path process) {
        TreeSet<String> files = new TreeSet<>();
        List<Path> links = new ArrayList<>(entries(process.resolve("fd")));
        for (Path thread : entries(process.resolve("task"))) {
            links.add(thread.resolve("exe"));
            links.addAll(entries(thread.resolve("fd")));
        }
        for (Path link : links) {
            try {
                // sockets, pipes and removed files have no path
                files.add(link.toRealPath().toString());
            } catch (IOException e) {
                continue;
            }
        }
        return files;
    }

    private static List<Path> entries(Path directory) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            all.forEach(entries::add);
        } catch (IOException e) {
            return entries;
        }
        return entries;
    }
}
