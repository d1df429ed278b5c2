package dev.brine.states.orchestrate;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import org.jspecify.annotations.Nullable;

/** {@code state.orchestrate_show_sls}: what would run. */
@Module("state")
public final class OrchestrateShow {
    private final MasterRun run;

    OrchestrateShow(MasterRun run) {
        this.run = run;
    }

    @Fn(name = "orchestrate_show_sls", doc = """
            Show what state.orchestrate would run, as high data.

            mods: names of SLS files

            CLI Example:

                salt-run state.orch_show_sls webserver pillar='{"this": "that"}'
            """)
    @Fn(name = "orch_show_sls", doc = "The same as state.orchestrate_show_sls.")
    public Object orchestrateShowSls(
            Object mods,
            @Arg(dflt = "'base'") @Nullable String saltenv,
            @Arg(dflt = "None") @Nullable Object test,
            @Arg(dflt = "False") Object queue,
            @Arg(dflt = "None") @Nullable Object pillar,
            @Arg(dflt = "None") @Nullable String pillarenv,
            @Arg(dflt = "None") @Nullable String pillarEnc,
            Call call) {
        return run.byMaster(run.states(call)
                .showSls(mods, MasterRun.options(saltenv, test, pillar, pillarenv), call.nested("state.show_sls")));
    }
}
