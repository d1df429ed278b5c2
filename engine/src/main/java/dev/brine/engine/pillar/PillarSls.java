package dev.brine.engine.pillar;

import dev.brine.engine.data.DictMerge;
import dev.brine.engine.data.Glob;
import dev.brine.engine.fileserver.FileRoots;
import dev.brine.engine.fileserver.FileServer;
import dev.brine.engine.render.FileTemplates;
import dev.brine.engine.render.HighData;
import dev.brine.engine.render.RenderException;
import dev.brine.engine.render.RenderWorld;
import dev.brine.engine.render.SlsRenderer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renders the pillar SLS files of one environment, with what they include; used for one compilation.
 *
 * <p>Included files come first, so that the including file has the last word, unless {@code pillar_includes_override_sls}.
 */
final class PillarSls {
    private static final Logger log = LoggerFactory.getLogger(PillarSls.class);

    private final FileServer files;
    private final SlsRenderer renderer;
    private final PillarCompiler.Settings settings;
    private final String saltenv;
    private final RenderWorld world;
    private final Set<String> optional;
    private final List<String> errors;
    private final List<String> available;
    private final Map<String, Optional<Map<?, ?>>> done = new HashMap<>();

    PillarSls(
            FileServer files,
            SlsRenderer renderer,
            PillarCompiler.Settings settings,
            String saltenv,
            RenderWorld world,
            Set<String> optional,
            List<String> errors) {
        this.files = files;
        this.renderer = renderer;
        this.settings = settings;
        this.saltenv = saltenv;
        this.world = world.saltenv(saltenv).templates(new FileTemplates(files.roots(), saltenv));
        this.optional = optional;
        this.errors = errors;
        this.available = names(files.files(saltenv, ""));
    }

    /** SLS names that a name or glob of the top file means; the name itself when none fits. */
    List<String> expand(String pattern) {
        Glob glob = Glob.of(pattern);
        List<String> found = available.stream().filter(glob).toList();
        return found.isEmpty() ? List.of(pattern) : found;
    }

    /** The data of a file with what it includes; empty when there is none or it failed. */
    Optional<Map<?, ?>> render(String sls) {
        return render(sls, Map.of());
    }

    private Optional<Map<?, ?>> render(String sls, Map<String, Object> defaults) {
        Optional<Map<?, ?>> known = done.get(sls);
        if (known != null) {
            return known;
        }
        // a file that includes itself, over whatever detour, finds nothing here
        done.put(sls, Optional.empty());
        Optional<FileRoots.Found> found = find(sls);
        if (found.isEmpty()) {
            if (!optional.contains(sls)) {
                errors.add("Specified SLS '" + sls + "' in environment '" + saltenv
                        + "' is not available on the salt master");
            }
            return Optional.empty();
        }
        Optional<Map<?, ?>> data = load(sls, found.get(), defaults);
        done.put(sls, data);
        return data;
    }

    private Optional<FileRoots.Found> find(String sls) {
        return PillarTop.paths(sls).stream()
                .flatMap(path -> files.roots().find(path, saltenv).stream())
                .findFirst();
    }

    private Optional<Map<?, ?>> load(String sls, FileRoots.Found found, Map<String, Object> defaults) {
        HighData high;
        try {
            high = renderer.file(found.real(), sls, defaults.isEmpty() ? world : world.variables(defaults));
        } catch (RenderException e) {
            log.error("Rendering SLS '{}' failed, render error:\n{}", sls, PillarCompiler.explain(e));
            errors.add("Rendering SLS '" + sls + "' failed. Please see master log for details.");
            return Optional.empty();
        }
        Map<?, ?> data = high.data();
        Object includes = data.remove("include");
        if (includes == null) {
            return Optional.of(data);
        }
        if (!(includes instanceof List<?> list)) {
            errors.add("Include Declaration in SLS '" + sls + "' is not formed as a list");
            return Optional.of(data);
        }
        boolean init = found.relative().endsWith("/init.sls");
        List<Map<?, ?>> parts = new ArrayList<>();
        list.forEach(include -> include(sls, init, include, parts));
        parts.add(settings.includesOverride() ? 0 : parts.size(), data);
        Map<?, ?> merged = parts.get(0);
        for (Map<?, ?> part : parts.subList(1, parts.size())) {
            merged = DictMerge.merge(merged, part, settings.strategy(), settings.mergeLists());
        }
        return Optional.of(merged);
    }

    private void include(String from, boolean init, @Nullable Object include, List<Map<?, ?>> parts) {
        String name = String.valueOf(include);
        Map<String, Object> defaults = new LinkedHashMap<>();
        String key = "";
        if (include instanceof Map<?, ?> map && map.size() == 1) {
            name = String.valueOf(map.keySet().iterator().next());
            if (map.values().iterator().next() instanceof Map<?, ?> options) {
                if (options.get("defaults") instanceof Map<?, ?> given) {
                    given.forEach((k, v) -> defaults.put(String.valueOf(k), v));
                }
                key = options.get("key") == null ? "" : String.valueOf(options.get("key"));
            }
        }
        for (String sls : expand(absolute(from, init, name))) {
            Optional<Map<?, ?>> data = render(sls, defaults);
            if (data.isPresent()) {
                parts.add(under(key, data.get()));
            }
        }
    }

    /** {@code .other} is beside the file, or inside its directory when the file is an init.sls. */
    private static String absolute(String from, boolean init, String name) {
        if (!name.startsWith(".")) {
            return name.replace('/', '.');
        }
        int dot = from.lastIndexOf('.');
        String directory = init ? from : dot < 0 ? "" : from.substring(0, dot);
        return directory.isEmpty() ? name.substring(1) : directory + name;
    }

    private static Map<?, ?> under(String key, Map<?, ?> data) {
        Map<?, ?> wrapped = data;
        String[] parts = key.split(":");
        for (int i = parts.length - 1; i >= 0 && !key.isEmpty(); i--) {
            Map<Object, Object> outer = new LinkedHashMap<>();
            outer.put(parts[i], wrapped);
            wrapped = outer;
        }
        return wrapped;
    }

    private static List<String> names(List<String> paths) {
        List<String> names = new ArrayList<>();
        for (String path : paths) {
            if (path.endsWith("/init.sls")) {
                names.add(
                        path.substring(0, path.length() - "/init.sls".length()).replace('/', '.'));
            } else if (path.endsWith(".sls")) {
                names.add(path.substring(0, path.length() - ".sls".length()).replace('/', '.'));
            }
        }
        return names;
    }
}
