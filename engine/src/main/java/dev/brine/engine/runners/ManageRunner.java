package dev.brine.engine.runners;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.client.LocalCalls;
import dev.brine.engine.client.MasterCalls;
import dev.brine.engine.event.Cause;
import dev.brine.engine.grains.SaltVersion;
import dev.brine.engine.target.Expected;
import dev.brine.engine.target.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which minions are there. Salt 3006: runners/manage.py. */
@Module("manage")
public final class ManageRunner {
    private final LocalCalls local;
    private final Supplier<? extends Collection<String>> accepted;
    private final Supplier<? extends Collection<String>> present;
    private final Function<Target, Expected> expected;
    private final MasterCalls wheel;

    ManageRunner(
            LocalCalls local,
            Supplier<? extends Collection<String>> accepted,
            Supplier<? extends Collection<String>> present,
            Function<Target, Expected> expected,
            MasterCalls wheel) {
        this.local = local;
        this.expected = expected;
        this.wheel = wheel;
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

    @Fn(doc = """
                    Print a list of all minions that are up according to the master's presence detection

                    CLI Example:

                        salt-run manage.list_state
                    """)
    public List<Object> listState(@Arg(dflt = "None") @Nullable List<Object> subset) {
        return present(subset);
    }

    @Fn(doc = """
                    Print a list of all minions that are up according to the master's presence detection

                    CLI Example:

                        salt-run manage.joined
                    """)
    public List<Object> joined(@Arg(dflt = "None") @Nullable List<Object> subset) {
        return present(subset);
    }

    @Fn(doc = """
                    Print a list of all minions that are up according to the master's presence detection

                    CLI Example:

                        salt-run manage.allowed
                    """)
    public List<Object> allowed(@Arg(dflt = "None") @Nullable List<Object> subset) {
        return present(subset);
    }

    @Fn(doc = """
                    Print a list of all minions that are up according to the master's presence detection

                    CLI Example:

                        salt-run manage.reaped
                    """)
    public List<Object> reaped(@Arg(dflt = "None") @Nullable List<Object> subset) {
        return present(subset);
    }

    @Fn(doc = """
                    Print a list of all minions that are not up according to the master's presence detection

                    CLI Example:

                        salt-run manage.list_not_state
                    """)
    public List<Object> listNotState(@Arg(dflt = "None") @Nullable List<Object> subset) {
        return notPresent(subset);
    }

    @Fn(doc = """
                    Print a list of all minions that are not up according to the master's presence detection

                    CLI Example:

                        salt-run manage.not_joined
                    """)
    public List<Object> notJoined(@Arg(dflt = "None") @Nullable List<Object> subset) {
        return notPresent(subset);
    }

    @Fn(doc = """
                    Print a list of all minions that are not up according to the master's presence detection

                    CLI Example:

                        salt-run manage.not_allowed
                    """)
    public List<Object> notAllowed(@Arg(dflt = "None") @Nullable List<Object> subset) {
        return notPresent(subset);
    }

    @Fn(doc = """
                    Print a list of all minions that are not up according to the master's presence detection

                    CLI Example:

                        salt-run manage.not_reaped
                    """)
    public List<Object> notReaped(@Arg(dflt = "None") @Nullable List<Object> subset) {
        return notPresent(subset);
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

    @Fn(doc = """
                    Check the versions of minions against the master's

                    CLI Example:

                        salt-run manage.versions
                    """)
    public Map<String, Object> versions(Call call) throws InterruptedException {
        LocalCalls.Result result = local.call(Target.glob("*"), "test.version", List.of(), call.user());
        Map<Integer, Map<String, Object>> found = new TreeMap<>();
        result.returns().forEach((id, data) -> {
            boolean told =
                    data.get("return") instanceof String && Long.valueOf(0).equals(data.getOrDefault("retcode", 0L));
            String version = String.valueOf(data.get("return"));
            int newer = told ? Integer.signum(compare(version, SaltVersion.TEXT)) : -2;
            found.computeIfAbsent(newer, n -> new TreeMap<>()).put(id, told ? version : (Object) false);
        });
        result.silent()
                .forEach(id -> found.computeIfAbsent(-2, n -> new TreeMap<>()).put(id, false));
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("Master", SaltVersion.TEXT);
        found.forEach((newer, minions) -> shown.put(
                switch (newer) {
                    case -2 -> "Minion offline";
                    case -1 -> "Minion requires update";
                    case 0 -> "Up to date";
                    default -> "Minion newer than master";
                },
                minions));
        return shown;
    }

    /** By the numbers in front, as Salt counts releases: 3006.9 is older than 3006.16. */
    private static int compare(String one, String other) {
        List<Integer> left = numbers(one);
        List<Integer> right = numbers(other);
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            int step = Integer.compare(i < left.size() ? left.get(i) : 0, i < right.size() ? right.get(i) : 0);
            if (step != 0) {
                return step;
            }
        }
        return 0;
    }

    private static List<Integer> numbers(String version) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : version.split("\\.", -1)) {
            String digits = part.replaceFirst("[^0-9].*", "");
            if (digits.isEmpty() || digits.length() > 9) {
                break;
            }
            numbers.add(Integer.valueOf(digits));
        }
        return numbers;
    }
}
