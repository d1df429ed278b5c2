package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.modules.host.PythonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is to be installed or removed, read from the arguments {@code name}, {@code pkgs} and {@code sources}.
 *
 * @param packages of repositories, each with the wanted version; a version is null when any will do
 * @param files package files on this host
 */
record Targets(Map<String, @Nullable String> packages, List<String> files) {

    boolean isEmpty() {
        return packages.isEmpty() && files.isEmpty();
    }

    /** @param normal strips what does not belong to a package's name */
    static Targets of(
            @Nullable String name,
            @Nullable List<Object> pkgs,
            @Nullable List<Object> sources,
            UnaryOperator<String> normal,
            Call call) {
        if (pkgs != null && !pkgs.isEmpty()) {
            return sources == null || sources.isEmpty()
                    ? new Targets(packed(pkgs, normal), List.of())
                    : new Targets(Map.of(), List.of());
        }
        if (sources != null && !sources.isEmpty()) {
            List<String> files = new ArrayList<>();
            packed(sources, normal).forEach((pkg, source) -> files.add(file(pkg, String.valueOf(source), call)));
            return new Targets(Map.of(), files);
        }
        Map<String, @Nullable String> packages = new LinkedHashMap<>();
        if (name != null && !name.isEmpty()) {
            for (String one : name.split(",")) {
                packages.put(normal.apply(one), null);
            }
        }
        return new Targets(packages, List.of());
    }

    /** A list of names and of maps from name to version, as one map. */
    static Map<String, @Nullable String> packed(List<?> items, UnaryOperator<String> normal) {
        Map<String, @Nullable String> packed = new LinkedHashMap<>();
        for (Object item : items) {
            if (item instanceof Map<?, ?> map) {
                map.forEach((name, version) -> packed.put(
                        normal.apply(PythonText.str(name)), version == null ? null : PythonText.str(version)));
            } else {
                packed.put(normal.apply(PythonText.str(item)), null);
            }
        }
        if (packed.size() != items.size()) {
            throw new InvocationError("You are passing a list of packages that contains duplicated packages names: "
                    + PythonText.repr(items)
                    + ". This cannot be processed. In case you are targeting different versions of the same package,"
                    + " please target them individually");
        }
        return packed;
    }

    private static String file(String pkg, String source, Call call) {
        if (source.contains("://")) {
            Object cached = call.functions().value(List.of(source), Map.of(), call.nested("cp.cache_file"));
            return Optional.ofNullable(cached)
                    .filter(path -> path instanceof String text && !text.isEmpty())
                    .map(Object::toString)
                    .orElseThrow(() -> new InvocationError("Unable to retrieve " + source));
        }
        if (!source.startsWith("/")) {
            throw new InvocationError(
                    "Path " + source + " for package " + pkg + " is either not absolute or an invalid protocol");
        }
        return source;
    }
}
