package dev.brine.states.render;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.render.jinja.SaltFunctions;
import dev.brine.engine.render.jinja.value.PyError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Execution functions as templates call them. */
final class CalledFunctions implements SaltFunctions {
    private final Supplier<Invoker> functions;
    private final Call call;

    CalledFunctions(Supplier<Invoker> functions, Call call) {
        this.functions = functions;
        this.call = call;
    }

    @Override
    public boolean has(String name) {
        return functions.get().table().find(name).isPresent();
    }

    @Override
    public boolean hasModule(String module) {
        return functions.get().table().modules().contains(module);
    }

    /** Salt 3006: templates that say {@code cmd.run} mean {@code cmd.shell}. */
    @Override
    public @Nullable Object call(String name, List<@Nullable Object> args, Map<String, @Nullable Object> kwargs) {
        String meant = name.equals("cmd.run") && has("cmd.shell") ? "cmd.shell" : name;
        Outcome outcome =
                functions.get().invoke(new ArrayList<>(args), new LinkedHashMap<>(kwargs), call.nested(meant));
        if (outcome instanceof Outcome.Returned returned) {
            return returned.value();
        }
        if (outcome instanceof Outcome.Failed failed && failed.cause() instanceof FunctionError error) {
            throw PyError.function("CommandExecutionError", String.valueOf(error.getMessage()));
        }
        if (outcome instanceof Outcome.Refused) {
            throw PyError.type(String.valueOf(outcome.value()));
        }
        throw PyError.of("Exception", String.valueOf(outcome.value()));
    }
}
