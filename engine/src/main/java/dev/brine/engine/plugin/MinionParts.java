package dev.brine.engine.plugin;

import dev.brine.engine.call.Invoker;
import dev.brine.engine.config.MinionConfig;
import dev.brine.engine.event.EventBus;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a minion offers to plugins.
 *
 * @param config the configuration, with unknown options kept
 * @param bus the minion's own event bus
 * @param clock its clock
 * @param functions its execution functions
 * @param grains the current grains
 * @param pillar the current pillar
 * @param files where templates and sources come from: the master's file server, or the local roots
 * @param custom the modules that users wrote
 */
public record MinionParts(
        MinionConfig config,
        EventBus bus,
        Clock clock,
        Supplier<Invoker> functions,
        Supplier<Map<String, Object>> grains,
        Supplier<Map<String, Object>> pillar,
        FileSource files,
        CustomCode custom) {

    /** Parts of a minion without custom modules. */
    public MinionParts(
            MinionConfig config,
            EventBus bus,
            Clock clock,
            Supplier<Invoker> functions,
            Supplier<Map<String, Object>> grains,
            Supplier<Map<String, Object>> pillar,
            FileSource files) {
        this(config, bus, clock, functions, grains, pillar, files, CustomCode.NONE);
    }
}
