package dev.brine.states.state.pkg;

import dev.brine.engine.call.FunctionError;
import dev.brine.states.state.Args;
import dev.brine.states.state.StateContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whether package lists are to be fetched: once a run, before the first package state that installs something.
 *
 * <p>Salt 3006: a file in the cache directory is the mark; {@code pkg.refresh_db} removes it. A state that is called by itself
 * ({@code state.single}) does not set it.
 */
final class Refresh {
    private final StateContext context;
    private boolean marked;

    Refresh(StateContext context) {
        this.context = context;
    }

    /** @param wanted the state's own argument: true, false, or null for what the mark says */
    boolean due(@Nullable Object wanted) {
        Path mark = context.cacheDirectory().resolve("pkg_refresh");
        if (!marked && !context.chunks().isEmpty()) {
            marked = true;
            try {
                Files.createDirectories(mark.resolveSibling("."));
                Files.writeString(mark, "");
            } catch (IOException e) {
                throw new FunctionError("cannot mark that package lists are to be refreshed: " + e.getMessage(), e);
            }
        }
        return Args.truth(wanted) || (Files.exists(mark) && !Boolean.FALSE.equals(wanted));
    }
}
