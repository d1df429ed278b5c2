package dev.brine.engine.modules.exchange;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.TextKeys;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.Truth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code event}: firing events on the master and on the minion's own bus. */
@Module("event")
public final class EventModule {
    private final ModuleParts parts;

    public EventModule(ModuleParts parts) {
        this.parts = parts;
    }

    @Fn(doc = """
            Fire an event on the master. Listeners find the data under "data" in the event's data.

            data: a map
            tag: the event's tag
            preload: accepted as Salt accepts it, without effect
            """)
    public boolean fireMaster(@Nullable Object data, String tag, @Arg(dflt = "None") @Nullable Object preload) {
        return parts.actions().fireMaster(map(data), tag);
    }

    private static Map<String, Object> map(@Nullable Object data) {
        if (data instanceof Map<?, ?> map) {
            return TextKeys.copy(map);
        }
        Map<String, Object> wrapped = new LinkedHashMap<>();
        if (data != null) {
            wrapped.put("data", data);
        }
        return wrapped;
    }

    @Fn(doc = """
            Fire an event on the minion's own bus.

            data: a map
            tag: the event's tag
            """)
    public boolean fire(@Nullable Object data, String tag) {
        if (data != null && !(data instanceof Map)) {
            return false;
        }
        parts.minion().bus().publish(Event.of(tag, map(data), Origin.LOCAL));
        return true;
    }

    @Fn(doc = """
            Fire an event on the master, with facts about the minion.

            tag: the event's tag
            data: a map; further keyword arguments go into it, too
            preload: accepted as Salt accepts it, without effect
            with_env: add variables of the environment: True for all, or a list of names
            with_grains: add grains: True for all, or a list of names
            with_pillar: add values of the pillar: True for all, or a list of names
            with_env_opts: add saltenv and pillarenv
            """)
    public boolean send(
            String tag,
            @Arg(dflt = "None") @Nullable Object data,
            @Arg(dflt = "None") @Nullable Object preload,
            @Arg(dflt = "False") Object withEnv,
            @Arg(dflt = "False") Object withGrains,
            @Arg(dflt = "False") Object withPillar,
            @Arg(dflt = "False") boolean withEnvOpts,
            @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> all = new LinkedHashMap<>();
        add(all, "environ", withEnv, new LinkedHashMap<>(System.getenv()));
        add(all, "grains", withGrains, parts.grains());
        add(all, "pillar", withPillar, parts.pillar());
        if (withEnvOpts) {
            all.put("saltenv", parts.opts().get("saltenv"));
            all.put("pillarenv", parts.opts().get("pillarenv"));
        }
        all.putAll(kwargs);
        all.putAll(map(data));
        return parts.actions().fireMaster(all, tag);
    }

    /** Salt 3006: True takes all, a list takes what it names. */
    private static void add(Map<String, Object> to, String name, Object wanted, Map<String, Object> values) {
        if (wanted instanceof List<?> names) {
            Map<String, Object> chosen = new LinkedHashMap<>();
            names.forEach(key -> chosen.put(String.valueOf(key), values.getOrDefault(String.valueOf(key), "")));
            to.put(name, chosen);
        } else if (Truth.of(wanted)) {
            to.put(name, values);
        }
    }
}
