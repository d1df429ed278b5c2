package dev.brine.engine.modules.disk;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code disk}: how full file systems are, as {@code df} tells it. */
@Module("disk")
public final class UsageFunctions {
    private static final Logger log = LoggerFactory.getLogger(UsageFunctions.class);
    private static final String FLAGS = "aBhHiklPtTxv";

    private final Host host;

    UsageFunctions(Host host) {
        this.host = host;
    }

    @Fn(doc = """
            Return the usage of the mounted file systems in blocks of 1024 bytes.

            args: letters of options for df
            """)
    public Map<String, Object> usage(@Arg(dflt = "None") @Nullable Object args, Call call) {
        List<String> words = command("df -P", args, "disk.usage");
        if (!Files.isRegularFile(host.file("/etc/mtab"))) {
            log.error("df cannot run without /etc/mtab");
            return new LinkedHashMap<>();
        }
        Map<String, Object> all = new LinkedHashMap<>();
        String begun = "";
        for (String line : host.said(call, words.toArray(String[]::new)).lines().toList()) {
            if (line.isEmpty() || line.startsWith("Filesystem")) {
                continue;
            }
            String whole = begun.isEmpty() ? line : begun + " " + line;
            boolean wrapped = whole.strip().split("\\s+").length == 1;
            begun = wrapped ? whole : "";
            List<String> columns = wrapped ? List.of() : columns(whole);
            if (columns.size() >= 6) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("filesystem", columns.get(0));
                one.put("1K-blocks", columns.get(1));
                one.put("used", columns.get(2));
                one.put("available", columns.get(3));
                one.put("capacity", columns.get(4));
                all.put(columns.get(5), one);
            } else if (columns.size() >= 2) {
                all = unread("usage");
            }
        }
        return all;
    }

    /** Letters in a text or in a list; each must be one that df knows. */
    private static List<String> command(String program, @Nullable Object flags, String caller) {
        List<?> given = flags == null
                ? List.of()
                : flags instanceof List<?> list
                        ? list
                        : Arrays.asList(PythonText.str(flags).split("(?!^)"));
        StringBuilder letters = new StringBuilder();
        for (Object flag : given) {
            String letter = PythonText.str(flag);
            if (letter.length() > 1 || (!letter.isEmpty() && FLAGS.indexOf(letter.charAt(0)) < 0)) {
                throw new FunctionError("Invalid flag passed to " + caller);
            }
            letters.append(letter);
        }
        List<String> words = new ArrayList<>(Arrays.asList(program.split(" ")));
        if (letters.length() > 0) {
            words.add("-" + letters);
        }
        return words;
    }

    /** Salt 3006: what stands before the first number is the name of the file system, blanks and all. */
    private static List<String> columns(String line) {
        List<String> columns = new ArrayList<>(Arrays.asList(line.strip().split("\\s+")));
        while (columns.size() >= 2 && !columns.get(1).matches("[0-9]+")) {
            columns.set(0, columns.get(0) + " " + columns.remove(1));
        }
        return columns.size() < 2 ? List.of() : columns;
    }

    private static Map<String, Object> unread(String what) {
        log.error("Problem parsing disk {} information", what);
        return new LinkedHashMap<>();
    }

    @Fn(doc = """
            Return the usage of inodes of the mounted file systems.

            args: letters of options for df
            """)
    public Map<String, Object> inodeusage(@Arg(dflt = "None") @Nullable Object args, Call call) {
        Map<String, Object> all = new LinkedHashMap<>();
        String[] words = command("df -iP", args, "disk.inodeusage").toArray(String[]::new);
        for (String line : host.said(call, words).lines().toList()) {
            String[] columns = line.strip().split("\\s+");
            if (line.isBlank() || line.startsWith("Filesystem")) {
                continue;
            }
            if (columns.length < 6) {
                all = unread("inode");
            } else {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("inodes", columns[1]);
                one.put("used", columns[2]);
                one.put("free", columns[3]);
                one.put("use", columns[4]);
                one.put("filesystem", columns[0]);
                all.put(columns[5], one);
            }
        }
        return all;
    }

    @Fn(doc = """
            Return how full file systems are, by mount point, or one of them.

            args: the mount point
            """)
    public Object percent(@Arg(dflt = "None") @Nullable String args, Call call) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String line : host.said(call, "df", "-P").lines().toList()) {
            List<String> columns = line.startsWith("Filesystem") || line.isEmpty() ? List.of() : columns(line);
            if (columns.size() >= 6) {
                all.put(columns.get(5), columns.get(4));
            } else if (!columns.isEmpty()) {
                all = unread("usage");
            }
        }
        if (!Truth.of(args)) {
            return all;
        }
        Object one = all.get(args);
        if (one == null) {
            log.error("Problem parsing disk usage information: Partition '{}' does not exist!", args);
            return new LinkedHashMap<>();
        }
        return one;
    }
}
