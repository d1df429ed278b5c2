package dev.brine.reactor.flow;

import dev.brine.engine.config.Options;
import java.time.Duration;

/**
 * How the reactor works.
 *
 * @param workers events rendered at a time, and runner and wheel calls run at a time ({@code reactor_worker_threads})
 * @param waiting most calls of one rule that wait in memory; more wait on disk ({@code reactor_worker_hwm})
 * @param lag how late an event may be answered before that is told ({@code reactor_lag_warning})
 * @param keep how long ended reactions are kept ({@code reactor_keep_seconds})
 */
public record ReactorSettings(int workers, int waiting, Duration lag, Duration keep) {
    public static ReactorSettings of(Options options) {
        return new ReactorSettings(
                Math.max(1, options.integer("reactor_worker_threads", 10)),
                Math.max(10, Math.min(10_000, options.integer("reactor_worker_hwm", 10_000))),
                options.seconds("reactor_lag_warning", 10),
                options.seconds("reactor_keep_seconds", 7 * 86_400));
    }
}
