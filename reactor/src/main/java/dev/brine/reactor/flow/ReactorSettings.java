package dev.brine.reactor.flow;

import dev.brine.engine.config.EngineOptions;
import dev.brine.engine.config.Options;
import dev.brine.engine.config.RawConfig;
import java.time.Duration;
import java.util.Map;

/**
 * How the reactor works. Options of Salt's may also stand in {@code engines: - reactor: {...}}, where they win and have no prefix.
 *
 * @param workers events rendered at a time, and runner and wheel calls run at a time ({@code reactor_worker_threads})
 * @param waiting most calls of one rule that wait in memory; more wait on disk ({@code reactor_worker_hwm})
 * @param lag how late an event may be answered before that is told ({@code reactor_lag_warning})
 * @param keep how long ended reactions are kept ({@code reactor_keep_seconds})
 * @param mostKept how many of them at most ({@code reactor_keep_records})
 * @param timeout after which minions that have not returned are asked whether they are still at it ({@code timeout})
 * @param gatherTimeout how long they may take to answer that ({@code gather_job_timeout})
 */
public record ReactorSettings(
        int workers,
        int waiting,
        Duration lag,
        Duration keep,
        long mostKept,
        Duration timeout,
        Duration gatherTimeout) {
    public static ReactorSettings of(RawConfig raw) {
        RawConfig all = raw;
        for (var given : EngineOptions.of(raw, "reactor").orElse(Map.of()).entrySet()) {
            all = all.with("reactor_" + given.getKey(), given.getValue());
        }
        Options options = new Options(all);
        return new ReactorSettings(
                Math.max(1, options.integer("reactor_worker_threads", 10)),
                Math.max(10, Math.min(10_000, options.integer("reactor_worker_hwm", 10_000))),
                options.seconds("reactor_lag_warning", 10),
                options.seconds("reactor_keep_seconds", 7 * 86_400),
                options.number("reactor_keep_records", 1_000_000),
                options.seconds("timeout", 5),
                options.seconds("gather_job_timeout", 10));
    }
}
