package dev.brine.engine.render.jinja;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The functions behind {@code salt['mod.fun']} in a template. Plain values in and out. Called on the rendering thread.
 */
public interface SaltFunctions {

    /** No functions at all: every look-up is stock's "has no attribute". */
    SaltFunctions NONE = new SaltFunctions() {
        @Override
        public boolean has(String name) {
            return false;
        }

        @Override
        public @Nullable Object call(String name, List<@Nullable Object> args, Map<String, @Nullable Object> kwargs) {
            throw new IllegalStateException("no function " + name);
        }
    };

    /** True when {@code name} ({@code module.function}) may be called. */
    boolean has(String name);

    /**
     * Calls it. Faults of the function in Salt's words are {@link dev.brine.engine.render.jinja.value.PyError} (kind FUNCTION for
     * CommandExecutionError and SaltInvocationError); anything else ends the render.
     */
    @Nullable
    Object call(String name, List<@Nullable Object> args, Map<String, @Nullable Object> kwargs);
}
