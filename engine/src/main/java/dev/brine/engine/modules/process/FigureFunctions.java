package dev.brine.engine.modules.process;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PlainFile;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import dev.brine.engine.render.jinja.value.Strftime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code ps}: processors, memory, network, and who is logged in. */
@Module("ps")
public final class FigureFunctions {
    private static final Set<String> COUNTED_ELSEWHERE = Set.of("guest", "guest_nice");

    private final Host host;

    FigureFunctions(Host host) {
        this.host = host;
    }

    @Fn(doc = """
            Return for how much of the time the processors are busy, in percent.

            interval: seconds to look at them
            per_cpu: a list with each of them
            """)
    public Object cpuPercent(@Arg(dflt = "0.1") double interval, @Arg(dflt = "False") boolean perCpu)
            throws InterruptedException {
        if (interval < 0) {
            throw new FunctionError("interval is not positive (got " + PythonText.str(interval) + ")");
        }
        Kernel kernel = Kernel.of(host);
        List<Map<String, Object>> before = perCpu ? kernel.timesOfEach() : List.of(kernel.times());
        Thread.sleep((long) (interval * 1000));
        List<Map<String, Object>> after = perCpu ? kernel.timesOfEach() : List.of(kernel.times());
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            all.add(busy(before.get(i), after.get(i)));
        }
        return perCpu ? all : all.get(0);
    }

    private static double busy(Map<String, Object> before, Map<String, Object> after) {
        double whole = 0;
        double idle = 0;
        for (Map.Entry<String, Object> each : after.entrySet()) {
            double spent = Math.max(
                    0, (Double) each.getValue() - (Double) before.getOrDefault(each.getKey(), each.getValue()));
            if (!COUNTED_ELSEWHERE.contains(each.getKey())) {
                whole += spent;
                idle += each.getKey().equals("idle") || each.getKey().equals("iowait") ? spent : 0;
            }
        }
        return Kernel.percent(whole - idle, whole);
    }

    @Fn(doc = """
            Return the seconds that the processors have spent in each state: user, nice, system, idle, iowait, irq, ...

            per_cpu: a list with each of them
            """)
    public Object cpuTimes(@Arg(dflt = "False") boolean perCpu) {
        Kernel kernel = Kernel.of(host);
        return perCpu ? new ArrayList<Object>(kernel.timesOfEach()) : kernel.times();
    }

    @Fn(doc = "Return the number of processors.")
    public long numCpus() {
        long count = 0;
        for (String part : PlainFile.read(host.file("/sys/devices/system/cpu/online"))
                .strip()
                .split(",")) {
            String[] ends = part.split("-");
            if (part.matches("[0-9]+(-[0-9]+)?")) {
                count += Long.parseLong(ends[ends.length - 1]) - Long.parseLong(ends[0]) + 1;
            }
        }
        return count == 0 ? Runtime.getRuntime().availableProcessors() : count;
    }

    @Fn(doc = "Return figures of the memory in bytes: total, available, percent, used, free, active, inactive, ...")
    public Map<String, Object> virtualMemory() {
        Map<String, Long> told = Kernel.of(host).memory();
        long total = told.getOrDefault("MemTotal", 0L);
        long free = told.getOrDefault("MemFree", 0L);
        long buffers = told.getOrDefault("Buffers", 0L);
        long cached = told.getOrDefault("Cached", 0L)
                + (told.containsKey("Cached") ? told.getOrDefault("SReclaimable", 0L) : 0);
        long rest = total - free - cached - buffers;
        long available = Math.max(0, told.getOrDefault("MemAvailable", free + told.getOrDefault("Cached", 0L)));
        available = available > total ? free : available;
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("total", total);
        all.put("available", available);
        all.put("percent", Kernel.percent(total - available, total));
        all.put("used", rest < 0 ? total - free : rest);
        all.put("free", free);
        all.put("active", told.getOrDefault("Active", 0L));
        all.put("inactive", told.getOrDefault("Inactive", 0L));
        all.put("buffers", buffers);
        all.put("cached", cached);
        all.put("shared", told.getOrDefault("Shmem", told.getOrDefault("MemShared", 0L)));
        all.put("slab", told.getOrDefault("Slab", 0L));
        return all;
    }

    @Fn(doc = "Return the bytes of memory that the host has.")
    public long totalPhysicalMemory() {
        return Kernel.of(host).memory().getOrDefault("MemTotal", 0L);
    }

    @Fn(doc = "Return figures of the swap space in bytes: total, used, free, percent, sin, sout.")
    public Map<String, Object> swapMemory() {
        Kernel kernel = Kernel.of(host);
        Map<String, Long> told = kernel.memory();
        long total = told.getOrDefault("SwapTotal", 0L);
        long used = total - told.getOrDefault("SwapFree", 0L);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("total", total);
        all.put("used", used);
        all.put("free", total - used);
        all.put("percent", Kernel.percent(used, total));
        all.put("sin", pages(kernel, "pswpin"));
        all.put("sout", pages(kernel, "pswpout"));
        return all;
    }

    /** psutil: pages of 4096 bytes, whatever the host's pages are. */
    private static long pages(Kernel kernel, String name) {
        return kernel.lines("vmstat").stream()
                .map(line -> line.strip().split(" "))
                .filter(words -> words.length == 2 && words[0].equals(name))
                .mapToLong(words -> Long.parseLong(words[1]) * 4096)
                .findFirst()
                .orElse(0);
    }

    @Fn(doc = """
            Return when the host was started, in seconds since 1970.

            time_format: as a text of this form of strftime instead
            """)
    public Object bootTime(@Arg(dflt = "None") @Nullable String timeFormat) {
        long seconds = Kernel.of(host).boot();
        return timeFormat == null || timeFormat.isEmpty()
                ? (Object) seconds
                : Strftime.format(
                        LocalDateTime.ofInstant(Instant.ofEpochSecond(seconds), ZoneId.systemDefault()), timeFormat);
    }

    @Fn(doc = """
            Return counters of the network.

            interface: of this one only, or False when there is none of this name
            """)
    public Object networkIoCounters(@Arg(dflt = "None", name = "interface") @Nullable String iface) {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        Kernel.of(host).lines("net/dev").stream().skip(2).forEach(line -> {
            int colon = line.lastIndexOf(':');
            String[] counts = line.substring(colon + 1).strip().split("\\s+");
            if (colon > 0 && counts.length >= 12) {
                all.put(line.substring(0, colon).strip(), counters(counts));
            }
        });
        if (!Truth.of(iface)) {
            return sum(all.values());
        }
        Map<String, Object> one = all.get(iface);
        return one == null ? (Object) false : one;
    }

    private static Map<String, Object> counters(String[] counts) {
        int[] columns = {8, 0, 9, 1, 2, 10, 3, 11};
        List<Object> values = new ArrayList<>();
        for (int column : columns) {
            values.add(Long.valueOf(counts[column]));
        }
        return Kernel.named(
                List.of(
                        "bytes_sent",
                        "bytes_recv",
                        "packets_sent",
                        "packets_recv",
                        "errin",
                        "errout",
                        "dropin",
                        "dropout"),
                values);
    }

    static Map<String, Object> sum(Iterable<Map<String, Object>> all) {
        Map<String, Object> sum = new LinkedHashMap<>();
        all.forEach(each ->
                each.forEach((name, count) -> sum.merge(name, count, (one, other) -> (Long) one + (Long) other)));
        return sum;
    }

    @Fn(doc = "Return who is logged in: maps with name, terminal, host, started and pid.")
    public List<Object> getUsers() {
        return Utmp.users(host.file("/var/run/utmp"));
    }
}
