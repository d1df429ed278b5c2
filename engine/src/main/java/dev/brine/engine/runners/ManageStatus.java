package dev.brine.engine.runners;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.client.LocalCalls;
import dev.brine.engine.client.MasterCalls;
import dev.brine.engine.event.Cause;
import dev.brine.engine.target.Expected;
import dev.brine.engine.target.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code manage}: which minions answer, by asking them. */
@Module("manage")
public final class ManageStatus {
    private final LocalCalls local;
    private final Function<Target, Expected> expected;
    private final MasterCalls wheel;

    ManageStatus(LocalCalls local, Function<Target, Expected> expected, MasterCalls wheel) {
        this.local = local;
        this.expected = expected;
        this.wheel = wheel;
    }

    @Fn(doc = """
                    Print the status of all known salt minions

                    CLI Example:

                        salt-run manage.status
                        salt-run manage.status tgt="webservers" tgt_type="nodegroup"
                    """)
    public Map<String, Object> status(
            @Arg(dflt = "True") boolean output,
            @Arg(dflt = "'*'") Object tgt,
            @Arg(dflt = "'glob'") String tgtType,
            @Arg(dflt = "None") @Nullable Long timeout,
            @Arg(dflt = "None") @Nullable Long gatherJobTimeout,
            Call call)
            throws InterruptedException {
        Target target = RunnerTarget.of(tgt, tgtType);
        LocalCalls.Result result = local.call(
                target,
                "test.ping",
                List.of(),
                call.user(),
                timeout == null ? local.timeout() : Duration.ofSeconds(timeout),
                gatherJobTimeout == null ? local.gatherTimeout() : Duration.ofSeconds(gatherJobTimeout));
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("up", new ArrayList<>(result.returns().keySet()));
        status.put("down", result.silent());
        return status;
    }

    @Fn(doc = """
                    Print a list of all of the minions that are up

                    CLI Example:

                        salt-run manage.up
                    """)
    public Object up(
            @Arg(dflt = "'*'") Object tgt,
            @Arg(dflt = "'glob'") String tgtType,
            @Arg(dflt = "None") @Nullable Long timeout,
            @Arg(dflt = "None") @Nullable Long gatherJobTimeout,
            Call call)
            throws InterruptedException {
        return part("up", tgt, tgtType, timeout, gatherJobTimeout, call);
    }

    @Fn(doc = """
                    Print a list of all the down or unresponsive salt minions

                    CLI Example:

                        salt-run manage.down
                    """)
    public Object down(
            @Arg(dflt = "False") boolean removekeys,
            @Arg(dflt = "'*'") Object tgt,
            @Arg(dflt = "'glob'") String tgtType,
            @Arg(dflt = "None") @Nullable Long timeout,
            @Arg(dflt = "None") @Nullable Long gatherJobTimeout,
            Call call)
            throws InterruptedException {
        Object down = part("down", tgt, tgtType, timeout, gatherJobTimeout, call);
        if (removekeys && down instanceof List<?> ids) {
            ids.forEach(id -> wheel.call("key.delete", List.of(id), Map.of(), call.user(), Cause.NONE));
        }
        return down;
    }

    private Object part(
            String which,
            Object tgt,
            String tgtType,
            @Nullable Long timeout,
            @Nullable Long gatherJobTimeout,
            Call call)
            throws InterruptedException {
        Object part =
                status(false, tgt, tgtType, timeout, gatherJobTimeout, call).get(which);
        return part == null ? List.of() : part;
    }

    @Fn(doc = """
                    Print which minions are expected to answer a target; nothing is sent to any of them

                    tgt: the target
                    tgt_type: its kind (default glob)

                    CLI Example:

                        salt-run manage.expected 'G@os:Debian and web*' tgt_type=compound
                    """)
    public List<Object> expected(
            @Arg(dflt = "'*'") Object tgt, @Arg(dflt = "'glob'") String tgtType, @Arg(dflt = "':'") String delimiter) {
        return new ArrayList<>(RunnerTarget.expected(expected, RunnerTarget.of(tgt, tgtType, delimiter))
                .minions());
    }

    @Fn(doc = """
                    Accept the keys of minions whose fingerprint salt-ssh has read there. Not available: there is no salt-ssh

                    CLI Example:

                        salt-run manage.safe_accept my_minion
                    """)
    public Object safeAccept(Object target, @Arg(dflt = "'glob'") String tgtType) {
        throw new FunctionError(
                "manage.safe_accept reads fingerprints over salt-ssh, which is not there: compare the output of"
                        + " 'salt-key -f ID' with 'salt-call --local key.finger' of the minion, then use 'salt-key -a ID'");
    }
}
