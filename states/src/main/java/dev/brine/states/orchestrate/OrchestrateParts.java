package dev.brine.states.orchestrate;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code state.orchestrate_single} and {@code state.orchestrate_high}: one state, or states that are in no file. */
@Module("state")
public final class OrchestrateParts {
    private final MasterRun run;

    OrchestrateParts(MasterRun run) {
        this.run = run;
    }

    @Fn(doc = """
            Run one state function on the master.

            fun: its name; name: its name argument; further arguments are the state's

            CLI Example:

                salt-run state.orchestrate_single fun=salt.wheel name=key.list_all
            """)
    public Object orchestrateSingle(
            String fun,
            String name,
            @Arg(dflt = "None") @Nullable Object test,
            @Arg(dflt = "False") Object queue,
            @Arg(dflt = "None") @Nullable Object pillar,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        Map<String, Object> all = MasterRun.options(null, test, pillar, null);
        all.putAll(kwargs);
        return run.progress(run.states(call).single(fun, name, all, call.nested("state.single")), call);
    }

    @Fn(doc = """
            Run high data on the master.

            data: ids to declarations

            CLI Example:

                salt-run state.orchestrate_high '{stage_one: {salt.state: [{tgt: "db*"}, {sls: [ldap_server]}]}}'
            """)
    public Object orchestrateHigh(
            Map<String, Object> data,
            @Arg(dflt = "None") @Nullable Object test,
            @Arg(dflt = "False") Object queue,
            @Arg(dflt = "None") @Nullable Object pillar,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        Map<String, Object> all = MasterRun.options(null, test, pillar, null);
        all.putAll(kwargs);
        return run.progress(run.states(call).high(data, all, call.nested("state.high")), call);
    }
}
