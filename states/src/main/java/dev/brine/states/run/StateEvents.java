package dev.brine.states.run;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.event.Tags;
import dev.brine.states.graph.Chunk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events about results: one a state with {@code state_events}, and those that states ask for with {@code fire_event}.
 *
 * <p>They go to the master through {@code event.fire_master}; a minion without a master fires them on its own bus.
 */
final class StateEvents {
    private static final Logger log = LoggerFactory.getLogger(StateEvents.class);

    private final RunSettings settings;
    private final RunContext context;

    StateEvents(RunSettings settings, RunContext context) {
        this.settings = settings;
        this.context = context;
    }

    void fire(Chunk chunk, Map<String, Object> result, int count) {
        Object asked = chunk.value("fire_event");
        boolean named = Boolean.TRUE.equals(asked) || (asked instanceof String text && !text.isEmpty());
        if (!named && !settings.option("state_events")) {
            return;
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("ret", new LinkedHashMap<>(result));
        String jid = settings.job().jid();
        String tag;
        if (named) {
            tag = "salt/state_result/" + jid + "/" + settings.id() + "/"
                    + (asked instanceof String text ? text : result.get("name"));
        } else {
            int number = result.get("__run_num__") instanceof Long n ? n.intValue() : 0;
            tag = Tags.jobProgress(jid, settings.id(), number);
            data.put("len", (long) count);
        }
        send(tag, data);
    }

    private void send(String tag, Map<String, Object> data) {
        if (context.has("event.fire_master")
                && !"local".equals(settings.minion().config().fileClient())) {
            try {
                context.call(
                        "event.fire_master",
                        List.of(data, tag),
                        Map.of("preload", Map.of("jid", settings.job().jid())));
            } catch (FunctionError e) {
                log.warn("{}: the event could not be sent: {}", tag, e.getMessage());
            }
        } else {
            settings.minion().bus().publish(tag, data);
        }
    }
}
