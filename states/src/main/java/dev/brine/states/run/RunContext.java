package dev.brine.states.run;

import dev.brine.engine.call.Function;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.config.MinionOpts;
import dev.brine.engine.file.DiskSync;
import dev.brine.engine.plugin.CustomKind;
import dev.brine.engine.plugin.Dunders;
import dev.brine.engine.plugin.FileSource;
import dev.brine.states.graph.Chunk;
import dev.brine.states.render.Templates;
import dev.brine.states.state.StateContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What state functions see of their run. The run points it at each chunk before it calls the chunk's function. */
final class RunContext implements StateContext {
    private final RunSettings settings;
    private final Map<String, Map<String, List<Object>>> accumulated = new LinkedHashMap<>();
    private final DiskSync sync = new DiskSync();
    private Chunk chunk = new Chunk(Map.of());
    private Supplier<List<Chunk>> chunks = List::of;
    private Supplier<Map<String, Map<String, Object>>> results = Map::of;
    private boolean test;

    RunContext(RunSettings settings) {
        this.settings = settings;
        this.test = settings.test();
    }

    /** Where the run's chunks and the results so far are looked up. */
    void sources(Supplier<List<Chunk>> all, Supplier<Map<String, Map<String, Object>>> soFar) {
        chunks = all;
        results = soFar;
    }

    /** What a custom state sees; it follows the chunk that runs. {@code states} is asked once a state is called. */
    Dunders dunders(Supplier<Invoker> states) {
        return new Dunders(
                () -> {
                    Map<String, Object> opts = MinionOpts.of(settings.minion().config(), settings.id());
                    opts.putAll(opts());
                    return opts;
                },
                Map.of("__grains__", this::grains, "__pillar__", this::pillar),
                this::place,
                Map.of(
                        "__salt__",
                                Dunders.Family.of(
                                        CustomKind.MODULES, settings.minion().functions()),
                        "__states__", Dunders.Family.of(CustomKind.STATES, states)));
    }

    private Map<String, Object> place() {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("__env__", saltenv());
        place.put("__sls__", sls());
        place.put("__id__", chunk.id());
        place.put("__low__", low());
        return place;
    }

    /** Turns to {@code next}; {@code testing} on top of the run's own test mode. */
    void turnTo(Chunk next, boolean testing) {
        chunk = next;
        test = testing || settings.test();
    }

    /**
     * What a function returned, and with which code.
     *
     * @param value a plain value
     * @param retcode its return code; 0 is success
     */
    record Called(@Nullable Object value, int retcode) {}

    /** Calls an execution function; failing throws, a return code does not. */
    Called invoke(String function, List<Object> args, Map<String, Object> kwargs) {
        Outcome outcome = functions().invoke(args, kwargs, settings.job().nested(function));
        if (outcome instanceof Outcome.Returned returned) {
            return new Called(returned.value(), returned.retcode());
        }
        if (outcome instanceof Outcome.Failed failed && failed.cause() instanceof FunctionError error) {
            throw error;
        }
        if (outcome instanceof Outcome.Failed failed && failed.cause() instanceof InvocationError error) {
            throw new FunctionError(String.valueOf(error.getMessage()), error);
        }
        throw new FunctionError(String.valueOf(outcome.value()));
    }

    @Override
    public boolean test() {
        return test;
    }

    @Override
    public Map<String, Object> low() {
        return chunk.data();
    }

    /** Salt 3006: {@code saltenv} of the state itself, else its SLS file's, else base. */
    @Override
    public String saltenv() {
        Object env = chunk.has("saltenv") ? chunk.value("saltenv") : chunk.value("__env__");
        return env == null ? "base" : env.toString();
    }

    @Override
    public String sls() {
        Object sls = chunk.value("__sls__");
        return sls == null ? "" : sls.toString();
    }

    @Override
    public Map<String, Object> grains() {
        return settings.minion().grains().get();
    }

    @Override
    public Map<String, Object> pillar() {
        return settings.pillar();
    }

    @Override
    public Map<String, Object> opts() {
        Map<String, Object> opts = new LinkedHashMap<>(settings.opts());
        opts.put("test", test);
        return opts;
    }

    @Override
    public FileSource files() {
        return settings.minion().files();
    }

    @Override
    public Templates templates() {
        return settings.templates();
    }

    @Override
    public Optional<Function> function(String name) {
        return functions().table().find(name);
    }

    @Override
    public @Nullable Object call(String function, List<Object> args, Map<String, Object> kwargs) {
        return invoke(function, args, kwargs).value();
    }

    @Override
    public DiskSync sync() {
        return sync;
    }

    /** Waits until what the run wrote is on disk. */
    void settle() {
        try (sync) {
            sync.settle();
        } catch (IOException e) {
            throw new FunctionError(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public Map<String, Map<String, List<Object>>> accumulated() {
        return accumulated;
    }

    @Override
    public List<Map<String, Object>> chunks() {
        return chunks.get().stream().map(Chunk::data).toList();
    }

    @Override
    public boolean changed(Map<?, ?> low) {
        String tag = low.get("state") + "_|-" + low.get("__id__") + "_|-" + low.get("name") + "_|-" + low.get("fun");
        Map<String, Object> result = results.get().get(tag);
        return result != null && result.get("changes") instanceof Map<?, ?> changes && !changes.isEmpty();
    }

    @Override
    public Path cacheDirectory() {
        return settings.minion().config().paths().cache();
    }

    private Invoker functions() {
        return settings.minion().functions().get();
    }
}
