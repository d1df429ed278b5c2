package dev.brine.states.orchestrate;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code state.orchestrate} and its other names: SLS files, in order. */
@Module("state")
public final class OrchestrateSls {
    private static final String SAME = "The same as state.orchestrate.";

    private final MasterRun run;

    OrchestrateSls(MasterRun run) {
        this.run = run;
    }

    @Fn(name = "orchestrate", doc = """
            Apply SLS files on the master: states that run jobs on minions, in order, each after what it requires.

            mods: names of SLS files, a list or separated by commas
            saltenv: the environment of the files (default base)
            test: True changes nothing and says what would change
            exclude: SLS files or ids to leave out
            pillar: values for this run; pillarenv: environment of the pillar
            orchestration_jid: the job id to run under

            CLI Example:

                salt-run state.orchestrate webserver
                salt-run state.orch webserver pillar='{"version": 2}' test=True
            """)
    @Fn(name = "orch", doc = SAME)
    @Fn(name = "sls", doc = SAME)
    public Object orchestrate(
            Object mods,
            @Arg(dflt = "'base'") @Nullable String saltenv,
            @Arg(dflt = "None") @Nullable Object test,
            @Arg(dflt = "None") @Nullable Object exclude,
            @Arg(dflt = "None") @Nullable Object pillar,
            @Arg(dflt = "None") @Nullable String pillarenv,
            @Arg(dflt = "None") @Nullable String pillarEnc,
            @Arg(dflt = "None") @Nullable Object orchestrationJid,
            Call call) {
        Call job = orchestrationJid == null ? call : MasterRun.under(String.valueOf(orchestrationJid), call);
        Map<String, Object> kwargs = MasterRun.options(saltenv, test, pillar, pillarenv);
        if (exclude != null) {
            kwargs.put("exclude", exclude);
        }
        Object running = run.states(job).sls(mods, kwargs, job.nested("state.sls"));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("data", run.byMaster(running));
        answer.put("outputter", "highstate");
        boolean good = CheckResult.good(answer.get("data"));
        answer.put("retcode", good ? 0L : 1L);
        call.retcode(good ? 0 : 1);
        return answer;
    }
}
