package dev.brine.states.module;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.plugin.MinionParts;
import dev.brine.states.run.OneCall;
import dev.brine.states.run.RunSettings;
import dev.brine.states.state.Contexts;
import dev.brine.states.state.StateCatalog;
import dev.brine.states.state.StateContext;
import java.util.Map;
import java.util.function.Function;

/** Contexts with the minion's own options and pillar. */
public final class CallContexts implements Contexts {
    private final Preparation preparation;

    public CallContexts(MinionParts minion, RunTemplates templates) {
        this.preparation = new Preparation(minion, templates, StateCatalog::new);
    }

    @Override
    public <T> T with(Call call, String saltenv, Function<StateContext, T> work) {
        RunSettings settings;
        try {
            settings = preparation.settings(call, null, Map.of("force", true));
        } catch (Preparation.Refused e) {
            throw new FunctionError(String.valueOf(e.getMessage()), e);
        }
        return OneCall.with(settings, saltenv, work);
    }
}
