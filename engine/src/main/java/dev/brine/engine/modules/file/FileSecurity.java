package dev.brine.engine.modules.file;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Host;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code file}: SELinux contexts, by the programs of the host. */
@Module("file")
public final class FileSecurity {
    private final Host host;

    FileSecurity(Host host) {
        this.host = host;
    }

    private CommandRunner.Result run(List<String> words, Call call) {
        CommandRunner.Result result = host.run(words);
        call.retcode(result.retcode());
        return result;
    }

    @Fn(doc = """
            Return the SELinux context of a path, or that there is none.

            path: the path
            """)
    public String getSelinuxContext(String path, Call call) {
        CommandRunner.Result result = run(List.of("stat", "-c", "%C", path), call);
        return result.ok() ? result.stdout() : "No selinux context information is available for " + path;
    }

    @Fn(doc = """
            Set the SELinux context of a path and return it; False when that is not possible.

            path: the path
            user, role, type, range: the parts of the context; what is not given stays
            persist: keep it in the policy; not possible here, as there is no module selinux
            """)
    public Object setSelinuxContext(
            String path,
            @Arg(dflt = "None") @Nullable String user,
            @Arg(dflt = "None") @Nullable String role,
            @Arg(dflt = "None") @Nullable String type,
            @Arg(dflt = "None") @Nullable String range,
            @Arg(dflt = "False") boolean persist,
            Call call) {
        List<String> words = new ArrayList<>(List.of("chcon"));
        part(words, "-u", user);
        part(words, "-r", role);
        part(words, "-t", type);
        part(words, "-l", range);
        if (words.size() == 1) {
            return false;
        }
        if (persist) {
            throw new FunctionError("'selinux.fcontext_add_policy' is not available.");
        }
        words.add(path);
        return run(words, call).ok() ? getSelinuxContext(path, call) : false;
    }

    private static void part(List<String> words, String flag, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            words.addAll(List.of(flag, value));
        }
    }

    @Fn(doc = """
            Give a path the SELinux context that the policy has for it and return whether that worked.

            path: the path
            recursive: with all below it
            """)
    public boolean restorecon(String path, @Arg(dflt = "False") boolean recursive, Call call) {
        return run(List.of("restorecon", recursive ? "-FR" : "-F", path), call).ok();
    }
}
