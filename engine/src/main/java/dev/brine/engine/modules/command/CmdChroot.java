package dev.brine.engine.modules.command;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code cmd.run_chroot}: a command below another root, with the kernel's file systems mounted there meanwhile. */
@Module("cmd")
public final class CmdChroot {
    private final Execution execution;

    CmdChroot(Execution execution) {
        this.execution = execution;
    }

    @Fn(doc = """
            Run a command below another root and return {pid, retcode, stdout, stderr}. dev, proc and sys are mounted there
            meanwhile, and what the command leaves running is ended.

            root: the directory
            cmd: command line, or list of words
            cwd: working directory outside of the root
            runas, group: account and group inside
            binds: directories of the host to be seen inside, too
            hide_output: return no output""" + Execution.OPTIONS)
    public Map<String, Object> runChroot(
            String root,
            Object cmd,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(
                            rest = true,
                            known =
                                    "stdin=None, runas=None, group=None, shell=None, python_shell=True, binds=None, env=None, clean_env=False, template=None, rstrip=True, umask=None, output_encoding=None, output_loglevel='quiet', log_callback=None, hide_output=False, timeout=None, reset_system_locale=True, ignore_retcode=False, saltenv=None, use_vt=False, bg=False, success_retcodes=None, success_stdout=None, success_stderr=None")
                    Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        List<String> mounted = new ArrayList<>();
        try {
            mount(root + "/dev", "devtmpfs", "devtmpfs", "", mounted, call);
            mount(root + "/proc", "proc", "proc", "", mounted, call);
            mount(root + "/sys", "sysfs", "sysfs", "", mounted, call);
            for (Object bind : kwargs.remove("binds") instanceof List<?> binds ? binds : List.of()) {
                mount(
                        root + "/" + String.valueOf(bind).replaceFirst("^/+", ""),
                        String.valueOf(bind),
                        "",
                        "default,bind",
                        mounted,
                        call);
            }
            Object runas = kwargs.remove("runas");
            Object group = kwargs.remove("group");
            boolean hidden = Boolean.TRUE.equals(kwargs.remove("hide_output"));
            String shell = Files.isRegularFile(Path.of(root, "bin/bash")) ? "/bin/bash" : "/bin/sh";
            String line = cmd instanceof List<?> words
                    ? String.join(" ", words.stream().map(String::valueOf).toList())
                    : String.valueOf(cmd);
            List<Object> words = new ArrayList<>(List.of("chroot"));
            if (runas != null) {
                words.add("--userspec=" + runas + ":" + (group == null ? "" : group));
            }
            words.addAll(List.of(root, shell, "-c", line));
            kwargs.put("python_shell", false);
            Map<String, Object> result =
                    new LinkedHashMap<>(Execution.all(execution.run(words, cwd, kwargs, false, call), kwargs));
            // Salt 3006: the return code of what ran inside is not this job's
            call.retcode(0);
            if (hidden) {
                result.put("stdout", "");
                result.put("stderr", "");
            }
            return result;
        } finally {
            end(root);
            for (int i = mounted.size() - 1; i >= 0; i--) {
                call.functions().invoke(List.of(mounted.get(i)), Map.of(), call.nested("mount.umount"));
            }
        }
    }

    private static void mount(String at, String device, String fstype, String opts, List<String> mounted, Call call) {
        Map<String, Object> options = new LinkedHashMap<>();
        if (!fstype.isEmpty()) {
            options.put("fstype", fstype);
        }
        if (!opts.isEmpty()) {
            options.put("opts", opts);
        }
        if (Boolean.TRUE.equals(call.functions()
                .invoke(List.of(at, device), options, call.nested("mount.mount"))
                .value())) {
            mounted.add(at);
        }
    }

    /** Ends what still runs below the root; otherwise it could not be unmounted. */
    private static void end(String root) {
        Path real = Path.of(root).toAbsolutePath().normalize();
        ProcessHandle.allProcesses().filter(process -> inside(process, real)).forEach(ProcessHandle::destroyForcibly);
    }

    private static boolean inside(ProcessHandle process, Path root) {
        Path link = Path.of("/proc", String.valueOf(process.pid()), "root");
        try {
            return !root.equals(root.getRoot()) && Files.readSymbolicLink(link).equals(root);
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
