package dev.brine.states.state;

import dev.brine.engine.call.Catalog;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The built-in state modules, made for one run. */
public final class StateCatalog implements Catalog {
    private static final Set<String> NAMES = Set.of("cmd", "environ", "event", "file", "grains", "module", "test");

    private final StateContext context;

    public StateCatalog(StateContext context) {
        this.context = context;
    }

    @Override
    public Set<String> modules() {
        return NAMES;
    }

    @Override
    public @Nullable Object create(String module) {
        return switch (module) {
            case "cmd" -> new CommandStates(context);
            case "environ" -> new EnvironStates(context);
            case "event" -> new EventStates(context);
            case "file" -> new FileStates(context);
            case "grains" -> new GrainsStates(context);
            case "module" -> new ModuleStates(context);
            case "test" -> new TestStates(context);
            default -> null;
        };
    }
}
