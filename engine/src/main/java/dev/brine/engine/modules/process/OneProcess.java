package dev.brine.engine.modules.process;

import dev.brine.engine.modules.host.Accounts;
import dev.brine.engine.modules.host.PythonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One process, as its files in {@code /proc} tell of it.
 *
 * @param stat the words of its file stat behind the name: number n of proc(5) is at n - 3
 * @param kernelName its name, which the kernel cuts at 15 letters
 */
record OneProcess(Kernel kernel, long pid, String kernelName, List<String> stat) {
    private static final Map<String, String> STATUS = Map.ofEntries(
            Map.entry("R", "running"),
            Map.entry("S", "sleeping"),
            Map.entry("D", "disk-sleep"),
            Map.entry("T", "stopped"),
            Map.entry("t", "tracing-stop"),
            Map.entry("Z", "zombie"),
            Map.entry("X", "dead"),
            Map.entry("x", "dead"),
            Map.entry("K", "wake-kill"),
            Map.entry("W", "waking"),
            Map.entry("I", "idle"),
            Map.entry("P", "parked"));
    private static final int CUT = 15;
    static final int UTIME = 11;
    static final int STIME = 12;
    private static final int CHILDREN_UTIME = 13;
    private static final int CHILDREN_STIME = 14;
    private static final int START = 19;
    private static final int IO_DELAY = 39;

    static Optional<OneProcess> of(Kernel kernel, long pid) {
        try {
            String text = read(kernel.host().file("/proc/" + pid + "/stat"));
            int end = text.lastIndexOf(')');
            if (end < 0) {
                return Optional.empty();
            }
            String name = text.substring(text.indexOf('(') + 1, end);
            String rest = text.substring(end + 1).strip();
            return Optional.of(new OneProcess(kernel, pid, name, Arrays.asList(rest.split("\\s+"))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    Path file(String name) {
        return kernel.host().file("/proc/" + pid + "/" + name);
    }

    /** Empty when the file cannot be read: the process ended, or belongs to somebody else. */
    Optional<String> text(String name) {
        try {
            return Optional.of(read(file(name)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    String word(int index) {
        return index < stat.size() ? stat.get(index) : "0";
    }

    /** The words that it was started with; none of kernel threads and of what has ended. */
    List<Object> commandLine() {
        String text = text("cmdline").orElse("");
        if (text.isEmpty()) {
            return new ArrayList<>();
        }
        String separator = text.endsWith("\0") ? "\0" : " ";
        String all = text.endsWith(separator) ? text.substring(0, text.length() - 1) : text;
        List<Object> words = new ArrayList<>(Arrays.asList(all.split(separator, -1)));
        boolean rewritten = separator.equals("\0") && words.size() == 1 && all.contains(" ");
        return rewritten ? new ArrayList<>(Arrays.asList(all.split(" ", -1))) : words;
    }

    /** A name that the kernel has cut is completed from the command line. */
    String name() {
        List<Object> words = kernelName.length() < CUT ? List.of() : commandLine();
        if (words.isEmpty()) {
            return kernelName;
        }
        String first = String.valueOf(words.get(0));
        String whole = first.substring(first.lastIndexOf('/') + 1);
        return whole.startsWith(kernelName) ? whole : kernelName;
    }

    String status() {
        return STATUS.getOrDefault(word(0), "?");
    }

    /** Its name, or its number where the host does not know it. */
    @Nullable
    String user() {
        List<Object> ids = ids("Uid");
        if (ids.isEmpty()) {
            return null;
        }
        String id = PythonText.str(ids.get(0));
        return kernel.host().accounts().users().stream()
                .filter(user -> id.equals(String.valueOf(user.uid())))
                .map(Accounts.Account::name)
                .findFirst()
                .orElse(id);
    }

    /** Real, effective and saved. */
    List<Object> ids(String kind) {
        String[] words = field(kind).split("\\s+");
        List<Object> ids = new ArrayList<>();
        for (int i = 0; i < 3 && words.length >= 3; i++) {
            ids.add(Long.valueOf(words[i]));
        }
        return ids;
    }

    /** A line of its file status; empty when it has none. */
    String field(String name) {
        return text("status")
                .orElse("")
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    double started() {
        return kernel.seconds(word(START)) + kernel.boot();
    }

    /** Seconds it has used a processor. */
    double busy() {
        return kernel.seconds(word(UTIME)) + kernel.seconds(word(STIME));
    }

    Map<String, Object> times() {
        Map<String, Object> times = new LinkedHashMap<>();
        times.put("user", kernel.seconds(word(UTIME)));
        times.put("system", kernel.seconds(word(STIME)));
        times.put("children_user", kernel.seconds(word(CHILDREN_UTIME)));
        times.put("children_system", kernel.seconds(word(CHILDREN_STIME)));
        times.put("iowait", kernel.seconds(word(IO_DELAY)));
        return times;
    }

    /** Bytes. */
    Map<String, Object> memory() {
        String[] pages = text("statm").orElse("").strip().split("\\s+");
        List<Long> bytes = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            bytes.add(i < pages.length && !pages[i].isEmpty() ? Long.parseLong(pages[i]) * kernel.page() : 0L);
        }
        return Kernel.named(
                List.of("rss", "vms", "shared", "text", "lib", "data", "dirty"),
                List.of(
                        bytes.get(1),
                        bytes.get(0),
                        bytes.get(2),
                        bytes.get(3),
                        bytes.get(4),
                        bytes.get(5),
                        bytes.get(6)));
    }
}
