package dev.brine.engine.modules;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ps}: processes of the host. */
@Module("ps")
public final class PsModule {

    @Fn(doc = "Return the ids of all processes.")
    public List<Object> getPidList() {
        List<Object> pids = new ArrayList<>();
        ProcessHandle.allProcesses().forEach(process -> pids.add(process.pid()));
        return pids;
    }

    @Fn(doc = """
            Return the ids of the processes whose program's name holds a text; None when there is none.

            pattern: the text
            user: of this account only
            full: look in the whole command line
            """)
    public @Nullable List<Object> pgrep(
            String pattern, @Arg(dflt = "None") @Nullable String user, @Arg(dflt = "False") boolean full) {
        List<Object> pids = new ArrayList<>();
        ProcessHandle.allProcesses()
                .filter(process ->
                        user == null || process.info().user().orElse("").equals(user))
                .filter(process -> text(process, full).contains(pattern))
                .forEach(process -> pids.add(process.pid()));
        return pids.isEmpty() ? null : pids;
    }

    private static String text(ProcessHandle process, boolean full) {
        String command = process.info().command().orElse("");
        return full ? process.info().commandLine().orElse(command) : command.substring(command.lastIndexOf('/') + 1);
    }

    @Fn(doc = """
            Send a signal to a process.

            pid: its id
            signal: the number
            """)
    public boolean killPid(long pid, @Arg(dflt = "15") long signal) throws InterruptedException {
        try {
            return new ProcessBuilder("kill", "-" + signal, String.valueOf(pid))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            throw new FunctionError("cannot run kill: " + e.getMessage(), e);
        }
    }

    @Fn(doc = "Return the number of processors.")
    public long numCpus() {
        return Runtime.getRuntime().availableProcessors();
    }
}
