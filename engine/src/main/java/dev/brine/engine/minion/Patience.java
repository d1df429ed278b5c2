package dev.brine.engine.minion;

import dev.brine.engine.config.MinionConfig;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long a minion waits before it tries something again. Every wait has a random part, so that a thousand minions do not come at once. */
final class Patience {
    private final MinionConfig.Session session;
    private final RandomGenerator random;

    Patience(MinionConfig.Session session, RandomGenerator random) {
        this.session = session;
        this.random = random;
    }

    Duration startup() {
        return upTo(session.randomStartupDelay());
    }

    /** Salt 3006: {@code acceptance_wait_time}, doubled each time until it reaches {@code acceptance_wait_time_max}. */
    Duration whilePending(int refused) {
        Duration wait = session.acceptanceWait();
        for (int i = 0; i < refused && i < 32 && wait.compareTo(session.acceptanceWaitMax()) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait;
    }

    /** Before the next request of a minion that the master holds: as good as none, the spread is in how long each is held. */
    Duration whileHeld() {
        return upTo(Duration.ofMillis(250));
    }

    /** Salt 3006: 10 to 20 seconds with the default options, then the process ends. */
    Duration afterRejection() {
        return session.rejectedRetry()
                ? session.acceptanceWait()
                : session.acceptanceWait().plus(upTo(session.acceptanceWait()));
    }

    /** Between two attempts that got no answer. */
    Duration beforeNextTry() {
        return upTo(session.authTimeout().dividedBy(5)).plusMillis(50);
    }

    /** After {@code auth_tries} attempts without an answer. */
    Duration afterSilence() {
        return session.acceptanceWait().plus(upTo(session.randomReauthDelay()));
    }

    /** How long the publish port may be gone until everything is set up anew, host name and all. */
    Duration withoutPublications() {
        return Duration.ofSeconds(20);
    }

    private Duration upTo(Duration longest) {
        return longest.isZero() ? longest : Duration.ofMillis(random.nextLong(longest.toMillis() + 1));
    }
}
