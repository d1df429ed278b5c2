package dev.brine.states.system;

import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.states.state.Args;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.util.List;
import java.util.Map;

/** {@code locale}: locales that are to be there, and the one that is to be used. */
@Module("locale")
public final class LocaleStates {
    private final StateContext context;

    public LocaleStates(StateContext context) {
        this.context = context;
    }

    @Fn(doc = """
            Make sure that the host uses a locale.

            name: the locale
            """)
    public Map<String, Object> system(String name) {
        try {
            if (name.equals(context.call("locale.get_locale", List.of(), Map.of()))) {
                return Result.same(name, "System locale " + name + " already set");
            }
            if (context.test()) {
                return Result.would(name, Map.of(), "System locale " + name + " needs to be set");
            }
            return Args.truth(context.call("locale.set_locale", List.of(name), Map.of()))
                    ? Result.changed(name, Map.of("locale", name), "Set system locale " + name)
                    : Result.failed(name, "Failed to set system locale to " + name);
        } catch (FunctionError e) {
            return Result.failed(name, "Failed to set system locale: " + e.getMessage());
        }
    }

    @Fn(doc = """
            Make sure that there is a locale.

            name: the locale
            """)
    public Map<String, Object> present(String name) {
        if (Args.truth(context.call("locale.avail", List.of(name), Map.of()))) {
            return Result.same(name, "Locale " + name + " is already present");
        }
        if (context.test()) {
            return Result.would(name, Map.of(), "Locale " + name + " needs to be generated");
        }
        return Args.truth(context.call("locale.gen_locale", List.of(name), Map.of()))
                ? Result.changed(name, Map.of("locale", name), "Generated locale " + name)
                : Result.failed(name, "Failed to generate locale " + name);
    }
}
