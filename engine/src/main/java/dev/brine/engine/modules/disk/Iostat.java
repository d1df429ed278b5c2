package dev.brine.engine.modules.disk;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PythonText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code disk}: how busy disks are, as {@code iostat} tells it. */
@Module("disk")
public final class Iostat {
    private final Host host;

    Iostat(Host host) {
        this.host = host;
    }

    /** Salt 3006 knows only the heading "Device:" of old versions; "Device" of the new ones is understood here, too. */
    @Fn(doc = """
            Return averages of what the disks do, and under "sys" those of the processors.

            interval: seconds between two looks
            count: how often to look
            disks: of this disk only, or of a list of them
            """)
    public Map<String, Object> iostat(
            @Arg(dflt = "1") Object interval,
            @Arg(dflt = "5") Object count,
            @Arg(dflt = "None") @Nullable Object disks,
            Call call) {
        host.needs(call, "iostat");
        List<String> words = new ArrayList<>(List.of("iostat", disks == null ? "-x" : "-xd"));
        words.addAll(List.of(PythonText.str(interval), PythonText.str(count)));
        if (disks != null) {
            List<?> all = disks instanceof List<?> list ? list : List.of(disks);
            all.forEach(disk -> words.add(PythonText.str(disk)));
        }
        return parsed(host.said(call, words.toArray(String[]::new)));
    }

    static Map<String, Object> parsed(String text) {
        Map<String, List<List<BigDecimal>>> samples = new LinkedHashMap<>();
        Map<String, List<String>> heads = new LinkedHashMap<>();
        List<String> columns = List.of();
        boolean processors = false;
        for (String line : text.lines().toList()) {
            List<String> words = Arrays.asList(line.strip().split("\\s+"));
            boolean head = words.get(0).equals("avg-cpu:") || words.get(0).matches("Device:?");
            if (head) {
                columns = words.subList(1, words.size());
                processors = words.get(0).equals("avg-cpu:");
            } else if (line.isBlank()) {
                columns = List.of();
            } else if (!columns.isEmpty()) {
                String name = processors ? "sys" : words.get(0);
                List<String> row = processors ? words : words.subList(1, words.size());
                heads.putIfAbsent(name, columns);
                if (row.stream().allMatch(word -> word.matches("-?[0-9]+(\\.[0-9]+)?"))) {
                    samples.computeIfAbsent(name, key -> new ArrayList<>())
                            .add(row.stream().map(BigDecimal::new).toList());
                }
            }
        }
        Map<String, Object> all = new LinkedHashMap<>();
        samples.forEach((name, rows) -> all.put(name, averages(heads.getOrDefault(name, List.of()), rows)));
        return all;
    }

    private static Map<String, Object> averages(List<String> columns, List<List<BigDecimal>> rows) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            if (rows.stream().allMatch(row -> column < row.size())) {
                BigDecimal sum = rows.stream().map(row -> row.get(column)).reduce(BigDecimal.ZERO, BigDecimal::add);
                BigDecimal average = sum.divide(BigDecimal.valueOf(rows.size()), MathContext.DECIMAL128);
                all.put(
                        columns.get(i),
                        average.setScale(2, RoundingMode.HALF_EVEN).doubleValue());
            }
        }
        return all;
    }
}
