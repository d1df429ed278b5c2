package dev.brine.states.state;

import dev.brine.engine.call.Function;
import dev.brine.engine.file.DiskSync;
import dev.brine.engine.plugin.FileSource;
import dev.brine.states.render.Templates;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a state function may ask of the run it is part of: Salt's {@code __opts__}, {@code __salt__}, {@code __low__} and
 * their kin. Belongs to the run's thread; the answers follow the chunk that runs now.
 */
public interface StateContext {

    /** Whether nothing may be changed ({@code test=True}, or a test run for a prereq). */
    boolean test();

    /** The low data of the chunk that runs. */
    Map<String, Object> low();

    /** {@code __env__} of the chunk. */
    String saltenv();

    /** {@code __sls__} of the chunk; empty when there is none. */
    String sls();

    Map<String, Object> grains();

    Map<String, Object> pillar();

    /** Every option as written, and {@code test}. */
    Map<String, Object> opts();

    FileSource files();

    Templates templates();

    /** The execution function of this name. */
    Optional<Function> function(String name);

    /** Whether there is an execution function of this name. */
    default boolean has(String function) {
        return function(function).isPresent();
    }

    /**
     * Calls an execution function.
     *
     * @throws dev.brine.engine.call.FunctionError when it is missing or fails
     */
    @Nullable
    Object call(String function, List<Object> args, Map<String, Object> kwargs);

    /** Forces the run's new files to disk; the run waits for it before it gives its results. */
    DiskSync sync();

    /** What {@code file.accumulated} has gathered in this run: by file, then by accumulator. */
    Map<String, Map<String, List<Object>>> accumulated();

    /** The low data of all chunks of the run. */
    List<Map<String, Object>> chunks();

    /** Whether the state with this low data has run and changed something. */
    boolean changed(Map<?, ?> low);

    /** Where backups of replaced files go ({@code cachedir}). */
    Path cacheDirectory();
}
