package dev.brine.engine.plugin;

import dev.brine.engine.call.Invoker;
import dev.brine.engine.client.JobPublisher;
import dev.brine.engine.client.MasterCalls;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.event.EventBus;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the master offers to plugins.
 *
 * @param config the configuration, with unknown options kept
 * @param bus the event bus
 * @param clock the master's clock
 * @param jobs publishes jobs
 * @param runners runs runner functions
 * @param wheel runs wheel functions
 * @param functions execution functions as the master's own host offers them: what {@code salt['x.y']} means in its templates
 * @param grains of the master's own host
 * @param opts the options as templates read them
 * @param files the master's own file server, for {@code salt://} references
 * @param host the master's own host as if it was a minion: local files, a pillar compiled at each asking
 * @param custom the modules that users wrote
 */
public record MasterParts(
        MasterConfig config,
        EventBus bus,
        Clock clock,
        JobPublisher jobs,
        MasterCalls runners,
        MasterCalls wheel,
        Invoker functions,
        Supplier<Map<String, Object>> grains,
        Supplier<Map<String, Object>> opts,
        FileSource files,
        MinionParts host,
        CustomCode custom) {}
