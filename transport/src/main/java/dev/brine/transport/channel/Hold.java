package dev.brine.transport.channel;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The field {@code hold} of a sign-in, whole seconds: Brine's own, and optional on both sides.
 *
 * <pre>
 * reply of the master: {ret: true, nonce, hold: 4}     ask again at once, I answer when the key changes, or after this time
 * request of the minion: {cmd: _auth, ..., hold: 4}    take this time; only sent to a master that offered it
 * </pre>
 *
 * Salt 3006 to 3008: minions read {@code ret} and {@code nonce} of such a reply, masters named fields of such a request.
 */
final class Hold {
    private static final String FIELD = "hold";
    /** More is not believed: a peer that is gone would be waited for all the time. */
    private static final long MOST_SECONDS = 60;

    private Hold() {}

    static Duration of(Map<String, @Nullable Object> load) {
        return load.get(FIELD) instanceof Long seconds && seconds > 0
                ? Duration.ofSeconds(Math.min(seconds, MOST_SECONDS))
                : Duration.ZERO;
    }

    static void put(Map<String, @Nullable Object> load, Duration hold) {
        if (hold.toSeconds() > 0) {
            load.put(FIELD, Math.min(hold.toSeconds(), MOST_SECONDS));
        }
    }
}
