package dev.brine.engine.runners;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.client.LocalCalls;
import dev.brine.engine.target.Target;
import dev.brine.engine.target.TargetType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which minions are there. Salt 3006: runners/manage.py. */
@Module("manage")
public final class ManageRunner {
    private final LocalCalls local;
    private final Supplier<? extends Collection<String>> accepted;
    private final Supplier<? extends Collection<String>> present;

    ManageRunner(
            LocalCalls local,
            Supplier<? extends Collection<String>> accepted,
            Supplier<? extends Collection<String>> present) {
        this.local = local;
        this.accepted = accepted;
        this.present = present;
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
        TargetType type = TargetType.of(tgtType)
                .orElseThrow(() -> new FunctionError("tgt_type '" + tgtType + "' is unknown; known: glob, pcre, list,"
                        + " grain, grain_pcre, pillar, pillar_exact, pillar_pcre, nodegroup, compound, ipcidr"));
        Target target = new Target(tgt, type, ":");
        LocalCalls.Result result = timeout == null || gatherJobTimeout == null
                ? local.call(target, "test.ping", List.of(), call.user())
                : local.call(
                        target,
                        "test.ping",
                        List.of(),
                        call.user(),
                        Duration.ofSeconds(timeout),
                        Duration.ofSeconds(gatherJobTimeout));
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
        if (removekeys) {
            throw new FunctionError("removekeys is not supported: look at the list, then use salt-key -d");
        }
        return part("down", tgt, tgtType, timeout, gatherJobTimeout, call);
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
                    Print a list of all minions that are up according to the master's presence detection (no commands are sent)

                    CLI Example:

                        salt-run manage.present
                    """)
    public List<Object> present(@Arg(dflt = "None") @Nullable List<Object> subset) {
        return new ArrayList<>(new TreeSet<>(present.get())
                .stream().filter(id -> subset == null || subset.contains(id)).toList());
    }

    @Fn(doc = """
                    Print a list of all minions that are not up according to the master's presence detection (no commands are sent)

                    CLI Example:

                        salt-run manage.not_present
                    """)
    public List<Object> notPresent(@Arg(dflt = "None") @Nullable List<Object> subset) {
        Collection<String> here = present.get();
        return new ArrayList<>(new TreeSet<>(accepted.get())
                .stream()
                        .filter(id -> !here.contains(id) && (subset == null || subset.contains(id)))
                        .toList());
    }

    @Fn(doc = """
                    Print a list of all minions that are up according to the master's presence detection

                    CLI Example:

                        salt-run manage.alived
                    """)
    public List<Object> alived(@Arg(dflt = "None") @Nullable List<Object> subset) {
        return present(subset);
    }

    @Fn(doc = """
                    Print a list of all minions that are down according to the master's presence detection

                    CLI Example:

                        salt-run manage.not_alived
                    """)
    public List<Object> notAlived(@Arg(dflt = "None") @Nullable List<Object> subset) {
        return notPresent(subset);
    }
}
