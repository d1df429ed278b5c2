package dev.brine.engine.wheel;

import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** {@code minions.*}: who is there. Salt 3006: wheel/minions.py. */
@Module("minions")
public final class MinionsWheel {
    private final Supplier<? extends Collection<String>> present;

    public MinionsWheel(Supplier<? extends Collection<String>> present) {
        this.present = present;
    }

    @Fn(doc = "List the minions that are connected now.")
    public List<Object> connected() {
        return new ArrayList<>(present.get());
    }
}
