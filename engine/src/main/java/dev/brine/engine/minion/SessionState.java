package dev.brine.engine.minion;

import dev.brine.transport.channel.SignInOutcome;
import java.time.Duration;

/**
 * Where a minion stands with its master.
 *
 * <pre>
 * Connecting --keys--> Connected --keys changed--> Connecting
 *     |  |                 '-----connection gone--> Lost --wait--> Connecting
 *     |  '--no answer, full, wrong master key-----> Lost
 *     |--pending--> Pending --wait--> Connecting
 *     '--rejected-> Rejected --wait--> Connecting (rejected_retry), or Ended
 * </pre>
 */
public sealed interface SessionState {

    /** One line for the log and for {@code status.master}. */
    String text();

    /**
     * Signs in.
     *
     * @param refused counts the attempts in a row that did not end in keys
     * @param hold for how long the master said it would hold this request while the key is pending; zero = not at all
     */
    record Connecting(int refused, Duration hold) implements SessionState {
        Connecting(int refused) {
            this(refused, Duration.ZERO);
        }

        @Override
        public String text() {
            return "signing in";
        }
    }

    /** The master knows the key and nobody has accepted it yet; {@code hold} as in {@link Connecting}. */
    record Pending(Duration pause, int refused, Duration hold) implements SessionState {
        @Override
        public String text() {
            if (!hold.isZero()) {
                return "the key waits to be accepted on the master, which lets this minion in at that moment";
            }
            return "the key waits to be accepted on the master; asking again in " + pause.toMillis() / 1000.0 + " s";
        }
    }

    /** Signed in. */
    record Connected(SignInOutcome.Accepted keys, String master) implements SessionState {
        @Override
        public String text() {
            return "signed in at " + master;
        }
    }

    /** The master refuses the key. */
    record Rejected(Duration pause) implements SessionState {
        @Override
        public String text() {
            return "the master rejects this minion's key";
        }
    }

    /** No usable connection; tried again after {@code pause}. */
    record Lost(String reason, Duration pause, int refused) implements SessionState {
        @Override
        public String text() {
            return reason + "; trying again in " + pause.toMillis() / 1000.0 + " s";
        }
    }

    /** Over for good. */
    record Ended(String reason, int exitCode) implements SessionState {
        @Override
        public String text() {
            return reason;
        }
    }
}
