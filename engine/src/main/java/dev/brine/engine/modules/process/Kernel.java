package dev.brine.engine.modules.process;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PlainFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel tells of itself in {@code /proc}.
 *
 * @param host the machine
 * @param ticks clock ticks a second, in which times are counted
 * @param page bytes of a page of memory
 */
record Kernel(Host host, long ticks, long page) {
    private static final List<String> STATES =
            List.of("user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal", "guest", "guest_nice");
    private static final long AT_PAGESZ = 6;
    private static final long AT_CLKTCK = 17;

    static Kernel of(Host host) {
        long ticks = 100;
        long page = 4096;
        try {
            ByteBuffer told = ByteBuffer.wrap(Files.readAllBytes(host.file("/proc/self/auxv")))
                    .order(ByteOrder.nativeOrder());
            while (told.remaining() >= 16) {
                long type = told.getLong();
                long value = told.getLong();
                ticks = type == AT_CLKTCK ? value : ticks;
                page = type == AT_PAGESZ ? value : page;
            }
        } catch (IOException e) {
            // the usual values stand
            page = 4096;
        }
        return new Kernel(host, ticks, page);
    }

    List<String> lines(String name) {
        return PlainFile.lines(host.file("/proc/" + name));
    }

    /** Seconds since 1970 at which the host was started. */
    long boot() {
        for (String line : lines("stat")) {
            if (line.startsWith("btime")) {
                return Long.parseLong(line.strip().split("\\s+")[1]);
            }
        }
        throw new FunctionError("line 'btime' not found in /proc/stat");
    }

    double seconds(String count) {
        return Long.parseLong(count) / (double) ticks;
    }

    /** Seconds that all processors together have spent in each state. */
    Map<String, Object> times() {
        return times(lines("stat").stream().findFirst().orElse(""));
    }

    /** The same of each processor. */
    List<Map<String, Object>> timesOfEach() {
        List<Map<String, Object>> all = new ArrayList<>();
        lines("stat").stream().skip(1).filter(line -> line.startsWith("cpu")).forEach(line -> all.add(times(line)));
        return all;
    }

    private Map<String, Object> times(String line) {
        String[] words = line.strip().split("\\s+");
        Map<String, Object> times = new LinkedHashMap<>();
        for (int i = 0; i < STATES.size() && i + 1 < words.length; i++) {
            times.put(STATES.get(i), seconds(words[i + 1]));
        }
        return times;
    }

    /** Bytes by name of {@code meminfo}. */
    Map<String, Long> memory() {
        Map<String, Long> bytes = new LinkedHashMap<>();
        for (String line : lines("meminfo")) {
            String[] words = line.strip().split("\\s+");
            if (words.length > 1 && words[1].matches("[0-9]+")) {
                bytes.put(words[0].replace(":", ""), Long.parseLong(words[1]) * 1024);
            }
        }
        return bytes;
    }

    /** A share in percent with one decimal; 0 of nothing. */
    static double percent(double part, double whole) {
        return whole == 0 ? 0 : rounded(part / whole * 100);
    }

    static double rounded(double number) {
        return new BigDecimal(number).setScale(1, RoundingMode.HALF_EVEN).doubleValue();
    }

    static Map<String, Object> named(List<String> names, List<? extends @Nullable Object> values) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            all.put(names.get(i), values.get(i));
        }
        return all;
    }
}
