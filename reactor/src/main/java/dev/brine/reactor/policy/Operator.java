package dev.brine.reactor.policy;

import dev.brine.engine.data.Glob;
import dev.brine.engine.data.Regex;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a value of an event is compared, under StackStorm's names; the short ones are for reading. */
enum Operator {
    EQUALS("==", "eq"),
    NEQUALS("!=", "ne"),
    IEQUALS(),
    LESSTHAN("<", "lt"),
    GREATERTHAN(">", "gt"),
    ATMOST("<=", "le"),
    ATLEAST(">=", "ge"),
    GLOB("matchwildcard"),
    REGEX("~", "matchregex"),
    NREGEX("!~"),
    IREGEX(),
    CONTAINS(),
    NCONTAINS(),
    ICONTAINS(),
    INCONTAINS(),
    STARTSWITH(),
    ISTARTSWITH(),
    ENDSWITH(),
    IENDSWITH(),
    EXISTS(),
    NEXISTS(),
    INSIDE("in"),
    NINSIDE("not_in"),
    TIMEDIFF_LT(),
    TIMEDIFF_GT();

    private final List<String> others;

    Operator(String... others) {
        this.others = List.of(others);
    }

    /** By every word that stands for one. */
    static Map<String, Operator> words() {
        Map<String, Operator> words = new LinkedHashMap<>();
        for (Operator one : values()) {
            words.put(one.word(), one);
        }
        for (Operator one : values()) {
            one.others.forEach(other -> words.put(other, one));
        }
        return words;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The shortest sign, for messages. */
    String sign() {
        return others.isEmpty() || Character.isLetter(others.get(0).charAt(0)) ? word() : others.get(0);
    }

    /** Makes what the value is compared with ready, and refuses what can never hold. */
    @Nullable
    Object wanted(Spec value) throws BadPolicy {
        switch (this) {
            case REGEX, NREGEX, IREGEX -> {
                try {
                    return Regex.of((this == IREGEX ? "(?i)" : "") + value.text());
                } catch (IllegalArgumentException e) {
                    throw value.bad(String.valueOf(e.getMessage()));
                }
            }
            case GLOB -> {
                return Glob.of(value.text());
            }
            case LESSTHAN, GREATERTHAN, ATMOST, ATLEAST -> {
                return number(value.value())
                        .orElseThrow(() -> value.bad("'" + word() + "' needs a number; found " + value.value()));
            }
            case TIMEDIFF_LT, TIMEDIFF_GT -> {
                return value.time();
            }
            case INSIDE, NINSIDE -> {
                if (value.value() instanceof List<?> || value.value() instanceof String) {
                    return value.value();
                }
                throw value.bad("'" + word() + "' needs a list; found " + value.value());
            }
            case EXISTS, NEXISTS -> {
                if (value.value() == null || value.value() instanceof Boolean) {
                    return (this == EXISTS) == !Boolean.FALSE.equals(value.value());
                }
                throw value.bad("'" + word() + "' needs True or False; found " + value.value());
            }
            case CONTAINS, NCONTAINS, EQUALS, NEQUALS -> {
                return value.value();
            }
            default -> {
                return value.text();
            }
        }
    }

    /** Whether a value is as wanted; what is missing is null. */
    boolean holds(@Nullable Object found, @Nullable Object wanted, Instant now) {
        return switch (this) {
            case EQUALS -> same(found, wanted);
            case NEQUALS -> !same(found, wanted);
            case IEQUALS -> found instanceof String text && text.equalsIgnoreCase(String.valueOf(wanted));
            case LESSTHAN -> compare(found, wanted).filter(c -> c < 0).isPresent();
            case GREATERTHAN -> compare(found, wanted).filter(c -> c > 0).isPresent();
            case ATMOST -> compare(found, wanted).filter(c -> c <= 0).isPresent();
            case ATLEAST -> compare(found, wanted).filter(c -> c >= 0).isPresent();
            case GLOB -> found instanceof String text && ((Glob) Objects.requireNonNull(wanted)).test(text);
            case REGEX, IREGEX -> found instanceof String text && ((Regex) Objects.requireNonNull(wanted)).found(text);
            case NREGEX -> !(found instanceof String text && ((Regex) Objects.requireNonNull(wanted)).found(text));
            case CONTAINS -> contains(found, wanted);
            case NCONTAINS -> !contains(found, wanted);
            case ICONTAINS -> contains(small(found), small(wanted));
            case INCONTAINS -> !contains(small(found), small(wanted));
            case STARTSWITH -> found instanceof String text && text.startsWith(String.valueOf(wanted));
            case ISTARTSWITH -> small(found) instanceof String text && text.startsWith(String.valueOf(small(wanted)));
            case ENDSWITH -> found instanceof String text && text.endsWith(String.valueOf(wanted));
            case IENDSWITH -> small(found) instanceof String text && text.endsWith(String.valueOf(small(wanted)));
            case EXISTS, NEXISTS -> (found != null) == Boolean.TRUE.equals(wanted);
            case INSIDE -> contains(wanted, found);
            case NINSIDE -> !contains(wanted, found);
            case TIMEDIFF_LT ->
                away(found, now).filter(ms -> ms < millis(wanted)).isPresent();
            case TIMEDIFF_GT ->
                away(found, now).filter(ms -> ms > millis(wanted)).isPresent();
        };
    }

    private static long millis(@Nullable Object wanted) {
        return ((java.time.Duration) Objects.requireNonNull(wanted)).toMillis();
    }

    private static boolean same(@Nullable Object found, @Nullable Object wanted) {
        return (found instanceof Number
                        && wanted instanceof Number
                        && Integer.valueOf(0).equals(compare(found, wanted).orElse(1)))
                || Objects.equals(found, wanted);
    }

    /** Numbers, and texts that are numbers; what is none is neither less nor more. */
    private static Optional<Integer> compare(@Nullable Object found, @Nullable Object wanted) {
        Optional<BigDecimal> left = number(found);
        Optional<BigDecimal> right = number(wanted);
        return left.isPresent() && right.isPresent()
                ? Optional.of(left.get().compareTo(right.get()))
                : Optional.empty();
    }

    private static Optional<BigDecimal> number(@Nullable Object value) {
        try {
            return value instanceof Number || value instanceof String
                    ? Optional.of(new BigDecimal(value.toString().strip()))
                    : Optional.empty();
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static boolean contains(@Nullable Object whole, @Nullable Object part) {
        if (whole instanceof List<?> list) {
            return list.stream().anyMatch(item -> same(item, part));
        }
        if (whole instanceof Map<?, ?> map) {
            return map.containsKey(part);
        }
        return whole instanceof String text && part != null && text.contains(String.valueOf(part));
    }

    private static @Nullable Object small(@Nullable Object value) {
        if (value instanceof String text) {
            return text.toLowerCase(Locale.ROOT);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> all = new ArrayList<>();
            list.forEach(item -> all.add(small(item)));
            return all;
        }
        return value;
    }

    /** How far a time (ISO text, or seconds of the epoch) is from now; empty for what is no time. */
    private static Optional<Long> away(@Nullable Object found, Instant now) {
        return time(found).map(at -> Math.abs(at.toEpochMilli() - now.toEpochMilli()));
    }

    private static Optional<Instant> time(@Nullable Object found) {
        if (found instanceof String text) {
            try {
                return Optional.of(OffsetDateTime.parse(text.replace(' ', 'T')).toInstant());
            } catch (DateTimeParseException noZone) {
                try {
                    return Optional.of(
                            LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
                } catch (DateTimeParseException none) {
                    return number(text).flatMap(Operator::seconds);
                }
            }
        }
        return number(found).flatMap(Operator::seconds);
    }

    private static Optional<Instant> seconds(BigDecimal seconds) {
        return seconds.abs().compareTo(BigDecimal.valueOf(1e11)) > 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(seconds.movePointRight(3).longValue()));
    }
}
