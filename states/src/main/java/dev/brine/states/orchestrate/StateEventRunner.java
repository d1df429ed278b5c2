package dev.brine.states.orchestrate;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import org.jspecify.annotations.Nullable;

/** {@code state.event}, which the command salt-run does itself. */
@Module("state")
public final class StateEventRunner {

    @Fn(doc = """
            Watch the master's event bus, one line for each event. Works with salt-run only, which reads the bus itself.

            tagmatch: a tag, a glob or a regular expression; count: how many events (-1 without end)
            pretty: indent; quiet: print nothing; sock_dir: another socket directory; node: minion for a minion's own bus

            CLI Example:

                salt-run state.event pretty=True
                salt-run state.event 'salt/job/*/ret/*' count=10
            """)
    public Object event(
            @Arg(dflt = "'*'") String tagmatch,
            @Arg(dflt = "-1") long count,
            @Arg(dflt = "False") boolean quiet,
            @Arg(dflt = "None") @Nullable String sockDir,
            @Arg(dflt = "False") boolean pretty,
            @Arg(dflt = "'master'") String node) {
        throw new FunctionError(
                "state.event prints on the terminal of salt-run; inside of the master subscribe to the bus");
    }
}
