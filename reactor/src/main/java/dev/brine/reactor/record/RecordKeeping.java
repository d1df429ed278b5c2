package dev.brine.reactor.record;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Forgets ended reactions that are too old or too many, now and each minute, on a thread of its own. */
public final class RecordKeeping implements AutoCloseable {
    private final ScheduledExecutorService timer;

    private RecordKeeping(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** Begins; see {@link SqliteReactionLog#retain}. */
    public static RecordKeeping start(SqliteReactionLog records, Clock clock, Duration keep, long most) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "reactor-keep");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(
                () -> records.retain(clock.millis() - keep.toMillis(), most), 0, 1, TimeUnit.MINUTES);
        return new RecordKeeping(timer);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
