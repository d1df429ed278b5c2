package dev.brine.engine.schedule.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brine.engine.render.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What croniter 1.3.5 and dateutil 2.8.2 make of expressions and dates, recorded. */
class RecordedTimesTest {

    @Test
    void cronExpressionsGiveCronitersTimes() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Map<?, ?> one : recorded("cron.json")) {
            String expression = String.valueOf(one.get("expr"));
            LocalDateTime from = LocalDateTime.parse(String.valueOf(one.get("from")));
            // croniter leaves out the first of March after the 28th of a leap February
            if (expression.equals("0 0 */10 * *") && from.toLocalDate().equals(LocalDate.of(2028, 2, 28))) {
                continue;
            }
            List<?> wanted = one.get("next") instanceof List<?> list
                    ? list.stream()
                            .map(t -> LocalDateTime.parse(String.valueOf(t)))
                            .toList()
                    : null;
            List<LocalDateTime> found = chain(expression, from);
            if (wanted == null ? found != null : !wanted.equals(found)) {
                wrong.add(expression + " from " + from + ": " + wanted + ", found " + found);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static @Nullable List<LocalDateTime> chain(String expression, LocalDateTime from) {
        try {
            List<LocalDateTime> chain = new ArrayList<>();
            LocalDateTime now = from;
            for (int i = 0; i < 3; i++) {
                now = Cron.of(expression).next(now).orElse(null);
                if (now == null) {
                    return null;
                }
                chain.add(now);
            }
            return chain;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Test
    void datesAreReadAsDateutilReadsThem() throws IOException {
        LocalDate saturday = LocalDate.of(2026, 11, 21);
        List<String> wrong = new ArrayList<>();
        for (Map<?, ?> one : recorded("dates.json")) {
            String text = String.valueOf(one.get("text"));
            String found;
            try {
                found = HumanDate.parse(text, saturday).toString();
            } catch (DateTimeException e) {
                found = "none";
            }
            Object given = one.get("date");
            String wanted = given == null
                    ? "none"
                    : LocalDateTime.parse(given.toString()).toString();
            if (!found.equals(wanted)) {
                wrong.add(text + ": " + wanted + ", found " + found);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void formatsOfOnceAreReadAsPythonReadsThem() {
        assertThat(Strptime.parse("2026-11-21T13:05:09", "%Y-%m-%dT%H:%M:%S"))
                .isEqualTo(LocalDateTime.of(2026, 11, 21, 13, 5, 9));
        assertThat(Strptime.parse("Nov 3 26, 1:05 PM", "%b %d %y, %I:%M %p"))
                .isEqualTo(LocalDateTime.of(2026, 11, 3, 13, 5));
        assertThatThrownBy(() -> Strptime.parse("21.11.2026", "%Y-%m-%d"))
                .hasMessage("time data '21.11.2026' does not match format '%Y-%m-%d'");
    }

    private static List<Map<?, ?>> recorded(String name) throws IOException {
        try (InputStream in = RecordedTimesTest.class.getResourceAsStream("/schedule/" + name)) {
            assertThat(in).isNotNull();
            Object all = JsonReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            List<Map<?, ?>> cases = new ArrayList<>();
            ((List<?>) all).forEach(one -> cases.add((Map<?, ?>) one));
            assertThat(cases).hasSizeGreaterThan(50);
            return cases;
        }
    }
}
