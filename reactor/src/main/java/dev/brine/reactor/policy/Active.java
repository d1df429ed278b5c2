package dev.brine.reactor.policy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code active}: when the rule answers at all.
 *
 * <p>{@code active: 'Mon-Fri 08-18'}, a list of such windows, or {@code {times: [...], except: [...], tz: Europe/Oslo}}. An event that is
 * looked at outside of them is recorded as such and not answered, also later; what counts is the time at which it would be
 * answered.
 *
 * @param times one of these must hold
 * @param except none of these may hold
 * @param zone whose clock is meant; the host's own when {@code tz} is left out
 */
public record Active(List<TimeWindow> times, List<TimeWindow> except, ZoneId zone) implements Part {
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

    public static Active read(Spec value) throws BadPolicy {
        if (!value.isMap()) {
            return new Active(some(value), List.of(), ZoneId.systemDefault());
        }
        value.map(List.of("times", "except", "tz"));
        if (!value.has("times") && !value.has("except")) {
            throw value.bad("needs 'times' or 'except'");
        }
        return new Active(
                value.has("times") ? some(value.at("times")) : List.of(TimeWindow.ALWAYS),
                value.has("except") ? some(value.at("except")) : List.of(),
                value.has("tz") ? zone(value.at("tz")) : ZoneId.systemDefault());
    }

    private static List<TimeWindow> some(Spec value) throws BadPolicy {
        List<TimeWindow> windows = new ArrayList<>();
        for (String text : value.texts()) {
            windows.add(TimeWindow.read(new Spec(value.key(), text)));
        }
        if (windows.isEmpty()) {
            throw value.bad("has no times; write 'Mon-Fri 08-18'");
        }
        return List.copyOf(windows);
    }

    private static ZoneId zone(Spec tz) throws BadPolicy {
        try {
            return ZoneId.of(tz.text());
        } catch (DateTimeException e) {
            throw tz.bad("'" + tz.value() + "' is no time zone; write one like Europe/Oslo, UTC or +02:00");
        }
    }

    @Override
    public String toString() {
        return words(times) + (except.isEmpty() ? "" : " except " + words(except)) + " (" + zone + ")";
    }

    private static String words(List<TimeWindow> windows) {
        return windows.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** Why it does not answer now, for people. */
    Optional<String> against(Instant now) {
        LocalDateTime local = LocalDateTime.ofInstant(now, zone);
        Optional<TimeWindow> hit = except.stream().filter(w -> w.holds(local)).findFirst();
        if (hit.isPresent()) {
            return Optional.of("active: outside its window: it is " + SHOWN.format(local) + " (" + zone
                    + "), which is in 'except' (" + hit.get() + ")");
        }
        return times.stream().anyMatch(w -> w.holds(local))
                ? Optional.empty()
                : Optional.of("active: outside its window: it is " + SHOWN.format(local) + " (" + zone + "), active "
                        + words(times));
    }
}
