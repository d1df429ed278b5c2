package dev.brine.engine.render.jinja.filter;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates as people and log files write them: the common part of what {@code timelib} reads. Offsets are turned to UTC. */
final class FuzzyDate {
    private static final Pattern YEAR_FIRST = Pattern.compile(
            "(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?:[T ]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?)?"
                    + "\\s*(Z|UTC|GMT|[-+]\\d{2}:?\\d{2})?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern AMERICAN =
            Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})(?: +(\\d{1,2}):(\\d{2})(?::(\\d{2}))?)?");
    private static final Pattern DAY_FIRST = Pattern.compile(
            "(?:[a-z]{3,9},? +)?(\\d{1,2})[ -]([a-z]{3,9})[ -](\\d{4})(?: +(\\d{1,2}):(\\d{2})(?::(\\d{2}))?)?(?: *(?:Z|UTC|GMT|\\+0000))?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern MONTH_FIRST = Pattern.compile(
            "([a-z]{3,9})\\.? +(\\d{1,2})(?:st|nd|rd|th)?,? +(\\d{4})(?: +(\\d{1,2}):(\\d{2})(?::(\\d{2}))?)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern RELATIVE = Pattern.compile(
            "([-+]?\\d+) *(second|sec|minute|min|hour|day|week|month|year)s?( ago)?", Pattern.CASE_INSENSITIVE);
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private FuzzyDate() {}

    /** The date, or null when the text is none. */
    static @Nullable LocalDateTime parse(String text, LocalDateTime now) {
        try {
            Matcher m = YEAR_FIRST.matcher(text);
            if (m.matches()) {
                return zoned(at(m.group(1), m.group(2), m.group(3), m, 4).plusNanos(nanos(m.group(7))), m.group(8));
            }
            m = AMERICAN.matcher(text);
            if (m.matches()) {
                return at(m.group(3), m.group(1), m.group(2), m, 4);
            }
            m = DAY_FIRST.matcher(text);
            if (m.matches() && month(m.group(2)) > 0) {
                return at(m.group(3), String.valueOf(month(m.group(2))), m.group(1), m, 4);
            }
            m = MONTH_FIRST.matcher(text);
            if (m.matches() && month(m.group(1)) > 0) {
                return at(m.group(3), String.valueOf(month(m.group(1))), m.group(2), m, 4);
            }
            return spoken(text.toLowerCase(Locale.ROOT), now);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable LocalDateTime spoken(String text, LocalDateTime now) {
        switch (text) {
            case "now":
                return now;
            case "today", "midnight":
                return now.truncatedTo(ChronoUnit.DAYS);
            case "yesterday":
                return now.truncatedTo(ChronoUnit.DAYS).minusDays(1);
            case "tomorrow":
                return now.truncatedTo(ChronoUnit.DAYS).plusDays(1);
            default:
                break;
        }
        if (text.matches("@-?\\d{1,12}")) {
            return LocalDateTime.ofEpochSecond(Long.parseLong(text.substring(1)), 0, ZoneOffset.UTC);
        }
        Matcher m = RELATIVE.matcher(text);
        if (!m.matches()) {
            return null;
        }
        long count = Long.parseLong(m.group(1)) * (m.group(3) == null ? 1 : -1);
        return switch (m.group(2)) {
            case "second", "sec" -> now.plusSeconds(count);
            case "minute", "min" -> now.plusMinutes(count);
            case "hour" -> now.plusHours(count);
            case "day" -> now.plusDays(count);
            case "week" -> now.plusWeeks(count);
            case "month" -> now.plusMonths(count);
            default -> now.plusYears(count);
        };
    }

    private static LocalDateTime at(String year, String month, String day, Matcher m, int hour) {
        LocalDate date = LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
        return LocalDateTime.of(
                date, LocalTime.of(number(m.group(hour)), number(m.group(hour + 1)), number(m.group(hour + 2))));
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static long nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Long.parseLong((fraction + "00000000").substring(0, 9));
    }

    private static LocalDateTime zoned(LocalDateTime time, @Nullable String zone) {
        if (zone == null || !(zone.startsWith("+") || zone.startsWith("-"))) {
            return time;
        }
        String offset = zone.indexOf(':') < 0 ? zone.substring(0, 3) + ":" + zone.substring(3) : zone;
        return OffsetDateTime.of(time, ZoneOffset.of(offset))
                .withOffsetSameInstant(ZoneOffset.UTC)
                .toLocalDateTime();
    }

    private static int month(String name) {
        return MONTHS.indexOf(name.substring(0, 3).toLowerCase(Locale.ROOT)) + 1;
    }
}
