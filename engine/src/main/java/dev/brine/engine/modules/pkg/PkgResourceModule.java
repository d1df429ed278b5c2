package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code pkg_resource}: what the {@code pkg} modules of all systems share. */
@Module("pkg_resource")
public final class PkgResourceModule {

    @Fn(doc = """
            Return the version of an installed package, empty when it is not installed; a map for several names or a pattern.

            names: package names
            """)
    public Object version(
            @Arg(rest = true) List<Object> names, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        return Optional.ofNullable(call.functions().value(names, kwargs, call.nested("pkg.version")))
                .orElse("");
    }

    @Fn(doc = """
            Compare two versions.

            ver1, ver2: the versions
            oper: one of == != >= <= > <
            ignore_epoch: leave the part before the colon out
            """)
    public boolean versionCompare(
            String ver1, String oper, String ver2, @Arg(dflt = "False") boolean ignoreEpoch, Call call) {
        if (!List.of("==", "!=", ">=", "<=", ">", "<").contains(oper)) {
            throw new InvocationError("Invalid operator '" + oper + "' for version comparison");
        }
        return new Wanted(oper, ver2).fits(ver1, (a, b) -> compare(a, b, call), ignoreEpoch);
    }

    private static int compare(String a, String b, Call call) {
        Object order = call.functions().value(new ArrayList<>(List.of(a, b)), Map.of(), call.nested("pkg.version_cmp"));
        return order instanceof Number number ? number.intValue() : 0;
    }

    @Fn(doc = """
            Return a list of maps from package to source as one map.

            sources: the list
            normalize: accepted as Salt accepts it
            """)
    public Map<String, Object> packSources(List<Object> sources, @Arg(dflt = "True") boolean normalize) {
        return new LinkedHashMap<>(Targets.packed(sources, UnaryOperator.identity()));
    }

    @Fn(doc = """
            Return a map of packages with their lists of versions joined by commas.

            pkgs: the map
            """)
    public Map<String, Object> stringify(Map<String, Object> pkgs) {
        Map<String, Object> joined = new LinkedHashMap<>();
        pkgs.forEach((name, versions) -> joined.put(
                name,
                versions instanceof List<?> list
                        ? String.join(",", list.stream().map(String::valueOf).toList())
                        : versions));
        return joined;
    }

    @Fn(doc = """
            Return a version without what does not count.

            verstr: the version
            """)
    public @Nullable Object versionClean(@Nullable Object verstr) {
        return verstr;
    }
}
