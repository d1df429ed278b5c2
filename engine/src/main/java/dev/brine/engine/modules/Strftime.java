package dev.brine.engine.modules;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** C's {@code strftime} for the letters that people use. */
final class Strftime {
    private static final Map<Character, String> PATTERNS = Map.ofEntries(
            Map.entry('A', "EEEE"),
            Map.entry('a', "EEE"),
            Map.entry('d', "dd"),
            Map.entry('B', "MMMM"),
            Map.entry('b', "MMM"),
            Map.entry('Y', "yyyy"),
            Map.entry('y', "yy"),
            Map.entry('m', "MM"),
            Map.entry('H', "HH"),
            Map.entry('I', "hh"),
            Map.entry('M', "mm"),
            Map.entry('S', "ss"),
            Map.entry('p', "a"),
            Map.entry('j', "DDD"),
            Map.entry('Z', "zzz"),
            Map.entry('z', "xx"));

    private Strftime() {}

    static String format(String format, ZonedDateTime time, Locale locale) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%' || i + 1 == format.length()) {
                text.append(c);
                continue;
            }
            char letter = format.charAt(++i);
            String pattern = PATTERNS.get(letter);
            if (letter == 's') {
                text.append(time.toEpochSecond());
            } else if (pattern == null) {
                text.append(letter == '%' ? "%" : "%" + letter);
            } else {
                text.append(DateTimeFormatter.ofPattern(pattern, locale).format(time));
            }
        }
        return text.toString();
    }
}
