package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.Numbers;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.Strftime;
import dev.brine.engine.render.jinja.value.Undefined;
import dev.brine.engine.render.jinja.value.Values;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Dates to text. Times are those of the host's zone, as Python's naive datetimes. */
final class DateFilters {

    private DateFilters() {}

    static Room room() {
        return new Room()
                .add("strftime", "strftime(format='%Y-%m-%d')", (c, v, a) -> Strftime.format(date(v), a.text(0)))
                .alias("date_format", "strftime");
    }

    private static LocalDateTime date(@Nullable Object value) {
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (value == null) {
            return LocalDateTime.now(ZoneId.systemDefault());
        }
        if (value instanceof LocalDateTime time) {
            return time;
        }
        if (Values.isString(value)) {
            String text = PyText.stripped(Values.text(value));
            LocalDateTime parsed = FuzzyDate.parse(text, LocalDateTime.now(ZoneId.systemDefault()));
            Double seconds = parsed == null ? Numbers.parseFloat(text) : null;
            if (parsed == null && seconds == null) {
                throw unparsable(Values.text(value));
            }
            return parsed != null ? parsed : fromTimestamp(seconds, value);
        }
        if (!Numbers.isNumber(value)) {
            throw unparsable(Repr.repr(value));
        }
        return fromTimestamp(Numbers.real(value), value);
    }

    private static LocalDateTime fromTimestamp(@Nullable Double seconds, Object shown) {
        try {
            double value = seconds == null ? Double.NaN : seconds;
            long micros = Math.round(value * 1_000_000);
            if (Double.isNaN(value) || Math.abs(value) > 253_402_300_799.0) {
                throw unparsable(Values.text(shown));
            }
            Instant instant =
                    Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
            return LocalDateTime.ofInstant(instant, ZoneId.systemDefault());
        } catch (DateTimeException e) {
            throw unparsable(Values.text(shown));
        }
    }

    private static PyError unparsable(String value) {
        return PyError.of("RuntimeError", "Unable to parse " + value + ". Consider installing timelib");
    }
}
