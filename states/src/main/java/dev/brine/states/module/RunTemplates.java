package dev.brine.states.module;

import dev.brine.engine.call.Call;
import dev.brine.engine.plugin.MinionParts;
import dev.brine.states.render.Templates;
import java.util.Map;

/** Makes the renderer for one run: it sees that run's pillar and options. */
@FunctionalInterface
public interface RunTemplates {
    Templates of(MinionParts minion, Call call, Map<String, Object> pillar, Map<String, Object> opts);
}
