package dev.brine.states.run;

import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The {@code retry} option of a state.
 *
 * @param until the result to try for
 * @param attempts how often in all
 * @param interval seconds between two
 * @param splay up to so many seconds more, by chance
 */
record Retry(boolean until, long attempts, long interval, long splay) {
    private static final Retry DEFAULT = new Retry(true, 2, 30, 0);

    /** Reads the option; parts of a wrong type count as their default. */
    static Retry of(@Nullable Object option) {
        if (Boolean.FALSE.equals(option)) {
            return new Retry(true, 0, 30, 0);
        }
        if (!(option instanceof Map<?, ?> map)) {
            return DEFAULT;
        }
        return new Retry(
                map.get("until") instanceof Boolean until ? until : DEFAULT.until,
                number(map, "attempts", DEFAULT.attempts),
                number(map, "interval", DEFAULT.interval),
                number(map, "splay", DEFAULT.splay));
    }

    long wait(ThreadLocalRandom random) {
        return splay <= 0 ? interval : interval + random.nextLong(splay + 1);
    }

    /** What test mode says in place of trying again. */
    String announcement() {
        return "The state would be retried every " + interval + " seconds (with a splay of up to " + splay
                + " seconds) a maximum of " + attempts + " times or until a result of " + (until ? "True" : "False")
                + " is returned";
    }

    private static long number(Map<?, ?> map, String key, long otherwise) {
        return map.get(key) instanceof Long number ? number : otherwise;
    }
}
