package dev.brine.cli.output;

import dev.brine.engine.call.Catalog;
import dev.brine.engine.plugin.Plugin;
import dev.brine.engine.plugin.Registry;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Brings the execution module {@code out} to minions: the outputters are here. */
public final class OutputPlugin implements Plugin {

    @Override
    public String name() {
        return "output";
    }

    @Override
    public void register(Registry registry) {
        registry.modules(parts -> new Out());
    }

    private static final class Out implements Catalog {
        @Override
        public Set<String> modules() {
            return Set.of("out");
        }

        @Override
        public @Nullable Object create(String module) {
            return new OutFunctions();
        }
    }
}
