package dev.brine.reactor.policy;

import dev.brine.reactor.reaction.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code retry}: what is done about reactions that fail.
 *
 * <p>{@code {tries: 3, backoff: 10s..5m, on: [timeout, error], timeout: 10m}}. A job is tried again with those of its minions
 * that failed; between two tries a reaction holds nobody up. One time as {@code backoff} is always waited.
 *
 * @param tries in all, the first one counted
 * @param least before the second try; doubled before each further one
 * @param most at most so long
 * @param on what is worth another try
 * @param timeout how long a try may take; zero for as long as it runs
 */
public record Retry(int tries, Duration least, Duration most, Set<Fault> on, Duration timeout) implements Part {
    private static final Pattern RANGE = Pattern.compile("(.+?)\\s*\\.\\.\\s*(.+)");

    public static Retry read(Spec value) throws BadPolicy {
        value.map(List.of("tries", "backoff", "on", "timeout"));
        Duration least = Duration.ofSeconds(10);
        Duration most = Duration.ofMinutes(5);
        if (value.has("backoff")) {
            Spec backoff = value.at("backoff");
            Matcher range = RANGE.matcher(String.valueOf(backoff.value()));
            boolean two = range.matches();
            least = new Spec("backoff", two ? range.group(1) : backoff.value()).time();
            most = two ? new Spec("backoff", range.group(2)).time() : least;
            if (most.compareTo(least) < 0) {
                throw backoff.bad("'" + backoff.value() + "' ends before it begins; write 10s..5m");
            }
        }
        if (value.has("on") && value.at("on").texts().isEmpty()) {
            throw value.at("on").bad("names nothing; leave it out to try again after whatever failed");
        }
        return new Retry(
                value.has("tries") ? value.at("tries").count(1) : 3,
                least,
                most,
                value.has("on") ? value.at("on").some(Fault.values()) : Set.of(Fault.values()),
                value.has("timeout") ? value.at("timeout").time() : Duration.ZERO);
    }

    /**
     * How long to wait before the next try, in milliseconds.
     *
     * @param tries made so far, from 1 on
     * @param chance from 0 to 1: up to a quarter is added, so that what failed together does not come back together
     */
    public long pause(int tries, double chance) {
        double wait = least.toMillis() * Math.pow(2, Math.min(tries - 1, 40));
        return (long) Math.min(most.toMillis(), wait * (1 + chance / 4));
    }
}
