package dev.brine.engine.modules.service;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code service} with systemd: starting, stopping, enabling. {@link SystemdUnits} tells what there is, {@link SystemdMasks} masks. */
@Module("service")
public final class SystemdModule {
    private final Systemctl systemctl;
    private final SystemdMasks masks;

    SystemdModule(Systemctl systemctl, SystemdMasks masks) {
        this.systemctl = systemctl;
        this.masks = masks;
    }

    @Fn(doc = """
            Start a service.

            name: the service
            no_block: do not wait for it
            unmask, unmask_runtime: unmask it first
            """)
    public boolean start(
            String name,
            @Arg(dflt = "False") boolean noBlock,
            @Arg(dflt = "False") boolean unmask,
            @Arg(dflt = "False") boolean unmaskRuntime) {
        return change("start", name, noBlock, unmask, unmaskRuntime);
    }

    @Fn(doc = """
            Stop a service and return whether that worked.

            name: the service
            no_block: do not wait for it; by default only for the minion itself
            """)
    public boolean stop(String name, @Arg(dflt = "None") @Nullable Boolean noBlock, Call call) {
        systemctl.noticeChanges(name);
        CommandRunner.Result result = systemctl.act("stop", name, block(name, noBlock), null);
        call.retcode(result.retcode());
        return result.ok();
    }

    @Fn(doc = """
            Restart a service.

            name: the service
            no_block: do not wait for it; by default only for the minion itself
            unmask, unmask_runtime: unmask it first
            """)
    public boolean restart(
            String name,
            @Arg(dflt = "None") @Nullable Boolean noBlock,
            @Arg(dflt = "False") boolean unmask,
            @Arg(dflt = "False") boolean unmaskRuntime) {
        return change("restart", name, block(name, noBlock), unmask, unmaskRuntime);
    }

    @Fn(doc = """
            Have a service read its configuration again.

            name: the service
            no_block: do not wait for it
            unmask, unmask_runtime: unmask it first
            """)
    public boolean reload(
            String name,
            @Arg(dflt = "False") boolean noBlock,
            @Arg(dflt = "False") boolean unmask,
            @Arg(dflt = "False") boolean unmaskRuntime) {
        return change("reload", name, noBlock, unmask, unmaskRuntime);
    }

    @Fn(doc = """
            Have a service read its configuration again, or restart it if it cannot do that.

            name: the service
            no_block: do not wait for it
            unmask, unmask_runtime: unmask it first
            """)
    public boolean forceReload(
            String name,
            @Arg(dflt = "True") boolean noBlock,
            @Arg(dflt = "False") boolean unmask,
            @Arg(dflt = "False") boolean unmaskRuntime) {
        return change("force-reload", name, noBlock, unmask, unmaskRuntime);
    }

    private boolean change(String action, String name, boolean noBlock, boolean unmask, boolean unmaskRuntime) {
        systemctl.noticeChanges(name);
        unmaskFirst(name, unmask, unmaskRuntime, null);
        failed(systemctl.act(action, name, noBlock, null));
        return true;
    }

    private void unmaskFirst(String name, boolean unmask, boolean unmaskRuntime, @Nullable String root) {
        if (unmask) {
            masks.unmask(name, false, root);
        }
        if (unmaskRuntime) {
            masks.unmask(name, true, root);
        }
    }

    /** Salt 3006: a minion that restarts itself must not wait for its own end. */
    private static boolean block(String name, @Nullable Boolean noBlock) {
        return noBlock == null ? Systemctl.unit(name).equals("salt-minion.service") : noBlock;
    }

    private static void failed(CommandRunner.Result result) {
        if (!result.ok()) {
            // systemd-run tells the name of its scope among the errors
            throw new FunctionError(Arrays.stream(result.stderr().split("\n"))
                    .filter(line -> !line.endsWith(".scope"))
                    .collect(Collectors.joining("\n"))
                    .strip());
        }
    }

    @Fn(doc = """
            Have a service start at boot.

            name: the service
            no_block: do not wait
            unmask, unmask_runtime: unmask it first
            root: for the system below this directory
            """)
    public boolean enable(
            String name,
            @Arg(dflt = "False") boolean noBlock,
            @Arg(dflt = "False") boolean unmask,
            @Arg(dflt = "False") boolean unmaskRuntime,
            @Arg(dflt = "None") @Nullable String root,
            @Arg(rest = true) Map<String, Object> kwargs) {
        systemctl.noticeChanges(name);
        unmaskFirst(name, unmask, unmaskRuntime, root);
        if (systemctl.scripts(root).contains(name)) {
            return script(List.of("-f", name, "defaults", "99"), List.of(name, "on"));
        }
        failed(systemctl.act("enable", name, noBlock, root));
        return true;
    }

    @Fn(doc = """
            Have a service not start at boot and return whether that worked.

            name: the service
            no_block: do not wait
            root: for the system below this directory
            """)
    public boolean disable(
            String name,
            @Arg(dflt = "False") boolean noBlock,
            @Arg(dflt = "None") @Nullable String root,
            @Arg(rest = true) Map<String, Object> kwargs) {
        systemctl.noticeChanges(name);
        if (systemctl.scripts(root).contains(name)) {
            return script(List.of("-f", name, "remove"), List.of(name, "off"));
        }
        return systemctl.act("disable", name, noBlock, root).ok();
    }

    private boolean script(List<String> updateRc, List<String> chkconfig) {
        boolean debian = systemctl.host().which("update-rc.d").isPresent();
        if (!debian && systemctl.host().which("chkconfig").isEmpty()) {
            throw new FunctionError("Unable to find sysv service manager (tried update-rc.d, chkconfig)");
        }
        List<String> command = new ArrayList<>();
        if (systemctl.scoped()) {
            command.addAll(List.of("systemd-run", "--scope"));
        }
        command.add(debian ? "update-rc.d" : "chkconfig");
        command.addAll(debian ? updateRc : chkconfig);
        return systemctl.host().run(command).ok();
    }
}
