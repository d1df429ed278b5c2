package dev.brine.engine.pillar;

import dev.brine.engine.fileserver.FileRoots;
import dev.brine.engine.fileserver.FileServer;
import dev.brine.engine.render.FileTemplates;
import dev.brine.engine.render.HighData;
import dev.brine.engine.render.RenderException;
import dev.brine.engine.render.RenderWorld;
import dev.brine.engine.render.SlsRenderer;
import dev.brine.engine.target.Facts;
import dev.brine.engine.target.Target;
import dev.brine.engine.target.TargetCompiler;
import dev.brine.engine.target.TargetException;
import dev.brine.engine.target.TargetType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads pillar top files and says which SLS files one minion gets; used for one compilation.
 *
 * <p>A target is a compound expression unless a {@code match:} entry names another type (Salt 3006: confirm_top). Entries are
 * taken in order of {@code order:}, then as written.
 */
final class PillarTop {
    private static final Logger log = LoggerFactory.getLogger(PillarTop.class);

    private final FileServer files;
    private final SlsRenderer renderer;
    private final TargetCompiler targets;
    private final String topFile;
    private final Set<String> optional = new HashSet<>();

    private record Entry(String saltenv, String target, List<?> body, long order) {}

    PillarTop(FileServer files, SlsRenderer renderer, TargetCompiler targets, String topFile) {
        this.files = files;
        this.renderer = renderer;
        this.targets = targets;
        this.topFile = topFile.startsWith("salt://") ? topFile.substring("salt://".length()) : topFile;
    }

    /** SLS names that may be missing: {@code ignore_missing: True}. */
    Set<String> optional() {
        return optional;
    }

    /** SLS names or globs by environment, in the order in which they are merged. */
    Map<String, List<String>> matches(
            List<String> environments, String pillarenv, RenderWorld world, Facts facts, List<String> errors) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (String saltenv : environments) {
            for (Map<?, ?> top : tops(saltenv, world.saltenv(saltenv), errors)) {
                read(top, entries, errors);
            }
        }
        List<Entry> ordered = new ArrayList<>(entries.values());
        ordered.sort(Comparator.comparingLong(Entry::order));
        Map<String, LinkedHashSet<String>> matches = new LinkedHashMap<>();
        for (Entry entry : ordered) {
            boolean wanted = pillarenv.isEmpty() || entry.saltenv.equals(pillarenv);
            if (wanted && means(entry, facts, errors)) {
                Set<String> names = matches.computeIfAbsent(entry.saltenv, env -> new LinkedHashSet<>());
                entry.body.stream().filter(String.class::isInstance).forEach(name -> names.add((String) name));
            }
        }
        Map<String, List<String>> lists = new LinkedHashMap<>();
        matches.forEach((saltenv, names) -> lists.put(saltenv, List.copyOf(names)));
        return lists;
    }

    /** The environment's top file and those it includes. */
    private List<Map<?, ?>> tops(String saltenv, RenderWorld world, List<String> errors) {
        List<Map<?, ?>> tops = new ArrayList<>();
        Deque<String> paths = new ArrayDeque<>(List.of(topFile));
        Set<String> done = new HashSet<>();
        while (!paths.isEmpty()) {
            String path = paths.removeFirst();
            Optional<FileRoots.Found> found = files.roots().find(path, saltenv);
            if (found.isEmpty() || !done.add(path)) {
                continue;
            }
            try {
                HighData top = renderer.file(
                        found.get().real(), "", world.templates(new FileTemplates(files.roots(), saltenv)));
                Object includes = top.data().remove("include");
                if (includes instanceof List<?> names) {
                    names.forEach(name -> paths.addAll(paths(String.valueOf(name))));
                }
                tops.add(top.data());
            } catch (RenderException e) {
                log.error("{}", PillarCompiler.explain(e));
                errors.add("Rendering Primary Top file failed, render error:\n" + e.getMessage());
            }
        }
        return tops;
    }

    static List<String> paths(String sls) {
        String base = sls.replace('.', '/');
        return List.of(base + ".sls", base + "/init.sls");
    }

    private void read(Map<?, ?> top, Map<String, Entry> entries, List<String> errors) {
        for (Map.Entry<?, ?> environment : top.entrySet()) {
            if (!(environment.getValue() instanceof Map<?, ?> byTarget)) {
                errors.add("Error encountered while rendering pillar top file.");
                continue;
            }
            byTarget.forEach((target, body) -> {
                if (body instanceof List<?> items) {
                    String saltenv = String.valueOf(environment.getKey());
                    Entry entry = new Entry(saltenv, String.valueOf(target), items, order(items));
                    entries.put(saltenv + "\0" + target, entry);
                    if (option(items, "ignore_missing") instanceof Boolean flag && flag) {
                        items.stream().filter(String.class::isInstance).forEach(name -> optional.add((String) name));
                    }
                } else {
                    errors.add("Error encountered while rendering pillar top file.");
                }
            });
        }
    }

    private boolean means(Entry entry, Facts facts, List<String> errors) {
        Object match = option(entry.body, "match");
        String word = match == null ? "compound" : String.valueOf(match);
        try {
            TargetType type =
                    TargetType.of(word).orElseThrow(() -> new TargetException("match type '" + word + "' is unknown"));
            return targets.compile(new Target(entry.target, type, ":")).matches(facts);
        } catch (TargetException e) {
            errors.add("Pillar top file, target '" + entry.target + "': " + e.getMessage());
            return false;
        }
    }

    private static long order(List<?> body) {
        return option(body, "order") instanceof Long number ? number : 0;
    }

    private static @Nullable Object option(List<?> body, String name) {
        for (Object item : body) {
            if (item instanceof Map<?, ?> map && map.containsKey(name)) {
                return map.get(name);
            }
        }
        return null;
    }
}
