package dev.brine.states.state;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code event}: tell the master. */
@Module("event")
public final class EventStates {
    private final StateContext context;

    EventStates(StateContext context) {
        this.context = context;
    }

    @Fn(doc = """
            Send an event to the master.

            name: the tag
            data: what it carries
            preload: more for the envelope
            with_env, with_grains, with_pillar: add these of the minion (True, or a list of keys)
            show_changed: whether the result shows tag and data as a change
            """)
    public Map<String, Object> send(
            String name,
            @Arg(dflt = "None") @Nullable Object data,
            @Arg(dflt = "None") @Nullable Object preload,
            @Arg(dflt = "False") Object withEnv,
            @Arg(dflt = "False") Object withGrains,
            @Arg(dflt = "False") Object withPillar,
            @Arg(dflt = "True") boolean showChanged,
            @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> changes = new LinkedHashMap<>();
        if (showChanged) {
            changes.put("tag", name);
            changes.put("data", data);
        }
        if (context.test()) {
            return Result.would(name, changes, "Event would have been fired");
        }
        Map<String, Object> options = new LinkedHashMap<>(kwargs);
        options.put("data", data);
        options.put("preload", preload);
        options.put("with_env", withEnv);
        options.put("with_grains", withGrains);
        options.put("with_pillar", withPillar);
        boolean sent = Args.truth(context.call("event.send", List.of(name), options));
        return Result.of(name, sent, changes, "Event fired");
    }

    @Fn(doc = "Do nothing until what it watches changes.")
    public Map<String, Object> wait(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return Result.same(name, "");
    }

    @Fn(doc = "Send the event when what the state watches has changed.")
    public Map<String, Object> modWatch(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        Args args = new Args(kwargs);
        return send(
                name,
                args.value("data"),
                args.value("preload"),
                args.flag("with_env", false),
                args.flag("with_grains", false),
                args.flag("with_pillar", false),
                args.flag("show_changed", true),
                Map.of());
    }
}
