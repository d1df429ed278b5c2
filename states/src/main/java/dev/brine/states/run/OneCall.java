package dev.brine.states.run;

import dev.brine.states.graph.Chunk;
import dev.brine.states.state.StateContext;
import java.util.Map;
import java.util.function.Function;

/** Lends what the states of a run see to one execution function that works as they do. */
public final class OneCall {
    private OneCall() {}

    /** Does the work, and waits until what it wrote is on disk. */
    public static <T> T with(RunSettings settings, String saltenv, Function<StateContext, T> work) {
        RunContext context = new RunContext(settings);
        context.turnTo(new Chunk(Map.of("saltenv", saltenv)), false);
        try {
            return work.apply(context);
        } finally {
            context.settle();
        }
    }
}
