package dev.brine.states.orchestrate;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import java.util.Map;

/** {@code salt.runner} and {@code salt.wheel}: one function of the master. */
@Module("salt")
public final class SaltMasterFunctions {
    private final Orchestration run;

    SaltMasterFunctions(Orchestration run) {
        this.run = run;
    }

    @Fn(doc = """
            Run a runner function.

            name: the function
            arg, kwarg: its arguments; further arguments of the state are keyword arguments, too""")
    public Map<String, Object> runner(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        if (run.context().test()) {
            return SaltResult.of(name, null, "Runner function '" + name + "' would be executed.");
        }
        return SaltResult.called("Runner", name, run.runner(name, kwargs));
    }

    @Fn(doc = """
            Run a wheel function.

            name: the function
            arg, kwarg: its arguments; further arguments of the state are keyword arguments, too""")
    public Map<String, Object> wheel(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        if (run.context().test()) {
            return SaltResult.of(name, null, "Wheel function '" + name + "' would be executed.");
        }
        return SaltResult.called("Wheel", name, run.wheel(name, kwargs));
    }
}
