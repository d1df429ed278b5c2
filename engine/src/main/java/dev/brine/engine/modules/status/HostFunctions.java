package dev.brine.engine.modules.status;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.Glob;
import dev.brine.engine.data.Regex;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PlainFile;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.render.jinja.value.Strftime;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code status}: who works here, which processes run, how full file systems are, and several figures at once. */
@Module("status")
public final class HostFunctions {
    private static final Logger log = LoggerFactory.getLogger(HostFunctions.class);

    private final ModuleParts parts;
    private final Host host;

    HostFunctions(ModuleParts parts, Host host) {
        this.parts = parts;
        this.host = host;
    }

    @Fn(doc = "Return for how long the host has been up, and how many users are logged in.")
    public Map<String, Object> uptime(Call call) {
        Path file = host.file("/proc/uptime");
        if (!Files.exists(file)) {
            throw new FunctionError("File /proc/uptime was not found.");
        }
        long seconds = (long) Double.parseDouble(PlainFile.read(file).strip().split("\\s+")[0]);
        Instant since = parts.minion().clock().instant().minusSeconds(seconds).truncatedTo(ChronoUnit.MICROS);
        Map<String, Object> uptime = new LinkedHashMap<>();
        uptime.put("seconds", seconds);
        uptime.put(
                "since_iso", Strftime.format(LocalDateTime.ofInstant(since, ZoneOffset.UTC), "%Y-%m-%dT%H:%M:%S.%f"));
        uptime.put("since_t", since.getEpochSecond());
        uptime.put("days", seconds / 86400);
        uptime.put("time", seconds % 86400 / 3600 + ":" + seconds % 3600 / 60);
        if (host.which("who").isPresent()) {
            // Salt 3006: nobody counts as one, too
            uptime.put("users", (long) host.said(call, "who", "-s").split("\n", -1).length);
        }
        return uptime;
    }

    @Fn(doc = "Return the number of processors that a process may use.")
    public Object nproc(Call call) {
        return ProcFunctions.number(host.said(call, "nproc").strip());
    }

    @Fn(doc = "Return who is logged in and what they do.")
    public List<Object> w(Call call) {
        List<Object> all = new ArrayList<>();
        for (String line : host.said(call, "w", "-fh").lines().toList()) {
            String[] words = line.strip().split("\\s+");
            if (words.length >= 6) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("idle", words[3]);
                one.put("jcpu", words[4]);
                one.put("login", words[2]);
                one.put("pcpu", words[5]);
                one.put("tty", words[1]);
                one.put("user", words[0]);
                one.put("what", String.join(" ", Arrays.asList(words).subList(6, words.length)));
                all.add(one);
            }
        }
        return all;
    }

    /** What the command in the grain ps prints. */
    private String processes(Call call) {
        Object command = parts.grains().getOrDefault("ps", "ps -efHww");
        return host.said(call, "/bin/sh", "-c", PythonText.str(command));
    }

    @Fn(doc = "Return the processes by their ids: {id: {user, cmd}}.")
    public Map<String, Object> procs(Call call) {
        List<String> lines = processes(call).lines().toList();
        Map<String, Object> all = new LinkedHashMap<>();
        List<String> head =
                lines.isEmpty() ? List.of() : Arrays.asList(lines.get(0).strip().split("\\s+"));
        int user = Math.max(0, head.contains("USER") ? head.indexOf("USER") : head.indexOf("UID"));
        int pid = Math.max(0, head.indexOf("PID"));
        int command = Math.max(0, head.contains("COMMAND") ? head.indexOf("COMMAND") : head.indexOf("CMD"));
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            List<String> words = Arrays.asList(line.strip().split("\\s+"));
            if (words.size() > Math.max(user, Math.max(pid, command))) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("user", words.get(user));
                one.put("cmd", String.join(" ", words.subList(command, words.size())));
                all.put(words.get(pid), one);
            }
        }
        return all;
    }

    @Fn(doc = """
            Return the ids of the processes in whose lines of ps something is found, each on a line of its own.

            sig: regular expression
            """)
    public String pid(String sig, Call call) {
        String own = String.valueOf(ProcessHandle.current().pid());
        Regex wanted;
        try {
            wanted = Regex.of(sig);
        } catch (IllegalArgumentException e) {
            throw new FunctionError(String.valueOf(e.getMessage()), e);
        }
        return String.join(
                "\n",
                processes(call)
                        .lines()
                        .filter(line -> !line.contains(own) && wanted.found(line))
                        .map(line -> line.strip().split("\\s+"))
                        .filter(words -> words.length > 1)
                        .map(words -> words[1])
                        .toList());
    }

    @Fn(doc = """
            Return the size and the free bytes of file systems.

            args: mount points, or types of file systems (globs); all when nothing is given
            """)
    public Map<String, Object> diskusage(@Arg(rest = true) List<Object> args) {
        Set<String> chosen = new LinkedHashSet<>();
        List<Glob> types = new ArrayList<>();
        for (Object arg : args.isEmpty() ? List.of("*") : args) {
            String text = PythonText.str(arg);
            if (text.startsWith("/")) {
                chosen.add(text);
            } else {
                types.add(Glob.of(text));
            }
        }
        for (String line : types.isEmpty() ? List.<String>of() : PlainFile.lines(host.file("/proc/mounts"))) {
            String[] words = line.strip().split("\\s+");
            if (words.length >= 3 && types.stream().anyMatch(type -> type.test(words[2]))) {
                chosen.add(words[1]);
            }
        }
        Map<String, Object> all = new LinkedHashMap<>();
        for (String path : chosen) {
            try {
                FileStore store = Files.getFileStore(Path.of(path));
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("available", store.getUsableSpace());
                one.put("total", store.getTotalSpace());
                all.put(path, one);
            } catch (NoSuchFileException e) {
                throw new FunctionError("[Errno 2] No such file or directory: '" + path + "'", e);
            } catch (IOException e) {
                throw new FunctionError("cannot look at the file system of " + path + ": " + e.getMessage(), e);
            }
        }
        return all;
    }

    @Fn(doc = """
            Return the time of the host.

            format: in the form of strftime
            """)
    public String time(@Arg(dflt = "'%A, %d. %B %Y %I:%M%p'", name = "format") String format) {
        return Strftime.format(LocalDateTime.now(parts.minion().clock().withZone(ZoneId.systemDefault())), format);
    }

    @Fn(
            doc =
                    "Return cpuinfo, cpustats, diskstats, diskusage, loadavg, meminfo, netdev, netstats, uptime, vmstats and w.")
    public Map<String, Object> allStatus(Call call) {
        ProcFunctions proc = new ProcFunctions(host);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("cpuinfo", proc.cpuinfo());
        all.put("cpustats", proc.cpustats());
        all.put("diskstats", proc.diskstats());
        all.put("diskusage", diskusage(List.of()));
        all.put("loadavg", proc.loadavg());
        all.put("meminfo", proc.meminfo());
        all.put("netdev", proc.netdev());
        all.put("netstats", proc.netstats());
        all.put("uptime", uptime(call));
        all.put("vmstats", proc.vmstats());
        all.put("w", w(call));
        return all;
    }

    @Fn(doc = "Return what the options status.<function>.custom name: lists of keys of what these functions return.")
    public Map<String, Object> custom(Call call) {
        Map<String, Object> all = new LinkedHashMap<>();
        Object options = call.functions().value(List.of("status"), Map.of(), call.nested("config.dot_vals"));
        if (options instanceof Map<?, ?> map) {
            map.forEach((key, wanted) -> chosen(String.valueOf(key), wanted, all, call));
        }
        return all;
    }

    private static void chosen(String option, Object wanted, Map<String, Object> all, Call call) {
        String function = option.substring(0, option.lastIndexOf('.'));
        if (function.equals("status.custom") || !(wanted instanceof List<?> keys)) {
            return;
        }
        if (call.functions().table().find(function).isEmpty()) {
            log.warn("custom status {} isn't loaded", function);
            return;
        }
        Object told = call.functions().value(List.of(), Map.of(), call.nested(function));
        for (Object key : keys) {
            if (told instanceof Map<?, ?> map && map.containsKey(key)) {
                all.put(String.valueOf(key), map.get(key));
            } else {
                log.warn("val {} not in return of {}", key, function);
                all.put(String.valueOf(key), "UNKNOWN");
            }
        }
    }
}
