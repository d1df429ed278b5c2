package dev.brine.transport.channel;

import dev.brine.transport.crypto.KeyString;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to a {@link Request}; {@link ServerChannel#seal} makes bytes of it in the form that request needs. */
public sealed interface Reply {
    /** A value: plain for a clear request, sealed with the nonce for an encrypted one. */
    record Value(@Nullable Object value) implements Reply {}

    /** A pillar, sealed with a key of its own and signed. Only for an encrypted request. */
    record Pillar(Map<String, @Nullable Object> pillar) implements Reply {}

    /** The minion is accepted. Only for a sign-in. */
    record Accepted(KeyString sessionKey, int publishPort) implements Reply {}

    /**
     * The minion is not accepted. Only for a sign-in.
     *
     * @param hold for how long the next request of this minion would be held until its key is accepted; zero = not at all.
     *     Only told to a pending one; Salt's minions do not look for it
     */
    record NotAccepted(Verdict verdict, Duration hold) implements Reply {
        public NotAccepted(Verdict verdict) {
            this(verdict, Duration.ZERO);
        }
    }

    /** The text {@code bad load}: sign in again. */
    record BadLoad() implements Reply {}

    /** The handler failed; the peer learns no more than that. */
    record Failure() implements Reply {}

    /** The {@code ret} of a sign-in that gives no keys. */
    enum Verdict {
        /** The key waits for the operator; the minion asks again. */
        PENDING(true),
        /** Rejected, denied or malformed; the minion gives up. */
        REFUSED(false),
        /** {@code max_minions} is reached. */
        FULL("full");

        private final Object ret;

        Verdict(Object ret) {
            this.ret = ret;
        }

        Object ret() {
            return ret;
        }
    }
}
