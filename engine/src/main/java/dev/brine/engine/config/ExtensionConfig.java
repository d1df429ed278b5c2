package dev.brine.engine.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options about code that users add: Python modules and plugin jars.
 *
 * @param python the interpreter ({@code python_executable})
 * @param callLimit how long one call of a Python function may take; zero = as long as it wants
 * @param loadLimit the same for loading modules, grains and renderers
 * @param extmods where synchronised modules are kept ({@code extension_modules})
 * @param directories more directories, by the option that names them
 * @param whitelist by kind, the only modules to synchronise
 * @param blacklist by kind, modules not to synchronise
 * @param clean whether modules that are gone from the file server go from here, too
 * @param autoload whether state runs synchronise first
 * @param deepGrains whether maps in custom grains are merged into known ones
 * @param plugins directories with plugin jars
 */
public record ExtensionConfig(
        String python,
        Duration callLimit,
        Duration loadLimit,
        Path extmods,
        Map<String, List<Path>> directories,
        Map<String, List<String>> whitelist,
        Map<String, List<String>> blacklist,
        boolean clean,
        boolean autoload,
        boolean deepGrains,
        List<Path> plugins) {

    private static final List<String> DIRECTORIES = List.of(
            "module_dirs",
            "states_dirs",
            "grains_dirs",
            "runner_dirs",
            "returner_dirs",
            "beacons_dirs",
            "utils_dirs",
            "render_dirs",
            "pillar_dirs",
            "top_dirs",
            "wheel_dirs",
            "engines_dirs",
            "matchers_dirs",
            "outputter_dirs");

    static ExtensionConfig of(Options o, Path root, Path cache) {
        Map<String, List<Path>> directories = new LinkedHashMap<>();
        for (String option : DIRECTORIES) {
            directories.put(option, paths(o, option, root));
        }
        return new ExtensionConfig(
                o.string("python_executable", "python3"),
                o.seconds("python_call_timeout", 0),
                o.seconds("python_load_timeout", 60),
                o.path("extension_modules", cache, "extmods"),
                directories,
                names(o.value("extmod_whitelist")),
                names(o.value("extmod_blacklist")),
                o.bool("clean_dynamic_modules", true),
                o.bool("autoload_dynamic_modules", true),
                o.bool("grains_deep_merge", false),
                paths(o, "plugin_dirs", root));
    }

    /** The same with more directories for one of the options that name some; they come first. */
    public ExtensionConfig with(String option, List<Path> more) {
        Map<String, List<Path>> all = new LinkedHashMap<>(directories);
        List<Path> paths = new ArrayList<>(more);
        paths.addAll(all.getOrDefault(option, List.of()));
        all.put(option, paths);
        return new ExtensionConfig(
                python, callLimit, loadLimit, extmods, all, whitelist, blacklist, clean, autoload, deepGrains, plugins);
    }

    private static List<Path> paths(Options o, String option, Path root) {
        return o.strings(option, List.of()).stream().map(root::resolve).toList();
    }

    /** {@code {modules: [a, b]}} or {@code {modules: a}}. */
    public static Map<String, List<String>> names(@Nullable Object option) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        if (option instanceof Map<?, ?> map) {
            map.forEach((kind, modules) -> names.put(String.valueOf(kind), list(modules)));
        }
        return names;
    }

    private static List<String> list(@Nullable Object modules) {
        if (modules instanceof List<?> items) {
            return items.stream().map(String::valueOf).toList();
        }
        List<String> made = new ArrayList<>();
        for (String part : String.valueOf(modules).split(",")) {
            made.add(part.strip());
        }
        return made;
    }
}
