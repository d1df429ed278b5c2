package dev.brine.engine.render.jinja;

import dev.brine.engine.render.jinja.global.SaltObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The functions behind {@code salt['mod.fun']} in a template. Plain values in and out. Called on the rendering thread.
 */
public interface SaltFunctions extends SaltObject.Source {

    /** No functions at all: every look-up is stock's "has no attribute". */
    SaltFunctions NONE = new SaltFunctions() {
        @Override
        public boolean has(String name) {
            return false;
        }

        @Override
        public boolean hasModule(String module) {
            return false;
        }

        @Override
        public @Nullable Object call(String name, List<@Nullable Object> args, Map<String, @Nullable Object> kwargs) {
            throw new IllegalStateException("no function " + name);
        }
    };

    /** True when {@code name} ({@code module.function}) may be called. */
    @Override
    boolean has(String name);

    /**
     * Calls it. Faults of the function in Salt's words are {@link dev.brine.engine.render.jinja.value.PyError} (kind FUNCTION for
     * CommandExecutionError and SaltInvocationError); anything else ends the render.
     */
    @Override
    @Nullable
    Object call(String name, List<@Nullable Object> args, Map<String, @Nullable Object> kwargs);

    /** True when there may be functions {@code module.something}: then {@code salt.module} is not undefined. */
    @Override
    default boolean hasModule(String module) {
        return true;
    }
}
