package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Failure;
import dev.brine.engine.modules.host.PythonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Red Hat's kernels: one package, {@code kernel}, of which several versions are installed beside each other. */
final class YumKernels implements Kernels {
    private static final String NAME = "kernel";

    private final PackageParts parts;

    YumKernels(PackageParts parts) {
        this.parts = parts;
    }

    @Override
    public List<String> installed(String active, Call call) {
        Object versions =
                call.functions().value(List.of(NAME), Map.of("versions_as_list", true), call.nested("pkg.version"));
        return versions instanceof List<?> list
                ? list.stream().map(PythonText::str).toList()
                : List.of();
    }

    @Override
    public String available(String active, Call call) {
        return PythonText.str(call.functions().value(List.of(NAME), Map.of(), call.nested("pkg.latest_version")));
    }

    @Override
    public Object upgrade(String latest, Call call) {
        Object changes = call.functions().value(List.of(), Map.of("name", NAME), call.nested("pkg.upgrade"));
        return changes == null ? Map.of() : changes;
    }

    /** Not through pkg.remove, which would take all versions. */
    @Override
    public String remove(String release, Call call) {
        String program = Dnf.program(parts).orElseThrow(() -> new FunctionError("DNF nor YUM found"));
        CommandRunner.Result result = parts.host()
                .run(parts.scoped("kernelpkg_linux_yum", List.of(program, "-y", "remove", NAME + "-" + release)));
        if (!result.ok()) {
            Map<String, Object> info = new LinkedHashMap<>();
            info.put("errors", new ArrayList<Object>(List.of(result.stderr())));
            info.put("changes", new LinkedHashMap<>());
            throw Failure.with("Error occurred removing package(s)", info);
        }
        return NAME + "-" + release;
    }
}
