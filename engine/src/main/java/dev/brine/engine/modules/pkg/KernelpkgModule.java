package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.PythonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code kernelpkg}: packages of the kernel. What differs from family to family is behind {@link Kernels}. */
@Module("kernelpkg")
public final class KernelpkgModule {
    private final PackageParts parts;
    private final Kernels kernels;

    KernelpkgModule(PackageParts parts, Kernels kernels) {
        this.parts = parts;
        this.kernels = kernels;
    }

    @Fn(doc = "Return the version of the kernel that runs.")
    public String active(Call call) {
        String release = parts.grain("kernelrelease");
        boolean known = call.functions().table().find("pkg.normalize_name").isPresent();
        return known
                ? PythonText.str(call.functions().value(List.of(release), Map.of(), call.nested("pkg.normalize_name")))
                : release;
    }

    @Fn(doc = "Return the versions of the installed kernels, oldest first.")
    public List<Object> listInstalled(Call call) {
        return new ArrayList<>(installed(call));
    }

    private List<String> installed(Call call) {
        return kernels.installed(active(call), call).stream()
                .sorted(KernelVersion.ORDER)
                .toList();
    }

    @Fn(
            doc =
                    "Return the version of the latest kernel in the repositories; that of the latest installed one when there is no newer.")
    public @Nullable String latestAvailable(Call call) {
        String latest = kernels.available(active(call), call);
        return latest.isEmpty() ? latestInstalled(call) : latest;
    }

    @Fn(doc = "Return the version of the latest installed kernel.")
    public @Nullable String latestInstalled(Call call) {
        List<String> all = installed(call);
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    private String latest(Call call) {
        String latest = latestInstalled(call);
        if (latest == null) {
            throw new FunctionError(
                    "no package of a kernel is installed that suits the one that runs: " + active(call));
        }
        return latest;
    }

    @Fn(doc = "Return whether a later kernel is installed than the one that runs.")
    public boolean needsReboot(Call call) {
        return KernelVersion.ORDER.compare(active(call), latest(call)) < 0;
    }

    @Fn(doc = "Return whether the repositories have a later kernel than the latest installed one.")
    public boolean upgradeAvailable(Call call) {
        String available = latestAvailable(call);
        return available != null && KernelVersion.ORDER.compare(available, latest(call)) > 0;
    }

    @Fn(doc = """
            Install the latest kernel.

            reboot: reboot the host when that is needed for it
            at_time: when: minutes from now, or a time of the day
            """)
    public Map<String, Object> upgrade(
            @Arg(dflt = "False") boolean reboot, @Arg(dflt = "None") @Nullable Object atTime, Call call) {
        Object changes = kernels.upgrade(PythonText.str(latestAvailable(call)), call);
        boolean needed = needsReboot(call);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("upgrades", changes);
        answer.put("active", active(call));
        answer.put("latest_installed", latestInstalled(call));
        answer.put("reboot_requested", reboot);
        answer.put("reboot_required", needed);
        if (reboot && needed) {
            Map<String, Object> when = new LinkedHashMap<>();
            when.put("at_time", atTime);
            call.functions().value(List.of(), when, call.nested("system.reboot"));
        }
        return answer;
    }

    @Fn(doc = """
            Remove a kernel; not the one that runs.

            release: its version
            """)
    public Map<String, Object> remove(String release, Call call) {
        if (!installed(call).contains(release)) {
            throw new FunctionError("Kernel release '" + release + "' is not installed");
        }
        if (release.equals(active(call))) {
            throw new FunctionError("Active kernel cannot be removed");
        }
        return removed(List.of(kernels.remove(release, call)));
    }

    @Fn(doc = """
            Remove all kernels but the one that runs.

            keep_latest: keep the latest one, too
            """)
    public Map<String, Object> cleanup(@Arg(dflt = "True") boolean keepLatest, Call call) {
        List<Object> gone = new ArrayList<>();
        String running = active(call);
        List<String> all = installed(call);
        for (String release : all) {
            boolean kept = keepLatest && release.equals(all.get(all.size() - 1));
            if (!release.equals(running) && !kept) {
                gone.add(kernels.remove(release, call));
            }
        }
        return removed(gone);
    }

    private static Map<String, Object> removed(List<?> packages) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("removed", new ArrayList<Object>(packages));
        return answer;
    }
}
