package dev.brine.engine.schedule.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cron expression, read as croniter (which Salt uses) reads it.
 *
 * <p>Five fields (minute, hour, day of month, month, day of week) or six with seconds last; names, ranges, steps, {@code L} for
 * the last day, {@code fri#2} and {@code L5} for the second and the last of a weekday, and {@code @daily} and its like. When
 * day of month and day of week are both restricted, either is enough.
 */
public final class Cron {
    private static final int MINUTE = 0;
    private static final int HOUR = 1;
    private static final int DAY = 2;
    private static final int MONTH = 3;
    private static final int WEEKDAY = 4;
    private static final int SECOND = 5;
    private static final int[] LOW = {0, 0, 1, 1, 0, 0};
    private static final int[] HIGH = {59, 23, 31, 12, 7, 59};
    private static final int[] ALL = {60, 24, 31, 12, 7, 60};
    /** In {@link #nth}: the last of a weekday in its month. */
    private static final int LAST = 0;
    /** croniter: after so long without a match there is none. */
    private static final int YEARS = 50;

    private static final Map<String, String> ALIASES = Map.of(
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *",
            "@daily", "0 0 * * *",
            "@weekly", "0 0 * * 0",
            "@monthly", "0 0 1 * *",
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *");
    private static final List<String> MONTHS =
            List.of("", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> WEEKDAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final Pattern SPECIAL_WEEKDAY = Pattern.compile("(\\w+)#(\\d+)|l(\\d+)");
    private static final Pattern RANGE = Pattern.compile("([^-]+)-([^-/]+)(?:/(\\d+))?");

    private final BitSet[] fields = new BitSet[SECOND + 1];
    private final boolean[] every = new boolean[SECOND + 1];
    private final boolean seconds;
    private boolean lastDay;
    /** Ordinals by weekday (0 = Sunday). */
    private final Map<Integer, Set<Integer>> nth = new HashMap<>();

    private Cron(String expression) {
        String lower = expression.strip().toLowerCase(Locale.ROOT);
        String[] parts = ALIASES.getOrDefault(lower, lower).split("\\s+");
        if (parts.length != SECOND && parts.length != SECOND + 1) {
            throw new IllegalArgumentException("a cron expression has 5 or 6 fields: '" + expression + "'");
        }
        seconds = parts.length == SECOND + 1;
        for (int i = 0; i <= SECOND; i++) {
            fields[i] = new BitSet();
        }
        for (int i = 0; i < parts.length; i++) {
            for (String item : parts[i].split(",", -1)) {
                add(i, item);
            }
            every[i] |= fields[i].cardinality() == ALL[i];
        }
        BitSet plain = (BitSet) fields[WEEKDAY].clone();
        nth.keySet().forEach(plain::clear);
        if (!nth.isEmpty() && !every[DAY]) {
            throw new IllegalArgumentException("# cannot be used together with a day of month: '" + expression + "'");
        }
        if (!nth.isEmpty() && !plain.isEmpty()) {
            throw new IllegalArgumentException("weekdays with and without # cannot be mixed: '" + expression + "'");
        }
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Cron of(String expression) {
        return new Cron(expression);
    }

    private void add(int field, String given) {
        String item = given;
        int ordinal = -1;
        if (field == WEEKDAY) {
            Matcher special = SPECIAL_WEEKDAY.matcher(item);
            if (special.matches()) {
                boolean last = special.group(3) != null;
                item = last ? special.group(3) : special.group(1);
                ordinal = last ? LAST : number(field, special.group(2));
                if (!last && (ordinal < 1 || ordinal > 5)) {
                    throw bad(given);
                }
            }
        }
        if (item.startsWith("*/")) {
            item = LOW[field] + "-" + HIGH[field] + item.substring(1);
        }
        Matcher range = RANGE.matcher(item);
        boolean isRange = range.matches();
        if (!isRange && item.indexOf('/') > 0) {
            range = RANGE.matcher(item.replaceFirst("/", "-" + HIGH[field] + "/"));
            isRange = range.matches();
        }
        if (isRange) {
            addRange(field, range, ordinal, given);
        } else if (item.equals("*")) {
            every[field] = true;
        } else if (item.equals("l") && field == DAY) {
            lastDay = true;
        } else {
            set(field, value(field, item, given), ordinal, given);
        }
    }

    private void addRange(int field, Matcher range, int ordinal, String given) {
        int low = value(field, range.group(1), given);
        int high = field == DAY && range.group(2).equals("l") ? 31 : value(field, range.group(2), given);
        int step = range.group(3) == null ? 1 : number(field, range.group(3));
        if (field == WEEKDAY && high == 0 && low > 0) {
            high = 7;
        }
        if (low > high || high > HIGH[field] || step == 0) {
            throw bad(given);
        }
        for (int i = low; i <= high; i += step) {
            set(field, i, ordinal, given);
        }
    }

    private void set(int field, int value, int ordinal, String given) {
        if (value < LOW[field] || value > HIGH[field]) {
            throw bad(given);
        }
        int stored = field == WEEKDAY && value == 7 ? 0 : value;
        fields[field].set(stored);
        if (ordinal >= 0) {
            nth.computeIfAbsent(stored, day -> new HashSet<>()).add(ordinal);
        }
    }

    private static int value(int field, String text, String given) {
        List<String> names = field == MONTH ? MONTHS : field == WEEKDAY ? WEEKDAYS : List.of();
        int named = text.isEmpty() ? -1 : names.indexOf(text);
        if (named >= 0) {
            return named;
        }
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9') || text.length() > 4) {
            throw bad(given);
        }
        return Integer.parseInt(text);
    }

    private static int number(int field, String digits) {
        return value(field == MONTH || field == WEEKDAY ? DAY : field, digits, digits);
    }

    private static IllegalArgumentException bad(String item) {
        return new IllegalArgumentException("'" + item + "' is not acceptable in a cron expression");
    }

    /** The first time that matches after {@code now}; empty when there is none within fifty years. */
    public Optional<LocalDateTime> next(LocalDateTime now) {
        LocalDateTime from = seconds
                ? now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1)
                : now.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        LocalDate day = from.toLocalDate();
        LocalDate end = day.plusYears(YEARS);
        int second = from.toLocalTime().toSecondOfDay();
        while (day.isBefore(end)) {
            if (!has(MONTH, day.getMonthValue())) {
                day = day.plusMonths(1).withDayOfMonth(1);
                second = 0;
                continue;
            }
            int found = matches(day) ? time(second) : -1;
            if (found >= 0) {
                return Optional.of(day.atStartOfDay().plusSeconds(found));
            }
            day = day.plusDays(1);
            second = 0;
        }
        return Optional.empty();
    }

    /** The first second of a day at or after {@code from} that matches, or -1. */
    private int time(int from) {
        int hour = from / 3600;
        int minute = from / 60 % 60;
        int second = from % 60;
        for (; hour < 24; hour++, minute = 0, second = 0) {
            if (!has(HOUR, hour)) {
                continue;
            }
            for (; minute < 60; minute++, second = 0) {
                int found = has(MINUTE, minute) ? second(second) : -1;
                if (found >= 0) {
                    return (hour * 60 + minute) * 60 + found;
                }
            }
        }
        return -1;
    }

    private int second(int from) {
        if (!seconds) {
            return from == 0 ? 0 : -1;
        }
        return every[SECOND] ? from : fields[SECOND].nextSetBit(from);
    }

    private boolean has(int field, int value) {
        return every[field] || fields[field].get(value);
    }

    private boolean matches(LocalDate day) {
        if (!nth.isEmpty()) {
            return isNth(day);
        }
        boolean inMonth = every[DAY]
                || fields[DAY].get(day.getDayOfMonth())
                || (lastDay && day.getDayOfMonth() == day.lengthOfMonth());
        boolean inWeek = has(WEEKDAY, weekday(day));
        boolean either = !every[DAY] && !every[WEEKDAY];
        return either ? inMonth || inWeek : inMonth && inWeek;
    }

    private boolean isNth(LocalDate day) {
        Set<Integer> ordinals = nth.get(weekday(day));
        if (ordinals == null) {
            return false;
        }
        DayOfWeek weekday = day.getDayOfWeek();
        return ordinals.contains((day.getDayOfMonth() - 1) / 7 + 1)
                || (ordinals.contains(LAST) && day.equals(day.with(TemporalAdjusters.lastInMonth(weekday))));
    }

    private static int weekday(LocalDate day) {
        return day.getDayOfWeek().getValue() % 7;
    }
}
