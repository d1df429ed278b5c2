package dev.brine.engine.render.jinja.scope;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Fills the slots of a scope when it is entered and empties them when it is left. Immutable. */
public final class Entry {
    /** Nothing to do. */
    public static final Entry NONE = new Entry(List.of());

    private record Step(
            int slot,
            Symbols.Source source,
            String name,
            @Nullable Ref from) {}

    private final Step[] steps;

    private Entry(List<Step> steps) {
        this.steps = steps.toArray(Step[]::new);
    }

    static Entry of(Symbols symbols, Function<Symbols.Place, Ref> ref) {
        List<Step> steps = new ArrayList<>();
        for (Map.Entry<Symbols.Place, Symbols.Load> entry : symbols.loads().entrySet()) {
            Symbols.Load load = entry.getValue();
            Ref from = load.from() == null ? null : ref.apply(load.from());
            steps.add(new Step(entry.getKey().slot(), load.source(), load.name(), from));
        }
        return new Entry(steps);
    }

    public void enter(Activation activation) {
        for (Step step : steps) {
            switch (step.source) {
                case RESOLVE ->
                    activation.slots[step.slot] = activation.variables().find(step.name);
                case ALIAS -> activation.slots[step.slot] = step.from == null ? Ref.MISSING : step.from.get(activation);
                case UNSET -> activation.slots[step.slot] = Ref.MISSING;
                case PARAMETER -> {}
            }
        }
    }

    public void leave(Activation activation) {
        for (Step step : steps) {
            activation.slots[step.slot] = Ref.MISSING;
        }
    }
}
