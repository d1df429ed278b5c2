package dev.brine.states.state;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Function;
import dev.brine.engine.file.DiskSync;
import dev.brine.engine.plugin.FileSource;
import dev.brine.engine.plugin.MinionParts;
import dev.brine.states.render.Templates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A minion without a state run: state modules made with it can be looked at, by {@code sys.state_doc} and its like. A state
 * function that was called would find that there is no run.
 *
 * @param minion where the functions would run
 */
public record OutsideRun(MinionParts minion) implements StateContext {

    private static IllegalStateException noRun() {
        return new IllegalStateException("there is no state run here, state functions can only be looked at");
    }

    @Override
    public boolean test() {
        return true;
    }

    @Override
    public Map<String, Object> low() {
        return new LinkedHashMap<>();
    }

    @Override
    public String saltenv() {
        return "base";
    }

    @Override
    public String sls() {
        return "";
    }

    @Override
    public Map<String, Object> grains() {
        return minion.grains().get();
    }

    @Override
    public Map<String, Object> pillar() {
        return minion.pillar().get();
    }

    @Override
    public Map<String, Object> opts() {
        return minion.config().raw().values();
    }

    @Override
    public FileSource files() {
        return minion.files();
    }

    @Override
    public Templates templates() {
        throw noRun();
    }

    @Override
    public Optional<Function> function(String name) {
        return minion.functions().get().table().find(name);
    }

    @Override
    public @Nullable Object call(String function, List<Object> args, Map<String, Object> kwargs) {
        return minion.functions()
                .get()
                .value(args, kwargs, Call.local(function, minion.functions().get()));
    }

    @Override
    public DiskSync sync() {
        throw noRun();
    }

    @Override
    public Map<String, Map<String, List<Object>>> accumulated() {
        return new LinkedHashMap<>();
    }

    @Override
    public List<Map<String, Object>> chunks() {
        return new ArrayList<>();
    }

    @Override
    public boolean changed(Map<?, ?> low) {
        return false;
    }

    @Override
    public Path cacheDirectory() {
        return minion.config().paths().cache();
    }
}
