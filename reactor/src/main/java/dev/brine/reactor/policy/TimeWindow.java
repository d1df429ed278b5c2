package dev.brine.reactor.policy;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of the week, or of the calendar.
 *
 * <pre>
 *   window = days [times] | times          both must hold
 *   days   = day{,day}                     Mon  Mon-Fri  Fri-Mon  Sat,Sun  2026-12-24  2026-12-24..2027-01-01
 *   times  = time{,time}                   08-18  08:30-12:00,13-17  22-06
 * </pre>
 *
 * A time that ends before it begins goes on into the next day and belongs to the day on which it begins; the end itself is outside.
 *
 * @param text as it was written
 * @param days of the week
 * @param dates of the calendar; empty when every date is meant
 * @param hours of the day; empty when the whole day is meant
 */
record TimeWindow(String text, Set<DayOfWeek> days, List<Dates> dates, List<Hours> hours) {
    static final TimeWindow ALWAYS = new TimeWindow("always", EnumSet.allOf(DayOfWeek.class), List.of(), List.of());

    private static final Pattern HOURS = Pattern.compile("(\\d{1,2})(?::(\\d{2}))?-(\\d{1,2})(?::(\\d{2}))?");
    private static final Pattern DATES = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:\\.\\.(\\d{4}-\\d{2}-\\d{2}))?");
    private static final Pattern DAYS = Pattern.compile("([A-Za-z]+)(?:-([A-Za-z]+))?");
    private static final int DAY = 24 * 60;

    /** Both days are in. */
    record Dates(LocalDate first, LocalDate last) {
        boolean holds(LocalDate day) {
            return !day.isBefore(first) && !day.isAfter(last);
        }
    }

    /** Minutes of the day; the end is out. */
    record Hours(int from, int until) {}

    static TimeWindow read(Spec spec) throws BadPolicy {
        String text = spec.text().strip();
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        List<Dates> dates = new ArrayList<>();
        List<Hours> hours = new ArrayList<>();
        for (String word : text.split("[,\\s]+")) {
            Matcher time = HOURS.matcher(word);
            Matcher date = DATES.matcher(word);
            Matcher day = DAYS.matcher(word);
            if (time.matches()) {
                hours.add(hours(spec, time));
            } else if (!hours.isEmpty()) {
                throw bad(spec, word + "' stands behind the times; the days come first");
            } else if (date.matches()) {
                dates.add(dates(spec, date));
            } else if (day.matches()) {
                days.addAll(days(day));
            } else {
                throw bad(spec, word + "' is neither a day nor a time");
            }
        }
        return new TimeWindow(text, days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days, dates, hours);
    }

    private static BadPolicy bad(Spec spec, String why) {
        return spec.bad(
                "'" + why + "; write 'Mon-Fri 08-18', 'Sat,Sun', '22:00-06:00' or '2026-12-24..2027-01-01 08-12'");
    }

    private static Hours hours(Spec spec, Matcher time) throws BadPolicy {
        int from = minute(spec, time.group(1), time.group(2));
        int until = minute(spec, time.group(3), time.group(4));
        if (from == until || from == DAY) {
            throw bad(spec, time.group() + "' is no span of time");
        }
        return new Hours(from, until);
    }

    private static int minute(Spec spec, String hour, @Nullable String minute) throws BadPolicy {
        int all = Integer.parseInt(hour) * 60 + (minute == null ? 0 : Integer.parseInt(minute));
        if (all > DAY || (minute != null && Integer.parseInt(minute) > 59)) {
            throw bad(spec, hour + (minute == null ? "" : ":" + minute) + "' is no time of day");
        }
        return all;
    }

    private static Dates dates(Spec spec, Matcher date) throws BadPolicy {
        try {
            LocalDate first = LocalDate.parse(date.group(1));
            LocalDate last = date.group(2) == null ? first : LocalDate.parse(date.group(2));
            if (last.isBefore(first)) {
                throw bad(spec, date.group() + "' ends before it begins");
            }
            return new Dates(first, last);
        } catch (DateTimeException e) {
            throw bad(spec, date.group() + "' is no date");
        }
    }

    private static Set<DayOfWeek> days(Matcher day) throws BadPolicy {
        DayOfWeek first = day(day.group(1));
        DayOfWeek last = day.group(2) == null ? first : day(day.group(2));
        Set<DayOfWeek> days = EnumSet.of(last);
        for (DayOfWeek one = first; one != last; one = one.plus(1)) {
            days.add(one);
        }
        return days;
    }

    private static DayOfWeek day(String word) throws BadPolicy {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (word.length() >= 3 && day.name().startsWith(word.toUpperCase(Locale.ROOT))) {
                return day;
            }
        }
        throw Spec.unknown(word, List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"));
    }

    boolean holds(LocalDateTime now) {
        if (hours.isEmpty()) {
            return onDay(now.toLocalDate());
        }
        int minute = now.getHour() * 60 + now.getMinute();
        for (Hours one : hours) {
            boolean overnight = one.until < one.from;
            if (minute >= one.from && (overnight || minute < one.until) && onDay(now.toLocalDate())) {
                return true;
            }
            if (overnight && minute < one.until && onDay(now.toLocalDate().minusDays(1))) {
                return true;
            }
        }
        return false;
    }

    private boolean onDay(LocalDate day) {
        return days.contains(day.getDayOfWeek())
                && (dates.isEmpty() || dates.stream().anyMatch(d -> d.holds(day)));
    }

    @Override
    public String toString() {
        return text;
    }
}
