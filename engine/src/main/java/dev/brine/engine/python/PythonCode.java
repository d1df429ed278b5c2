package dev.brine.engine.python;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.config.ExtensionConfig;
import dev.brine.engine.data.Data;
import dev.brine.engine.plugin.CustomCode;
import dev.brine.engine.plugin.CustomKind;
import dev.brine.engine.plugin.Dunders;
import dev.brine.engine.render.Renderers;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Python modules of one daemon. No Python process is started before one of them is needed; {@link #close} ends it.
 */
public final class PythonCode implements CustomCode, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PythonCode.class);
    private static final Invoker NOTHING = new Invoker(FunctionTable.chain(List.of()));

    private final ExtensionConfig config;
    private final Python python;
    private final Map<CustomKind, Modules> modules = new EnumMap<>(CustomKind.class);

    public PythonCode(ExtensionConfig config) {
        this.config = config;
        this.python = new Python(config);
        for (CustomKind kind : CustomKind.values()) {
            modules.put(kind, new Modules(python, kind, Python.directories(config, kind)));
        }
    }

    /** Whether there is a module of that name; asks no Python. */
    public static boolean has(ExtensionConfig config, CustomKind kind, String name) {
        return Modules.files(Python.directories(config, kind)).containsKey(name);
    }

    @Override
    public FunctionTable functions(CustomKind kind, FunctionTable builtIn, Dunders dunders) {
        return new Overlay(python, kind, of(kind), builtIn, dunders);
    }

    @Override
    public Renderers renderers() {
        return name -> {
            String file = of(CustomKind.RENDERERS).file(name);
            return file != null
                    ? new PythonRenderer(python, file)
                    : name.equals("py") ? new PythonRenderer(python, "") : null;
        };
    }

    /**
     * The custom grains, after all functions of all grains modules have run.
     *
     * @param known the grains so far, which they are given and which theirs replace
     * @return {@code known} with theirs; {@code known} itself when there are none or Python fails, which is logged
     */
    public Map<String, Object> grains(Map<String, Object> known, Supplier<Map<String, Object>> opts) {
        if (of(CustomKind.GRAINS).names().isEmpty()) {
            return known;
        }
        try {
            Dunders dunders = new Dunders(opts, Map.of("__grains__", () -> known), Map::of, Map.of());
            Call call = Call.local("gathering of custom grains", NOTHING);
            Answer answer = python.load(Task.grains(known, config.deepGrains()), dunders, call);
            return Data.asMap("grains", answer.value());
        } catch (PythonUnavailable | FunctionError e) {
            log.warn("the custom grains are left out: {}", e.getMessage());
        } catch (PythonError e) {
            log.error("the custom grains are left out: {}", e.trace());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return known;
    }

    @Override
    public void refresh() {
        modules.values().forEach(Modules::refresh);
    }

    /** The interpreter's process; -1 when none runs. */
    long pid() {
        return python.pid();
    }

    private Modules of(CustomKind kind) {
        Modules found = modules.get(kind);
        if (found == null) {
            throw new IllegalStateException("every kind has its modules: " + kind);
        }
        return found;
    }

    @Override
    public void close() {
        python.close();
    }
}
