package dev.brine.engine.master;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * For how long the sign-in of a pending minion is held that says it can wait.
 *
 * <p>Such a minion asks again as soon as it is answered, so this time is what bounds its cost: one request in each, which is two
 * looks at its key and one signature. It is {@code auth_hold}, and longer the more are held, so that all of them together ask
 * no more than about twenty-five times a second; up to a minute, for a minion notices no sooner that its master is gone.
 *
 * @param least {@code auth_hold}; zero = nobody is held longer than {@code auth_pend_wait}
 */
record HoldTimes(Duration least) {
    private static final int ASKING_PER_SECOND = 25;
    private static final Duration MOST = Duration.ofSeconds(60);

    /** What to tell a pending minion while so many are held. */
    Duration offer(int held) {
        if (least.isZero()) {
            return least;
        }
        Duration crowded = Duration.ofSeconds(held / ASKING_PER_SECOND);
        Duration wanted = crowded.compareTo(least) > 0 ? crowded : least;
        return wanted.compareTo(MOST) > 0 ? MOST : wanted;
    }

    /** How long to hold one that waits for {@code patience}: not quite so long, and not all equally long. */
    static Duration within(Duration patience, RandomGenerator random) {
        long millis = patience.toMillis();
        return Duration.ofMillis(millis - random.nextLong(millis / 4 + 1));
    }
}
