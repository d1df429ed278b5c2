package dev.brine.engine.render.jinja.method;

import dev.brine.engine.render.jinja.value.PyObject;
import dev.brine.engine.render.jinja.value.Strftime;
import dev.brine.engine.render.jinja.value.Values;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Attributes and methods of datetime. */
final class DateTimeMethods {
    private DateTimeMethods() {}

    static Object find(LocalDateTime time, String name) {
        return switch (name) {
            case "year" -> (long) time.getYear();
            case "month" -> (long) time.getMonthValue();
            case "day" -> (long) time.getDayOfMonth();
            case "hour" -> (long) time.getHour();
            case "minute" -> (long) time.getMinute();
            case "second" -> (long) time.getSecond();
            case "microsecond" -> (long) time.getNano() / 1000;
            case "weekday" ->
                Methods.bound(name, time, (c, self, a) -> self.getDayOfWeek().getValue() - 1L);
            case "isoweekday" ->
                Methods.bound(
                        name, time, (c, self, a) -> (long) self.getDayOfWeek().getValue());
            case "isoformat" -> Methods.bound(name, time, (c, self, a) -> iso(self));
            case "timestamp" -> Methods.bound(name, time, (c, self, a) -> timestamp(self));
            case "strftime" -> Methods.bound(name, time, (c, self, a) -> Strftime.format(self, Values.text(a.at(0))));
            default -> PyObject.ABSENT;
        };
    }

    private static String iso(LocalDateTime time) {
        LocalDateTime micros = time.truncatedTo(ChronoUnit.MICROS);
        String pattern = micros.getNano() == 0 ? "yyyy-MM-dd'T'HH:mm:ss" : "yyyy-MM-dd'T'HH:mm:ss.SSSSSS";
        return DateTimeFormatter.ofPattern(pattern).format(micros);
    }

    private static double timestamp(LocalDateTime time) {
        java.time.ZonedDateTime zoned = time.atZone(java.time.ZoneId.systemDefault());
        return zoned.toEpochSecond() + time.getNano() / 1e9;
    }
}
