package dev.brine.engine.python;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Function;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.plugin.CustomKind;
import dev.brine.engine.plugin.Dunders;
import dev.brine.engine.render.RenderException;
import dev.brine.engine.render.RenderRequest;
import dev.brine.engine.render.RenderStage;
import dev.brine.engine.render.RenderWorld;
import dev.brine.engine.render.Renderer;
import dev.brine.engine.render.jinja.SaltFunctions;
import dev.brine.engine.render.jinja.value.PyError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The renderer {@code py}, whose text is a module with {@code run()}, or one that users wrote.
 *
 * <p>An event's tag and data go in as values, so nothing of them can become structure. Salt 3006: {@code py} reads the file
 * whatever the stage before it made.
 *
 * @param file of the users' renderer; "" for {@code py}
 */
record PythonRenderer(Python python, String file) implements Renderer {
    private static final Invoker NOTHING = new Invoker(FunctionTable.chain(List.of()));

    @Override
    public @Nullable Object render(@Nullable Object input, RenderStage stage) {
        RenderRequest request = stage.request();
        Call call = Call.local("rendering of " + request.name(), NOTHING);
        Map<String, Object> names = names(request);
        names.put("argline", stage.arguments());
        try {
            if (file.isEmpty()) {
                names.put("__env__", request.world().saltenv());
                names.put("__sls__", request.sls());
            }
            Task task = file.isEmpty()
                    ? Task.template(request.name(), request.text(), names)
                    : Task.renderer(file, input, names);
            return python.load(task, dunders(request.world()), call).value();
        } catch (PythonError e) {
            throw failed(stage, e.kind() == PythonError.Kind.RENDER ? e.text() : e.trace());
        } catch (PythonUnavailable | FunctionError e) {
            throw failed(stage, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(stage, "interrupted while it was rendered");
        }
    }

    private static RenderException failed(RenderStage stage, String reason) {
        return stage.error("SaltRenderError", reason, null, line(stage.request().name(), reason));
    }

    /** The last line of the file that a traceback or a syntax error names; 0 when it names none. */
    private static int line(String file, String reason) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        Matcher place = Pattern.compile(
                        "(?:File \"" + Pattern.quote(file) + "\"|\\(" + Pattern.quote(name) + "), line (\\d{1,9})")
                .matcher(reason);
        int line = 0;
        while (place.find()) {
            line = Integer.parseInt(place.group(1));
        }
        return line;
    }

    private static Map<String, Object> names(RenderRequest request) {
        RenderWorld world = request.world();
        Map<String, Object> names = new LinkedHashMap<>(world.variables());
        names.put("saltenv", world.saltenv());
        names.put("sls", request.sls());
        names.put("tmplpath", request.name());
        RenderWorld.Reaction event = world.event();
        if (event != null) {
            names.put("tag", event.tag());
            names.put("data", event.data());
        }
        return names;
    }

    private static Dunders dunders(RenderWorld world) {
        return new Dunders(
                world::opts,
                Map.of("__grains__", world::grains, "__pillar__", world::pillar),
                Map::of,
                Map.of("__salt__", new TemplateFunctions(world.functions())));
    }

    /** The functions of a render's world; they know the call they belong to. */
    private record TemplateFunctions(SaltFunctions functions) implements Dunders.Family {
        @Override
        public @Nullable CustomKind kind() {
            return null;
        }

        @Override
        public boolean has(String name) {
            return functions.has(name);
        }

        @Override
        public Optional<Function> find(String name) {
            return Optional.empty();
        }

        @Override
        public Collection<String> names() {
            return List.of();
        }

        @Override
        public Outcome call(String name, List<Object> args, Map<String, Object> kwargs, Call call) {
            try {
                return new Outcome.Returned(
                        functions.call(name, new ArrayList<>(args), new LinkedHashMap<>(kwargs)), 0, null);
            } catch (PyError e) {
                return new Outcome.Failed(e.message(), new FunctionError(e.message(), e));
            }
        }
    }
}
