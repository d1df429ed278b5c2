package dev.brine.states.high;

import dev.brine.engine.data.Glob;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.states.render.TemplateError;
import dev.brine.states.render.Templates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renders SLS files and what they include into one map of high data. One for each compilation: it counts the order of states
 * as it meets them.
 */
public final class SlsCompiler {
    private static final Logger log = LoggerFactory.getLogger(SlsCompiler.class);
    /** Salt 3006: what has no order of its own comes after the numbers that people write. */
    private static final long FIRST_ORDER = 10_000;

    private final SlsFiles files;
    private final Templates templates;
    private final boolean autoOrder;
    private final Set<String> rendered = new HashSet<>();
    private Map<String, List<String>> matches = Map.of();
    private long order = FIRST_ORDER;

    public SlsCompiler(SlsFiles files, Templates templates, boolean autoOrder) {
        this.files = files;
        this.templates = templates;
        this.autoOrder = autoOrder;
    }

    /**
     * High data, or why there is none.
     *
     * @param high whatever could be had, also when there are errors
     * @param errors in Salt's words
     */
    public record Compiled(Map<Object, Object> high, List<String> errors) {}

    /** Compiles the SLS files (names or globs) of each environment. */
    public Compiled compile(Map<String, List<String>> wanted) {
        matches = wanted;
        Map<Object, Object> high = new LinkedHashMap<>();
        List<String> errors = new ArrayList<>();
        List<String> environments = files.environments();
        wanted.forEach((saltenv, slss) -> {
            for (String glob : slss) {
                if (!environments.contains(saltenv)) {
                    errors.add("No matching salt environment for environment '" + saltenv + "' found");
                }
                List<String> names = files.matching(glob, saltenv);
                for (String sls : names.isEmpty() ? List.of(glob) : names) {
                    errors.addAll(one(sls, glob, saltenv, high));
                }
            }
        });
        dropDoubleExtends(high);
        return new Compiled(high, errors);
    }

    /** Compiles one text that is no file of the file server ({@code state.template}). */
    public Compiled compileText(String name, String saltenv, String text) {
        List<String> errors = new ArrayList<>();
        Map<Object, Object> high = declared(name, saltenv, new SlsFiles.Found(name, Path.of(name), text), errors);
        return new Compiled(high, errors);
    }

    private List<String> one(String sls, String glob, String saltenv, Map<Object, Object> high) {
        List<String> errors = new ArrayList<>();
        if (rendered.contains(saltenv + ":" + sls)) {
            return errors;
        }
        Map<Object, Object> state = render(sls, saltenv, errors);
        merge(high, state, errors);
        errors.replaceAll(error -> error.contains("is not available") && error.contains("SLS " + glob + " in saltenv")
                ? "No matching sls found for '" + glob + "' in env '" + saltenv + "'"
                : error);
        return errors;
    }

    private Map<Object, Object> render(String sls, String saltenv, List<String> errors) {
        SlsFiles.Found found = files.find(sls, saltenv).orElse(null);
        if (found == null) {
            errors.add("Specified SLS " + sls + " in saltenv " + saltenv
                    + " is not available on the salt master or through a configured fileserver");
            return new LinkedHashMap<>();
        }
        return declared(sls, saltenv, found, errors);
    }

    private Map<Object, Object> declared(String sls, String saltenv, SlsFiles.Found file, List<String> errors) {
        Object data = null;
        try {
            data = templates.sls(new Templates.Source(
                    file.path(), sls, saltenv, file.text(), file.local().toString()));
        } catch (TemplateError e) {
            String message = "Rendering SLS '" + saltenv + ":" + sls + "' failed: " + e.getMessage();
            log.error("{}", message);
            errors.add(message);
        }
        rendered.add(saltenv + ":" + sls);
        if (data == null || Map.of().equals(data) || "".equals(data)) {
            return new LinkedHashMap<>();
        }
        if (!(data instanceof Map<?, ?> map)) {
            errors.add("SLS " + sls + " does not render to a dictionary");
            errors.add("Error when rendering state with contents: " + Repr.repr(data));
            return new LinkedHashMap<>();
        }
        Map<Object, Object> state = copied(map);
        List<?> includes = List.of();
        if (state.containsKey("include")) {
            if (state.get("include") instanceof List<?> items) {
                includes = items;
                state.remove("include");
            } else {
                errors.add("Include Declaration in SLS " + sls + " is not formed as a list");
            }
        }
        Declarations declarations = new Declarations(sls, saltenv, errors);
        declarations.extend(state);
        declarations.exclude(state);
        declarations.states(state);
        for (Object include : includes) {
            include(include, sls, saltenv, file.path(), state, errors);
        }
        if (autoOrder) {
            order(state);
        }
        return state;
    }

    /** Without what YAML anchors share: each state gets lists of its own to change. */
    private static Map<Object, Object> copied(Map<?, ?> map) {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(key, Shape.copy(value)));
        return copy;
    }

    private void include(
            @Nullable Object entry,
            String sls,
            String saltenv,
            String path,
            Map<Object, Object> state,
            List<String> errors) {
        String environment = saltenv;
        Object wanted = entry;
        if (entry instanceof Map<?, ?> map && !map.isEmpty()) {
            Map.Entry<?, ?> first = map.entrySet().iterator().next();
            environment = String.valueOf(first.getKey());
            wanted = first.getValue();
        }
        String name = String.valueOf(wanted);
        boolean anywhere = environment.equals("_xenv");
        if (!anywhere && !files.environments().contains(environment)) {
            errors.add("Nonexistent saltenv '" + environment + "' found in include of '" + name + "' within SLS '"
                    + saltenv + ":" + sls + "'");
            return;
        }
        if (name.startsWith(".")) {
            String absolute = relative(name, sls, path.endsWith("/init.sls"));
            if (absolute == null) {
                errors.add("Attempted relative include of '" + name + "' within SLS '" + saltenv + ":" + sls
                        + "' goes beyond top level package ");
                return;
            }
            name = absolute;
        }
        List<String> environments = new ArrayList<>();
        for (String candidate : anywhere ? matches.keySet() : Set.of(environment)) {
            if ((!anywhere && matches.containsKey(candidate))
                    || !files.matching(name, candidate).isEmpty()) {
                environments.add(candidate);
            }
        }
        if (environments.size() != 1 && !environments.contains(saltenv)) {
            errors.add(unresolved(name, environment, environments));
            return;
        }
        String from = environments.size() == 1 ? environments.get(0) : saltenv;
        List<String> names = Glob.isPattern(name) ? files.matching(name, saltenv) : List.of(name);
        for (String each : names.isEmpty() ? List.of(name) : names) {
            if (!rendered.contains(from + ":" + each)) {
                merge(state, render(each, from, errors), errors);
            }
        }
    }

    private String unresolved(String name, String environment, List<String> environments) {
        String what = "Specified SLS " + environment + ": " + name + " is ";
        if (environments.isEmpty()) {
            String where = environment.equals("_xenv") ? String.join(", ", matches.keySet()) : environment;
            return "Unknown include: " + what + "not available on the salt master in saltenv(s): " + where + " ";
        }
        return "Ambiguous include: " + what + "available on the salt master in multiple available saltenvs: "
                + String.join(", ", environments);
    }

    /** {@code .x} and {@code ..x} from the package of {@code sls}; null when they lead out of the top. */
    private static @Nullable String relative(String name, String sls, boolean init) {
        int dots = 0;
        while (dots < name.length() && name.charAt(dots) == '.') {
            dots++;
        }
        List<String> parts = new ArrayList<>(List.of(sls.split("\\.", -1)));
        if (init) {
            parts.add("init");
        }
        if (dots > parts.size()) {
            return null;
        }
        List<String> kept = new ArrayList<>(parts.subList(0, parts.size() - dots));
        kept.add(name.substring(dots));
        return String.join(".", kept);
    }

    private void merge(Map<Object, Object> high, Map<Object, Object> state, List<String> errors) {
        for (String key : List.of("__extend__", "__exclude__")) {
            if (state.remove(key) instanceof List<?> items) {
                Shape.listIn(high, key).addAll(items);
            }
        }
        state.forEach((id, body) -> {
            Object other = high.get(id);
            if (other instanceof Map<?, ?> first && body instanceof Map<?, ?> second && !other.equals(body)) {
                errors.add("Detected conflicting IDs, SLS IDs need to be globally unique.\n    The conflicting ID is '"
                        + id + "' and is found in SLS '" + first.get("__env__") + ":" + first.get("__sls__")
                        + "' and SLS '" + second.get("__env__") + ":" + second.get("__sls__") + "'");
            }
        });
        high.putAll(state);
    }

    private void order(Map<Object, Object> state) {
        for (Object body : state.values()) {
            if (!(body instanceof Map<?, ?> map)) {
                continue;
            }
            map.forEach((module, value) -> {
                List<Object> run = Shape.list(value);
                if (run != null
                        && module instanceof String text
                        && !text.startsWith("_")
                        && run.stream().noneMatch(argument -> "order".equals(Shape.firstKey(argument)))) {
                    Map<Object, Object> entry = new LinkedHashMap<>();
                    entry.put("order", order++);
                    run.add(entry);
                }
            });
        }
    }

    private static void dropDoubleExtends(Map<Object, Object> high) {
        List<Object> extend = Shape.list(high.get("__extend__"));
        if (extend == null) {
            return;
        }
        List<Object> kept = new ArrayList<>();
        for (Object each : extend) {
            if (each instanceof Map<?, ?> map) {
                map.forEach((id, body) -> {
                    Map<Object, Object> one = new LinkedHashMap<>();
                    one.put(id, body);
                    if (!kept.contains(one)) {
                        kept.add(one);
                    }
                });
            }
        }
        high.put("__extend__", kept);
    }
}
