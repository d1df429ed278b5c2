package dev.brine.states.orchestrate;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.plugin.MasterParts;
import dev.brine.states.run.Pauses;
import org.jspecify.annotations.Nullable;

/** {@code state.pause} and its kin: holding an orchestration that runs, letting it go on, ending it. */
@Module("state")
public final class OrchestrationHolds {
    private final MasterParts master;

    OrchestrationHolds(MasterParts master) {
        this.master = master;
    }

    private Pauses pauses(String jid) {
        return Pauses.of(master.host().config().paths().cache(), jid);
    }

    @Fn(name = "pause", doc = """
            Hold a running orchestration before its next state.

            jid: the orchestration's job id; state_id: only before that state; duration: for so many seconds

            CLI Example:

                salt-run state.pause 20171130110407769519
                salt-run state.pause 20171130110407769519 vim 20
            """)
    @Fn(name = "set_pause", doc = "The same as state.pause.")
    public void pause(
            String jid, @Arg(dflt = "None") @Nullable String stateId, @Arg(dflt = "None") @Nullable Long duration) {
        pauses(jid).pause(stateId, duration);
    }

    @Fn(name = "resume", doc = """
            Let a held orchestration go on.

            jid: the orchestration's job id; state_id: only the hold before that state

            CLI Example:

                salt-run state.resume 20171130110407769519
            """)
    @Fn(name = "rm_pause", doc = "The same as state.resume.")
    public void resume(String jid, @Arg(dflt = "None") @Nullable String stateId) {
        pauses(jid).resume(stateId);
    }

    @Fn(doc = """
            End a running orchestration before its next state.

            jid: the orchestration's job id; state_id: only before that state

            CLI Example:

                salt-run state.soft_kill 20171130110407769519
            """)
    public void softKill(String jid, @Arg(dflt = "None") @Nullable String stateId) {
        pauses(jid).softKill(stateId);
    }
}
