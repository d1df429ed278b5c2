package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.modules.host.PythonText;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Debian's kernels: a package for each version, {@code linux-image-6.1.0-20-amd64}. */
final class AptKernels implements Kernels {
    private static final String PREFIX = "linux-image-";
    private static final Pattern RELEASE = Pattern.compile("[\\d.-]+-(.+)");
    private static final Pattern META = Pattern.compile("(\\d+\\.\\d+\\.\\d+)\\.(\\d+).*");

    private static String type(String active) {
        Matcher release = RELEASE.matcher(active);
        if (!release.matches()) {
            throw new FunctionError("the kernel that runs, " + active + ", is none of Debian's packages");
        }
        return release.group(1);
    }

    @Override
    public List<String> installed(String active, Call call) {
        Pattern wanted = Pattern.compile(PREFIX + "([\\d.-]+-" + Pattern.quote(type(active)) + ")");
        Object all = call.functions().value(List.of(), Map.of("versions_as_list", true), call.nested("pkg.list_pkgs"));
        return all instanceof Map<?, ?> packages
                ? packages.keySet().stream()
                        .map(name -> wanted.matcher(PythonText.str(name)))
                        .filter(Matcher::matches)
                        .map(name -> name.group(1))
                        .toList()
                : List.of();
    }

    /** The package that stands for the latest kernel has a version such as 5.15.0.105.102. */
    @Override
    public String available(String active, Call call) {
        String latest = PythonText.str(
                call.functions().value(List.of(PREFIX + type(active)), Map.of(), call.nested("pkg.latest_version")));
        Matcher version = META.matcher(latest);
        if (latest.isEmpty()) {
            return "";
        }
        if (!version.matches()) {
            throw new FunctionError("the version " + latest + " of " + PREFIX + type(active)
                    + " does not tell which kernel it stands for");
        }
        return version.group(1) + "-" + version.group(2) + "-" + type(active);
    }

    @Override
    public Object upgrade(String latest, Call call) {
        Object changes = call.functions().value(List.of(), Map.of("name", PREFIX + latest), call.nested("pkg.install"));
        return changes == null ? Map.of() : changes;
    }

    @Override
    public String remove(String release, Call call) {
        call.functions().value(List.of(PREFIX + release), Map.of(), call.nested("pkg.purge"));
        return PREFIX + release;
    }
}
