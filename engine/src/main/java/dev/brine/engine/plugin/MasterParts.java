package dev.brine.engine.plugin;

import dev.brine.engine.call.Invoker;
import dev.brine.engine.client.JobPublisher;
import dev.brine.engine.client.MasterCalls;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.event.EventBus;
import java.time.Clock;

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
 */
public record MasterParts(
        MasterConfig config,
        EventBus bus,
        Clock clock,
        JobPublisher jobs,
        MasterCalls runners,
        MasterCalls wheel,
        Invoker functions) {}
