package dev.brine.engine.schedule.job;

import dev.brine.engine.render.jinja.value.Strftime;
import dev.brine.engine.schedule.time.Strptime;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Single times at which a job runs or does not, beside its rule: the lists {@code run_explicit} and {@code skip_explicit} of its
 * definition. Salt 3006: their items are {@code {time, time_fmt}}.
 */
final class ExplicitTimes {
    static final String RUN = "run_explicit";
    static final String SKIP = "skip_explicit";
    /** The format of times where none is named. */
    static final String ISO = "%Y-%m-%dT%H:%M:%S";

    private static final int MOST = 100;

    private ExplicitTimes() {}

    static String iso(LocalDateTime time) {
        return Strftime.format(time, ISO);
    }

    /** The times under {@code key}, each read when the stream comes to it. */
    static Stream<LocalDateTime> of(Definition definition, String key) {
        return definition.value(key) instanceof List<?> times
                ? times.stream().map(ExplicitTimes::time)
                : Stream.empty();
    }

    private static LocalDateTime time(@Nullable Object item) {
        if (item instanceof LocalDateTime time) {
            return time;
        }
        if (item instanceof Map<?, ?> map) {
            Object format = map.get("time_fmt");
            return Strptime.parse(String.valueOf(map.get("time")), format == null ? ISO : format.toString());
        }
        return Strptime.parse(String.valueOf(item), ISO);
    }

    /** Adds a time; the oldest goes when there are a hundred. */
    static void add(Definition definition, String key, @Nullable Object time, String format) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("time", String.valueOf(time));
        entry.put("time_fmt", format);
        List<Object> times = new ArrayList<>(definition.value(key) instanceof List<?> list ? list : List.of());
        if (times.contains(entry)) {
            return;
        }
        if (times.size() == MOST) {
            times.remove(0);
        }
        times.add(entry);
        definition.data().put(key, times);
    }
}
