package dev.brine.states.high;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.data.TextKeys;
import dev.brine.engine.target.Facts;
import dev.brine.engine.target.Target;
import dev.brine.engine.target.TargetCompiler;
import dev.brine.engine.target.TargetException;
import dev.brine.engine.target.TargetType;
import dev.brine.states.render.TemplateError;
import dev.brine.states.render.Templates;
import java.util.ArrayList;
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
 * The top files of all environments: which SLS files go to which minions.
 *
 * <p>Merged by {@code top_file_merging_strategy}: with {@code merge} (the default) base's top file speaks for every environment,
 * that of another only for itself and only where base is silent; with {@code same} each speaks for itself alone; with {@code
 * merge_all} all of them add up.
 */
public final class TopFile {
    private static final Logger log = LoggerFactory.getLogger(TopFile.class);

    private final SlsFiles files;
    private final Templates templates;
    private final Map<String, Object> opts;
    private final Facts facts;
    private final Invoker matchers;

    /**
     * The top files as one run sees them.
     *
     * @param facts what they match against: this minion
     * @param matchers users' own: {@code site_match.match} for {@code match: site}
     */
    public TopFile(SlsFiles files, Templates templates, Map<String, Object> opts, Facts facts, Invoker matchers) {
        this.files = files;
        this.templates = templates;
        this.opts = opts;
        this.facts = facts;
        this.matchers = matchers;
    }

    /**
     * Renders and merges the top files: target to entries, by environment. Empty when none renders.
     *
     * @throws TemplateError when one does not render
     */
    public Map<String, Map<Object, Object>> merged() {
        Map<String, List<Map<Object, Object>>> tops = new LinkedHashMap<>();
        for (String saltenv : environments()) {
            List<Map<Object, Object>> found = new ArrayList<>();
            String name = text("state_top", "top.sls").replaceFirst("^(salt:/)?/", "");
            files.read(name, saltenv).ifPresent(file -> found.add(render(file, saltenv)));
            tops.put(saltenv, found);
        }
        tops.forEach(this::includes);
        return switch (text("top_file_merging_strategy", "merge")) {
            case "same" -> same(tops);
            case "merge_all" -> mergeAll(tops);
            default -> merge(tops);
        };
    }

    /** What is wrong with the form of merged top files, in Salt's words. */
    public static List<String> check(Map<String, Map<Object, Object>> top) {
        List<String> errors = new ArrayList<>();
        top.forEach((saltenv, targets) -> {
            if (saltenv.isEmpty()) {
                errors.add("Empty saltenv statement in top file");
            }
            for (Object entries : targets.values()) {
                if (!(entries instanceof List<?> list)) {
                    errors.add("Malformed topfile (state declarations not formed as a list)");
                    continue;
                }
                for (Object entry : list) {
                    if (entry instanceof Map<?, ?> map) {
                        map.values().stream()
                                .filter(value -> value == null || "".equals(value))
                                .forEach(value -> errors.add("Improperly formatted top file matcher in saltenv " + map
                                        + ": " + value + " file"));
                    } else if ("".equals(entry)) {
                        errors.add("Environment " + entry + " contains an empty sls index");
                    }
                }
            }
        });
        return errors;
    }

    /** The SLS files (names or globs) that this minion gets, by environment. */
    public Map<String, List<String>> matches(Map<String, Map<Object, Object>> top) {
        Map<String, List<String>> matches = new LinkedHashMap<>();
        Object only = opts.get("saltenv");
        top.forEach((saltenv, targets) -> {
            if (only == null || only.equals(saltenv)) {
                targets.forEach((target, entries) -> match(saltenv, target, entries, matches));
            }
        });
        tops().forEach((saltenv, names) -> matches.merge(saltenv, names, this::inOrder));
        return matches;
    }

    /** What {@code master_tops} of the master say; they come after the top file's unless {@code master_tops_first}. */
    private Map<String, List<String>> tops() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("id", facts.id());
        told.put("grains", facts.grains().get().orElse(Map.of()));
        for (String name : List.of("saltenv", "environment", "pillarenv")) {
            Object value = opts.get(name);
            if (value != null) {
                told.put(name, value);
            }
        }
        return files.tops(facts.id(), told);
    }

    private List<String> inOrder(List<String> own, List<String> masters) {
        boolean mastersFirst = Boolean.TRUE.equals(opts.get("master_tops_first"));
        List<String> joined = new ArrayList<>(mastersFirst ? masters : own);
        List<String> first = List.copyOf(joined);
        (mastersFirst ? own : masters)
                .stream().filter(name -> !first.contains(name)).forEach(joined::add);
        return joined;
    }

    private void match(String saltenv, Object target, @Nullable Object data, Map<String, List<String>> matches) {
        List<?> entries = data instanceof List<?> list ? list : data == null ? List.of() : List.of(data);
        if (!matches(target, entries)) {
            return;
        }
        List<String> wanted = matches.computeIfAbsent(saltenv, env -> new ArrayList<>());
        for (Object entry : entries) {
            if (entry instanceof String sls) {
                wanted.add(sls);
            } else if (entry instanceof Map<?, ?> map) {
                map.forEach((key, value) -> {
                    if (key.equals("subfilter") && value instanceof Map<?, ?> inner) {
                        inner.forEach((t, e) -> match(saltenv, t, e, matches));
                    } else if (files.environments().contains(String.valueOf(key))) {
                        matches.computeIfAbsent(String.valueOf(key), env -> new ArrayList<>())
                                .add(String.valueOf(value));
                    }
                });
            }
        }
    }

    private boolean matches(Object target, List<?> entries) {
        String word = "compound";
        for (Object entry : entries) {
            if (entry instanceof Map<?, ?> map && map.get("match") != null) {
                word = map.get("match").toString();
            }
        }
        String type = word;
        String own = type + "_match.match";
        if (matchers.table().find(own).isPresent()) {
            return matchesOwn(own, target);
        }
        try {
            TargetType parsed =
                    TargetType.of(type).orElseThrow(() -> new TargetException("there is no match type '" + type + "'"));
            Map<String, Object> nodegroups = TextKeys.copy(opts.get("nodegroups"));
            return new TargetCompiler(nodegroups)
                    .compile(new Target(target.toString(), parsed, ":"))
                    .matches(facts);
        } catch (TargetException e) {
            throw new FunctionError("top file, target '" + target + "': " + e.getMessage(), e);
        }
    }

    /** Salt 3006: a module in {@code _matchers} that bears a built-in matcher's name takes its place. */
    private boolean matchesOwn(String function, Object target) {
        Outcome outcome = matchers.invoke(List.of(target), Map.of(), Call.local(function, matchers));
        if (!(outcome instanceof Outcome.Returned)) {
            throw new FunctionError("top file, target '" + target + "': " + outcome.value());
        }
        return outcome.value() instanceof Boolean match ? match : outcome.value() != null;
    }

    private Set<String> environments() {
        Object only = opts.get("saltenv") != null ? opts.get("saltenv") : opts.get("state_top_saltenv");
        if (only != null && !"".equals(only)) {
            return Set.of(only.toString());
        }
        List<String> known = files.environments();
        Set<String> all = new LinkedHashSet<>();
        if (opts.get("env_order") instanceof List<?> order && !order.isEmpty()) {
            order.stream().map(String::valueOf).filter(known::contains).forEach(all::add);
        } else {
            all.add("base");
            all.addAll(known);
        }
        return all;
    }

    private Map<Object, Object> render(SlsFiles.Found file, String saltenv) {
        Object data = templates.sls(new Templates.Source(
                file.path(), "", saltenv, file.text(), file.local().toString()));
        Map<Object, Object> top = new LinkedHashMap<>();
        if (data instanceof Map<?, ?> map) {
            top.putAll(map);
        }
        return top;
    }

    private void includes(String saltenv, List<Map<Object, Object>> tops) {
        Set<String> done = new LinkedHashSet<>();
        List<Object> wanted = new ArrayList<>();
        tops.forEach(top -> wanted.addAll(top.remove("include") instanceof List<?> more ? more : List.of()));
        for (Object glob : wanted) {
            for (String sls : files.matching(String.valueOf(glob), saltenv)) {
                Optional<SlsFiles.Found> file = done.add(sls) ? files.find(sls, saltenv) : Optional.empty();
                file.ifPresent(found -> tops.add(render(found, saltenv)));
            }
        }
    }

    private static Map<String, Map<Object, Object>> merge(Map<String, List<Map<Object, Object>>> tops) {
        Map<String, Map<Object, Object>> merged = new LinkedHashMap<>();
        for (Map<Object, Object> top : tops.getOrDefault("base", List.of())) {
            top.forEach((saltenv, targets) -> add(merged, String.valueOf(saltenv), targets));
        }
        Set<String> spoken = new LinkedHashSet<>(merged.keySet());
        tops.forEach((saltenv, list) -> {
            if (!saltenv.equals("base") && !spoken.contains(saltenv)) {
                list.forEach(top -> add(merged, saltenv, top.get(saltenv)));
            }
        });
        return merged;
    }

    private Map<String, Map<Object, Object>> same(Map<String, List<Map<Object, Object>>> tops) {
        Map<String, Map<Object, Object>> merged = new LinkedHashMap<>();
        tops.forEach((saltenv, own) -> {
            boolean empty = own.stream().allMatch(Map::isEmpty);
            List<Map<Object, Object>> list = empty ? tops.getOrDefault(text("default_top", "base"), List.of()) : own;
            list.forEach(top -> add(merged, saltenv, top.get(saltenv)));
            if (empty && !merged.containsKey(saltenv)) {
                log.warn("saltenv={} has no top file, nor does the default top file speak for it", saltenv);
            }
        });
        return merged;
    }

    private static Map<String, Map<Object, Object>> mergeAll(Map<String, List<Map<Object, Object>>> tops) {
        Map<String, Map<Object, Object>> merged = new LinkedHashMap<>();
        tops.values()
                .forEach(list -> list.forEach(top -> top.forEach((saltenv, targets) -> {
                    Map<Object, Object> into =
                            merged.computeIfAbsent(String.valueOf(saltenv), env -> new LinkedHashMap<>());
                    if (targets instanceof Map<?, ?> map) {
                        map.forEach((target, entries) -> into.merge(target, entries, TopFile::joined));
                    }
                })));
        return merged;
    }

    private static Object joined(Object first, Object second) {
        Set<Object> all = new LinkedHashSet<>();
        for (Object part : List.of(second, first)) {
            // the match option of the later file counts
            if (part instanceof List<?> list && all.isEmpty()) {
                list.stream().filter(Map.class::isInstance).forEach(all::add);
            }
        }
        for (Object part : List.of(first, second)) {
            if (part instanceof List<?> list) {
                list.stream().filter(String.class::isInstance).forEach(all::add);
            }
        }
        return new ArrayList<>(all);
    }

    private static void add(Map<String, Map<Object, Object>> merged, String saltenv, @Nullable Object targets) {
        if (targets instanceof Map<?, ?> map) {
            merged.computeIfAbsent(saltenv, env -> new LinkedHashMap<>()).putAll(map);
        } else if (targets != null) {
            throw new TemplateError("Unable to render top file. No targets found.");
        }
    }

    private String text(String option, String otherwise) {
        Object value = opts.get(option);
        return value == null ? otherwise : value.toString();
    }
}
