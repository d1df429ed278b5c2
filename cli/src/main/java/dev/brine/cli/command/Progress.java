package dev.brine.cli.command;

import dev.brine.engine.client.JobCollector;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What is shown while minions are waited for: with {@code --progress} a bar, else, after two seconds on a terminal, how many are
 * missing. It is one line on standard error, erased before anything else is printed.
 *
 * <p>Without a terminal the bar is printed once, when the job is over. Belongs to one thread.
 */
final class Progress {

    private static final int WIDTH = 40;
    private static final Duration TICK = Duration.ofMillis(500);
    private static final long PATIENCE = Duration.ofSeconds(2).toNanos();

    private final PrintStream err;
    private final boolean console;
    private final boolean bar;
    private final long start = System.nanoTime();
    private int expected;
    private int returned;
    private int shown;

    private Progress(PrintStream err, boolean console, boolean bar) {
        this.err = err;
        this.console = console;
        this.bar = bar;
    }

    /** @param bar whether {@code --progress} was given */
    static Progress of(Shell shell, boolean bar) {
        return new Progress(shell.err(), shell.console(), bar);
    }

    void expect(int minions) {
        expected = minions;
        show();
    }

    void returned() {
        returned++;
        show();
    }

    /** The same events; while none comes, the line is kept up to date. */
    JobCollector.Source watching(JobCollector.Source source) {
        return console ? timeout -> next(source, timeout) : source;
    }

    private Optional<JobCollector.Message> next(JobCollector.Source source, Duration timeout)
            throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            long left = end - System.nanoTime();
            Duration wait = Duration.ofNanos(Math.max(0, Math.min(left, TICK.toNanos())));
            Optional<JobCollector.Message> message = source.next(wait);
            if (message.isPresent() || left <= TICK.toNanos()) {
                return message;
            }
            show();
        }
    }

    /** Time goes by. */
    void tick() {
        show();
    }

    /** Erases the line. */
    void clear() {
        if (shown > 0) {
            err.print("\r" + " ".repeat(shown) + "\r");
            err.flush();
            shown = 0;
        }
    }

    /** The job is over: the bar stays, the rest goes. */
    void end() {
        if (bar && expected > 0) {
            clear();
            err.println(text());
        }
        clear();
    }

    private void show() {
        boolean late = System.nanoTime() - start > PATIENCE && returned < expected;
        if (console && (bar || late)) {
            String text = bar
                    ? text()
                    : "waiting for " + (expected - returned) + " of " + expected + " minions, " + seconds() + " s";
            clear();
            err.print(text);
            err.flush();
            shown = text.length();
        }
    }

    /** {@code  50% |####      | Elapsed Time: 0:00:07 Returns: [1/2]}. */
    private String text() {
        int part = expected == 0 ? 0 : Math.min(100, 100 * returned / expected);
        String done = "#".repeat(WIDTH * part / 100);
        long s = seconds();
        return String.format(
                Locale.ROOT,
                "%3d%% |%-" + WIDTH + "s| Elapsed Time: %d:%02d:%02d Returns: [%d/%d]",
                part,
                done,
                s / 3600,
                s / 60 % 60,
                s % 60,
                returned,
                expected);
    }

    private long seconds() {
        return Duration.ofNanos(System.nanoTime() - start).toSeconds();
    }
}
