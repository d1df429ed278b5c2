package dev.brine.engine.modules.status;

import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PlainFile;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code status}: figures of the kernel, from {@code /proc}; of a file that is missing there is nothing to tell. */
@Module("status")
public final class ProcFunctions {
    private static final List<String> DISK = List.of(
            "major",
            "minor",
            "device",
            "reads_issued",
            "reads_merged",
            "sectors_read",
            "ms_spent_reading",
            "writes_completed",
            "writes_merged",
            "sectors_written",
            "ms_spent_writing",
            "io_in_progress",
            "ms_spent_in_io",
            "weighted_ms_spent_in_io");
    private static final List<String> NETWORK = List.of(
            "rx_bytes",
            "rx_packets",
            "rx_errs",
            "rx_drop",
            "rx_fifo",
            "rx_frame",
            "rx_compressed",
            "rx_multicast",
            "tx_bytes",
            "tx_packets",
            "tx_errs",
            "tx_drop",
            "tx_fifo",
            "tx_colls",
            "tx_carrier",
            "tx_compressed");
    /** Places of these times in a line of {@code /proc/stat}. */
    private static final Map<String, Integer> PROCESSOR =
            Map.of("user", 1, "nice", 2, "system", 3, "idle", 4, "iowait", 5, "irq", 6, "softirq", 7, "steal", 8);

    private final Host host;

    ProcFunctions(Host host) {
        this.host = host;
    }

    /** Lines as words; empty ones are left out. */
    private List<String[]> table(String file) {
        return PlainFile.lines(host.file("/proc/" + file)).stream()
                .filter(line -> !line.isBlank())
                .map(line -> line.strip().split("\\s+"))
                .toList();
    }

    static Object number(String text) {
        if (text.matches("[0-9]+")) {
            return text.length() < 19 ? (Object) Long.valueOf(text) : big(text);
        }
        try {
            return text.matches(".*[0-9].*") && text.matches("[-+0-9.eE]+") ? (Object) Double.valueOf(text) : text;
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private static Number big(String digits) {
        BigInteger number = new BigInteger(digits);
        return number.bitLength() < 64 ? (Number) number.longValue() : number;
    }

    private static List<Object> numbers(String[] words, int from) {
        List<Object> all = new ArrayList<>();
        Arrays.stream(words).skip(from).forEach(word -> all.add(number(word)));
        return all;
    }

    @Fn(doc = "Return the load averages of 1, 5 and 15 minutes.")
    public Map<String, Object> loadavg() {
        List<String[]> lines = table("loadavg");
        if (lines.isEmpty() || lines.get(0).length < 3) {
            throw new FunctionError("status.loadavag is not available on your platform");
        }
        Map<String, Object> averages = new LinkedHashMap<>();
        averages.put("1-min", Double.valueOf(lines.get(0)[0]));
        averages.put("5-min", Double.valueOf(lines.get(0)[1]));
        averages.put("15-min", Double.valueOf(lines.get(0)[2]));
        return averages;
    }

    @Fn(doc = "Return what the processors have done, from /proc/stat.")
    public Map<String, Object> cpustats() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String[] words : table("stat")) {
            if (words[0].equals("cpu")) {
                Map<String, Object> times = new LinkedHashMap<>();
                for (String state : List.of("idle", "iowait", "irq", "nice", "softirq", "steal", "system", "user")) {
                    int at = PROCESSOR.getOrDefault(state, 0);
                    times.put(state, at < words.length ? number(words[at]) : 0L);
                }
                all.put("cpu", times);
            } else if (words.length > 1 && (words[0].equals("intr") || words[0].equals("softirq"))) {
                Map<String, Object> counts = new LinkedHashMap<>();
                counts.put("total", number(words[1]));
                counts.put(words[0].equals("intr") ? "irqs" : "softirqs", numbers(words, 2));
                all.put(words[0], counts);
            } else if (words.length > 1) {
                all.put(words[0], number(words[1]));
            }
        }
        return all;
    }

    @Fn(doc = "Return the figures of /proc/meminfo: {name: {value, unit}}.")
    public Map<String, Object> meminfo() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String[] words : table("meminfo")) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("value", words.length > 1 ? words[1] : "");
            if (words.length > 2) {
                one.put("unit", words[2]);
            }
            all.put(words[0].replace(":", ""), one);
        }
        return all;
    }

    @Fn(doc = "Return what the processors are, from /proc/cpuinfo; what differs among them is of the last one.")
    public Map<String, Object> cpuinfo() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String line : PlainFile.lines(host.file("/proc/cpuinfo"))) {
            // Salt 3006: what stands behind a second colon is lost
            String[] pair = line.split(":");
            if (pair.length > 1) {
                String value = pair[1].strip();
                boolean list = pair[0].strip().equals("flags");
                all.put(pair[0].strip(), list ? new ArrayList<Object>(Arrays.asList(value.split("\\s+"))) : value);
            }
        }
        return all;
    }

    @Fn(doc = "Return the figures of /proc/diskstats by device.")
    public Map<String, Object> diskstats() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String[] words : table("diskstats")) {
            if (words.length >= DISK.size()) {
                Map<String, Object> one = new LinkedHashMap<>();
                for (int i = 0; i < DISK.size(); i++) {
                    one.put(DISK.get(i), number(words[i]));
                }
                all.put(words[2], one);
            }
        }
        return all;
    }

    @Fn(doc = "Return the figures of /proc/vmstat.")
    public Map<String, Object> vmstats() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String[] words : table("vmstat")) {
            if (words.length > 1) {
                all.put(words[0], number(words[1]));
            }
        }
        return all;
    }

    @Fn(doc = "Return the figures of /proc/net/netstat by protocol.")
    public Map<String, Object> netstats() {
        Map<String, Object> all = new LinkedHashMap<>();
        String[] names = {""};
        for (String[] words : table("net/netstat")) {
            if (words[0].equals(names[0])) {
                Map<String, Object> row = new LinkedHashMap<>();
                // Salt 3006: the last figure is left out
                for (int i = 1; i < Math.min(names.length - 1, words.length); i++) {
                    row.put(names[i], number(words[i]));
                }
                all.put(names[0].replace(":", ""), row);
            } else {
                names = words;
            }
        }
        return all;
    }

    @Fn(doc = "Return the figures of /proc/net/dev by interface.")
    public Map<String, Object> netdev() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String line : PlainFile.lines(host.file("/proc/net/dev"))) {
            int colon = line.indexOf(':');
            String[] counts = line.substring(colon + 1).strip().split("\\s+");
            if (colon > 0 && counts.length >= NETWORK.size()) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("iface", line.substring(0, colon).strip());
                for (int i = 0; i < NETWORK.size(); i++) {
                    one.put(NETWORK.get(i), number(counts[i]));
                }
                all.put(line.substring(0, colon).strip(), one);
            }
        }
        return all;
    }

    @Fn(doc = "Return the version of the kernel.")
    public Object version() {
        String version = PlainFile.read(host.file("/proc/version")).strip();
        return version.isEmpty() ? new LinkedHashMap<String, Object>() : version;
    }
}
