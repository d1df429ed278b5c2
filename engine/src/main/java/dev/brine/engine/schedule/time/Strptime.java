package dev.brine.engine.schedule.time;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's {@code datetime.strptime} for numeric directives, names of months and of halves of a day. */
public final class Strptime {
    private static final String MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
    private static final Map<Character, String> DIRECTIVES = Map.ofEntries(
            Map.entry('Y', "\\d{4}"),
            Map.entry('y', "\\d{2}"),
            Map.entry('m', "1[0-2]|0?[1-9]"),
            Map.entry('d', "3[01]|[12]\\d|0?[1-9]"),
            Map.entry('H', "2[0-3]|[01]?\\d"),
            Map.entry('I', "1[0-2]|0?[1-9]"),
            Map.entry('M', "[0-5]?\\d"),
            Map.entry('S', "6[01]|[0-5]?\\d"),
            Map.entry('f', "\\d{1,6}"),
            Map.entry('p', "am|pm"),
            Map.entry('b', MONTHS),
            Map.entry('B', "(?:" + MONTHS + ")[a-z]*"),
            Map.entry('a', "[a-z]{3}"),
            Map.entry('A', "[a-z]+"));

    private Strptime() {}

    /**
     * Reads a text.
     *
     * @throws DateTimeException when the text is not of that format, or the format has a directive that is not known here
     */
    public static LocalDateTime parse(String text, String format) {
        List<Character> letters = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern(format, letters), Pattern.CASE_INSENSITIVE)
                .matcher(text);
        if (!matcher.matches()) {
            throw new DateTimeException("time data '" + text + "' does not match format '" + format + "'");
        }
        int[] fields = {1900, 1, 1, 0, 0, 0, 0};
        boolean afternoon = false;
        boolean half = false;
        for (int i = 0; i < letters.size(); i++) {
            String value = matcher.group(i + 1).toLowerCase(Locale.ROOT);
            switch (letters.get(i)) {
                case 'Y' -> fields[0] = Integer.parseInt(value);
                case 'y' -> fields[0] = Integer.parseInt(value) + (Integer.parseInt(value) < 69 ? 2000 : 1900);
                case 'm' -> fields[1] = Integer.parseInt(value);
                case 'b', 'B' -> fields[1] = MONTHS.indexOf(value.substring(0, 3)) / 4 + 1;
                case 'd' -> fields[2] = Integer.parseInt(value);
                case 'H' -> fields[3] = Integer.parseInt(value);
                case 'I' -> {
                    fields[3] = Integer.parseInt(value) % 12;
                    half = true;
                }
                case 'M' -> fields[4] = Integer.parseInt(value);
                case 'S' -> fields[5] = Integer.parseInt(value);
                case 'f' -> fields[6] = Integer.parseInt((value + "00000").substring(0, 6)) * 1000;
                case 'p' -> afternoon = value.equals("pm");
                default -> {}
            }
        }
        int hour = half && afternoon ? fields[3] + 12 : fields[3];
        return LocalDateTime.of(fields[0], fields[1], fields[2], hour, fields[4], fields[5], fields[6]);
    }

    private static String pattern(String format, List<Character> letters) {
        StringBuilder pattern = new StringBuilder();
        String expanded =
                format.replace("%T", "%H:%M:%S").replace("%D", "%m/%d/%y").replace("%F", "%Y-%m-%d");
        for (int i = 0; i < expanded.length(); i++) {
            char c = expanded.charAt(i);
            if (Character.isWhitespace(c)) {
                pattern.append("\\s+");
            } else if (c != '%') {
                pattern.append(Pattern.quote(String.valueOf(c)));
            } else if (i + 1 < expanded.length() && expanded.charAt(i + 1) == '%') {
                i++;
                pattern.append('%');
            } else {
                String known = ++i < expanded.length() ? DIRECTIVES.get(expanded.charAt(i)) : null;
                if (known == null) {
                    throw new DateTimeException("'" + format + "' has a directive that is not known");
                }
                letters.add(expanded.charAt(i));
                pattern.append('(').append(known).append(')');
            }
        }
        return pattern.toString();
    }
}
