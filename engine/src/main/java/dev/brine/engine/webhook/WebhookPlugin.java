package dev.brine.engine.webhook;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.config.EngineOptions;
import dev.brine.engine.config.RawConfig;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import dev.brine.engine.plugin.Engine;
import dev.brine.engine.plugin.MasterParts;
import dev.brine.engine.plugin.MinionParts;
import dev.brine.engine.plugin.Plugin;
import dev.brine.engine.plugin.Registry;
import java.util.List;
import java.util.Map;

/**
 * Starts a {@link WebhookEngine} where {@code engines:} names it. A master fires its events on its own bus; a minion sends them to
 * its master, and without one fires them on its own bus (Salt 3006: engines/webhook.py).
 */
public final class WebhookPlugin implements Plugin {

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public void register(Registry registry) {
        registry.masterEngine(WebhookPlugin::ofMaster);
        registry.minionEngine(WebhookPlugin::ofMinion);
    }

    private static Engine ofMaster(MasterParts parts) {
        return engine(
                parts.config().raw(),
                (tag, data, from) -> parts.bus()
                        .publish(Event.of(tag, data, from))
                        .toCompletableFuture()
                        .join());
    }

    private static Engine ofMinion(MinionParts parts) {
        RawConfig raw = parts.config().raw();
        if (parts.config().masterless()) {
            return engine(
                    raw,
                    (tag, data, from) -> parts.bus()
                            .publish(Event.of(tag, data, from))
                            .toCompletableFuture()
                            .join());
        }
        return engine(raw, (tag, data, from) -> toMaster(parts.functions().get(), tag, data));
    }

    private static void toMaster(Invoker functions, String tag, Map<String, Object> data) {
        Object sent = functions.value(List.of(tag, data), Map.of(), Call.local("event.send", functions));
        if (!Boolean.TRUE.equals(sent)) {
            throw new IllegalStateException("the master did not take the event");
        }
    }

    private static Engine engine(RawConfig raw, WebhookEngine.Sink sink) {
        return EngineOptions.of(raw, "webhook")
                .<Engine>map(options -> new WebhookEngine(WebhookSettings.of(options), sink))
                .orElseGet(Off::new);
    }

    /** Where nobody asked for a webhook. */
    private static final class Off implements Engine {
        @Override
        public String name() {
            return "webhook (off)";
        }

        @Override
        public void start() {
            // nothing was asked for
        }

        @Override
        public void close() {
            // nothing was started
        }
    }

    /** Where an event that came in by HTTP is from: nobody knows, unless a token was asked for. */
    static Origin origin(boolean proved, String address) {
        return proved ? new Origin(Origin.Kind.API, "webhook") : Origin.anonymous(address);
    }
}
