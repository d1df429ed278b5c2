package dev.brine.engine.schedule.time;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads dates as people write them in {@code when}, {@code range} and {@code until}: {@code 5:00pm}, {@code Monday 3pm}, {@code
 * Nov 21 2026 16:30}.
 *
 * <p>The part of dateutil's parser (which Salt uses) that such texts need. What a text leaves out comes from today; a weekday
 * without a day is the next one, today included. Month comes before day where both orders are possible. Time zones are refused:
 * a schedule is in local time.
 */
public final class HumanDate {
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> MONTH_NAMES = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final List<String> DAY_NAMES =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
    private static final Set<String> FILLERS =
            Set.of("at", "on", "and", "ad", "m", "t", "of", "st", "nd", "rd", "th", ",", ";", ".", "-", "/", "'");

    private static final Pattern COMPACT =
            Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(?:t(\\d{2})(\\d{2})(\\d{2})?)?(?!\\d)");
    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})[-/.](\\d{1,2})(?:[-/.](\\d{1,2}))?(?!\\d)");
    private static final Pattern NUMERIC = Pattern.compile("(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4}|\\d{2})(?!\\d)");
    private static final Pattern CLOCK =
            Pattern.compile("(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?(?:\\s*([ap])\\.?m\\.?(?![a-z]))?");
    private static final Pattern HALF_DAY = Pattern.compile("(\\d{1,2})\\s*([ap])\\.?m\\.?(?![a-z])");
    private static final Pattern HOURS =
            Pattern.compile("(\\d{1,2})\\s*h(?:ours?)?(?:\\s*(\\d{1,2})\\s*m(?:in\\w*)?)?(?![a-z])");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern WORD = Pattern.compile("[a-z]+|[^a-z\\d\\s]");

    private final String text;
    private int at;
    private int year = -1;
    private int month = -1;
    private int day = -1;
    private int weekday = -1;
    private LocalTime time = LocalTime.MIDNIGHT;
    private boolean empty = true;

    private HumanDate(String text) {
        this.text = text.toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a text.
     *
     * @throws DateTimeException when it is no date
     */
    public static LocalDateTime parse(String text, LocalDate today) {
        HumanDate date = new HumanDate(text);
        date.read();
        return date.on(today);
    }

    /** Whether a text can stand in {@code when}, {@code until} and the like. */
    public static boolean isDate(String text) {
        try {
            parse(text, LocalDate.EPOCH);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private void read() {
        while (true) {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (at == text.length()) {
                break;
            }
            part();
        }
        if (empty) {
            throw new DateTimeException("'" + text + "' holds no date");
        }
    }

    private void part() {
        Matcher m;
        if ((m = here(COMPACT)) != null) {
            date(m.group(1), m.group(2), m.group(3));
            if (m.group(4) != null) {
                time = LocalTime.of(
                        number(m.group(4)), number(m.group(5)), m.group(6) == null ? 0 : number(m.group(6)));
            }
        } else if ((m = here(YEAR_FIRST)) != null) {
            year = number(m.group(1));
            month = number(m.group(2));
            day = m.group(3) == null ? day : number(m.group(3));
        } else if ((m = here(NUMERIC)) != null) {
            boolean dayFirst = number(m.group(1)) > 12;
            date(m.group(3), m.group(dayFirst ? 2 : 1), m.group(dayFirst ? 1 : 2));
        } else if ((m = here(CLOCK)) != null) {
            time = clock(m);
        } else if ((m = here(HALF_DAY)) != null) {
            time = LocalTime.of(hour(number(m.group(1)), m.group(2)), 0);
        } else if ((m = here(HOURS)) != null) {
            time = LocalTime.of(number(m.group(1)), m.group(2) == null ? 0 : number(m.group(2)));
        } else if ((m = here(NUMBER)) != null) {
            bare(m.group());
        } else if ((m = here(WORD)) != null) {
            word(m.group());
            return;
        } else {
            throw new DateTimeException("'" + text + "' is no date");
        }
        empty = false;
    }

    private @Nullable Matcher here(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length()).useTransparentBounds(true);
        if (!matcher.lookingAt()) {
            return null;
        }
        at = matcher.end();
        return matcher;
    }

    private void date(String year, String month, String day) {
        int number = number(year);
        this.year = year.length() == 2 ? number + (number < 70 ? 2000 : 1900) : number;
        this.month = number(month);
        this.day = number(day);
    }

    private static LocalTime clock(Matcher m) {
        int hour = m.group(5) == null ? number(m.group(1)) : hour(number(m.group(1)), m.group(5));
        int nanos = m.group(4) == null ? 0 : number((m.group(4) + "000000000").substring(0, 9));
        return LocalTime.of(hour, number(m.group(2)), m.group(3) == null ? 0 : number(m.group(3)), nanos);
    }

    private static int hour(int hour, String half) {
        if (hour < 1 || hour > 12) {
            throw new DateTimeException(hour + " is no hour of half a day");
        }
        return hour % 12 + (half.equals("p") ? 12 : 0);
    }

    private void bare(String digits) {
        int number = number(digits);
        if (digits.length() == 4) {
            year = number;
        } else if (digits.length() <= 2 && day < 0) {
            day = number;
        } else if (digits.length() == 2 && year < 0) {
            year = number + (number < 70 ? 2000 : 1900);
        } else {
            throw new DateTimeException("'" + digits + "' has no place in '" + text + "'");
        }
    }

    private void word(String word) {
        int named = Math.max(MONTHS.indexOf(word), MONTH_NAMES.indexOf(word));
        if (named < 0 && word.equals("sept")) {
            named = 8;
        }
        int weekday = Math.max(DAYS.indexOf(word), DAY_NAMES.indexOf(word));
        if (named >= 0) {
            month = named + 1;
            empty = false;
        } else if (weekday >= 0) {
            this.weekday = weekday;
            empty = false;
        } else if (!FILLERS.contains(word)) {
            throw new DateTimeException("'" + word + "' is not understood in '" + text + "'");
        }
    }

    private LocalDateTime on(LocalDate today) {
        YearMonth inMonth = YearMonth.of(year < 0 ? today.getYear() : year, month < 0 ? today.getMonthValue() : month);
        LocalDate date =
                day < 0 ? inMonth.atDay(Math.min(today.getDayOfMonth(), inMonth.lengthOfMonth())) : inMonth.atDay(day);
        if (weekday >= 0 && day < 0) {
            date = date.with(TemporalAdjusters.nextOrSame(DayOfWeek.of(weekday + 1)));
        }
        return date.atTime(time);
    }

    private static int number(String digits) {
        if (digits.length() > 9) {
            throw new DateTimeException("'" + digits + "' is too long for a date");
        }
        return Integer.parseInt(digits);
    }
}
