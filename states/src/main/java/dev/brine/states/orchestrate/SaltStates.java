package dev.brine.states.orchestrate;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.client.MasterCalls;
import dev.brine.engine.data.Data;
import dev.brine.engine.data.Glob;
import dev.brine.engine.event.Cause;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.Subscription;
import dev.brine.engine.plugin.MasterParts;
import dev.brine.engine.target.Target;
import dev.brine.engine.target.TargetType;
import dev.brine.states.run.Truth;
import dev.brine.states.state.StateContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code salt}: states that run jobs on minions, and runner and wheel functions on the master.
 *
 * <p>Salt 3006: states/saltmod.py. What each is going to do is told in {@code salt/run/<jid>/args}, where {@code jid} is the
 * orchestration's.
 */
@Module("salt")
public final class SaltStates {
    private static final int QUEUE = 100_000;

    private final StateContext context;
    private final MasterParts master;
    private final MinionJobs jobs;
    private final String jid;
    private final String user;

    /** @param jid the orchestration's */
    SaltStates(StateContext context, MasterParts master, MinionJobs jobs, String jid, String user) {
        this.context = context;
        this.master = master;
        this.jobs = jobs;
        this.jid = jid;
        this.user = user;
    }

    @Fn(doc = """
            Apply states on minions.

            tgt, tgt_type: which minions
            highstate, sls, top: what to apply; one of them
            test, pillar, pillarenv, saltenv, exclude, queue, concurrent: as for state.apply
            batch: so many at a time; subset: so many at random
            fail_minions: minions that may fail; allow_fail: how many others may
            expect_minions: whether a minion that does not return has failed (default True)
            timeout, ret, ret_config, ret_kwargs, failhard: as for a job""")
    public Map<String, Object> state(String name, Object tgt, @Arg(rest = true) Map<String, Object> kwargs)
            throws InterruptedException {
        Data given = Data.of("salt.state", kwargs);
        Map<String, Object> arguments = new LinkedHashMap<>();
        List<Object> words = new ArrayList<>();
        String fun;
        if (truth(given.value("highstate"))) {
            fun = "state.highstate";
        } else if (truth(given.value("top"))) {
            fun = "state.top";
            words.add(given.value("top"));
        } else if (truth(given.value("sls"))) {
            fun = "state.sls";
            words.add(commas(given.value("sls")));
        } else {
            return result(name, false, "No highstate or sls specified, no execution made");
        }
        Long allowed = number(given.all().getOrDefault("allow_fail", 0L));
        if (allowed == null) {
            return result(name, false, "Passed invalid value for 'allow_fail', must be an int");
        }
        if (!(given.all().getOrDefault("concurrent", false) instanceof Boolean concurrent)) {
            return result(name, false, "Must pass in boolean for value of 'concurrent'");
        }
        boolean test = given.value("test") == null ? context.test() : truth(given.value("test"));
        if (given.value("test") != null || context.test()) {
            arguments.put("test", given.value("test") == null ? (Object) true : given.value("test"));
        }
        for (String passed : List.of("pillar", "pillarenv", "saltenv", "exclude")) {
            if (given.value(passed) != null) {
                arguments.put(passed, given.value(passed));
            }
        }
        arguments.put("queue", given.all().getOrDefault("queue", false));
        arguments.put("concurrent", concurrent);
        MinionJobs.Order order = order(tgt, fun, words, arguments, given, true);
        told("state", tgt, name, order.told(false));
        MinionJobs.Answer answer = jobs.send(order);
        return stateResult(name, answer, order.expect(), ids(given.value("fail_minions")), allowed, test);
    }

    private static Map<String, Object> stateResult(
            String name,
            MinionJobs.Answer answer,
            boolean expected,
            Collection<String> mayFail,
            long allowed,
            boolean test) {
        if (answer.minions().isEmpty() && expected) {
            return result(name, false, "No minions returned");
        }
        Map<String, Object> changes = new LinkedHashMap<>();
        TreeSet<String> failed = new TreeSet<>();
        TreeSet<String> unchanged = new TreeSet<>();
        answer.minions().forEach((id, data) -> {
            Object returned = data.getOrDefault("return", false);
            if (!CheckResult.ofMinion(returned)) {
                if (!mayFail.contains(id)) {
                    failed.add(id);
                }
                changes.put(id, returned);
            } else if (changed(returned)) {
                changes.put(id, returned);
            } else {
                unchanged.add(id);
            }
        });
        boolean bad = failed.size() > allowed;
        String comment = bad
                ? "Run failed on minions: " + String.join(", ", failed)
                : "States ran successfully."
                        + (changes.isEmpty() ? "" : " Updating " + String.join(", ", changes.keySet()) + ".")
                        + (unchanged.isEmpty() ? "" : " No changes made to " + String.join(", ", unchanged) + ".");
        Map<String, Object> result = result(name, !bad, comment);
        if (!changes.isEmpty()) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("out", "highstate");
            shown.put("ret", changes);
            result.put("changes", shown);
        }
        if (test && !changes.isEmpty() && !bad) {
            result.put("result", null);
        }
        return job(result, answer.jid());
    }

    private static boolean changed(@Nullable Object returned) {
        return returned instanceof Map<?, ?> states
                && states.values().stream()
                        .anyMatch(each -> each instanceof Map<?, ?> state
                                && state.get("changes") instanceof Map<?, ?> changes
                                && !changes.isEmpty());
    }

    @Fn(doc = """
            Run an execution function on minions.

            name: the function
            tgt, tgt_type: which minions
            arg: a list of arguments; kwarg: keyword arguments
            batch: so many at a time; subset: so many at random
            fail_minions: minions that may fail
            fail_function: an execution function of the master that says of each return whether it is good
            timeout, ret, ret_config, ret_kwargs, failhard, expect_minions: as for a job""")
    public Map<String, Object> function(String name, Object tgt, @Arg(rest = true) Map<String, Object> kwargs)
            throws InterruptedException {
        Data given = Data.of("salt.function", kwargs);
        if (context.test()) {
            return result(
                    name,
                    null,
                    "Function " + name + " would be executed on target "
                            + (tgt instanceof String text ? text : String.valueOf(tgt)));
        }
        Object arg = given.value("arg");
        boolean text = arg instanceof String;
        List<Object> words = arg instanceof String line
                ? new ArrayList<>(List.of(line.strip().split("\\s+")))
                : arg instanceof List<?> items
                        ? new ArrayList<>(items)
                        : arg == null ? List.of() : new ArrayList<>(List.of(arg));
        Map<String, Object> arguments =
                given.value("kwarg") instanceof Map<?, ?> map ? Data.asMap("kwarg", map) : Map.of();
        MinionJobs.Order order = order(tgt, name, words, arguments, given, false);
        told("function", tgt, name, order.told(true));
        MinionJobs.Answer answer = jobs.send(order);
        if (answer.minions().isEmpty()) {
            return result(name, false, "No minions responded");
        }
        Map<String, Object> result = functionResult(name, answer, given);
        if (text) {
            result.put("warnings", new ArrayList<>(List.of("Please specify 'arg' as a list of arguments.")));
        }
        return job(result, answer.jid());
    }

    private Map<String, Object> functionResult(String name, MinionJobs.Answer answer, Data given) {
        Collection<String> mayFail = ids(given.value("fail_minions"));
        Object judge = given.value("fail_function");
        Map<String, Object> changes = new LinkedHashMap<>();
        TreeSet<String> failed = new TreeSet<>();
        answer.minions().forEach((id, data) -> {
            Object returned = data.getOrDefault("return", false);
            boolean good = !Boolean.FALSE.equals(returned)
                    && (judge == null || truth(context.call(judge.toString(), listOf(returned), Map.of())));
            // Salt 3006: a return code counts as failure even of a minion that may fail
            if (truth(data.get("retcode")) || (!good && !mayFail.contains(id))) {
                failed.add(id);
            }
            changes.put(id, returned);
        });
        String comment = (failed.isEmpty()
                        ? "Function ran successfully."
                        : "Running function " + name + " failed on minions: " + String.join(", ", failed))
                + " Function " + name + " ran on " + String.join(", ", changes.keySet()) + ".";
        Map<String, Object> result = result(name, failed.isEmpty(), comment);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("ret", changes);
        result.put("changes", shown);
        return result;
    }

    @Fn(doc = """
            Wait until each of several ids was seen in an event.

            name: a glob of event tags
            id_list: the ids
            event_id: the key of the event's data that holds them (default id)
            timeout: seconds (default 300)""")
    public Map<String, Object> waitForEvent(
            String name,
            List<Object> idList,
            @Arg(dflt = "'id'") String eventId,
            @Arg(dflt = "300") double timeout,
            @Arg(dflt = "'master'") String node)
            throws InterruptedException {
        if (context.test()) {
            return result(name, null, "Orchestration would wait for event '" + name + "'");
        }
        List<Object> missing = new ArrayList<>(idList);
        List<Object> seen = new ArrayList<>();
        Predicate<String> tags = Glob.of(name);
        long start = System.nanoTime();
        long end = start + (long) (timeout * 1e9);
        try (Subscription events = bus().subscribe("", QUEUE)) {
            while (!missing.isEmpty()) {
                Optional<Event> event = events.next(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
                if (event.isPresent() && tags.test(event.get().tag())) {
                    for (Object found : values(event.get().data(), eventId)) {
                        if (missing.remove(found)) {
                            seen.add(found);
                        }
                    }
                } else if (event.isEmpty() && System.nanoTime() - end >= 0) {
                    break;
                }
            }
        }
        Map<String, Object> result = missing.isEmpty()
                ? result(name, true, "All events seen in " + (System.nanoTime() - start) / 1e9 + " seconds.")
                : result(name, false, "Timeout value reached.");
        if (!seen.isEmpty()) {
            result.put("changes", new LinkedHashMap<>(Map.of("minions_seen", seen)));
        }
        return result;
    }

    private static List<?> values(Map<String, Object> data, String key) {
        Object value = data.get(key);
        if (value == null && data.get("data") instanceof Map<?, ?> inner) {
            value = inner.get(key);
        }
        return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    }

    @Fn(doc = """
            Run a runner function.

            name: the function
            arg, kwarg: its arguments; further arguments of the state are keyword arguments, too""")
    public Map<String, Object> runner(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        if (context.test()) {
            return result(name, null, "Runner function '" + name + "' would be executed.");
        }
        MasterCalls.Started over = run(name, kwargs);
        return called("Runner", name, over);
    }

    private MasterCalls.Started run(String name, Map<String, Object> kwargs) {
        Map<String, Object> keywords = keywords(kwargs);
        if (name.equals("state.orchestrate") || name.equals("state.orch") || name.equals("state.sls")) {
            keywords.putIfAbsent("orchestration_jid", jid);
        }
        List<Object> words = kwargs.get("arg") instanceof List<?> items ? new ArrayList<>(items) : List.of();
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("type", "runner");
        told.put("name", name);
        told.put("args", words);
        told.put("kwargs", keywords);
        fire(told);
        return master.runners().call(name, words, keywords, user, Cause.NONE);
    }

    @Fn(doc = """
            Run a wheel function.

            name: the function
            arg, kwarg: its arguments; further arguments of the state are keyword arguments, too""")
    public Map<String, Object> wheel(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        if (context.test()) {
            return result(name, null, "Wheel function '" + name + "' would be executed.");
        }
        Map<String, Object> keywords = keywords(kwargs);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("type", "wheel");
        told.put("name", name);
        told.put("args", keywords);
        fire(told);
        List<Object> words = kwargs.get("arg") instanceof List<?> items ? new ArrayList<>(items) : List.of();
        return called("Wheel", name, master.wheel().call(name, words, keywords, user, Cause.NONE));
    }

    @Fn(doc = """
            Run several runner functions at the same time.

            runners: ids to lists of name (when it is not the id) and kwarg""")
    public Map<String, Object> parallelRunners(
            String name, Object runners, @Arg(rest = true) Map<String, Object> kwargs) {
        if (!(runners instanceof String) && !(runners instanceof Map)) {
            return result(name, false, "The runners parameter must be a string or dict.");
        }
        Map<String, Map<String, Object>> wanted = new LinkedHashMap<>();
        if (runners instanceof Map<?, ?> map) {
            map.forEach((id, config) -> wanted.put(String.valueOf(id), repacked(config)));
        } else {
            wanted.put(runners.toString(), new LinkedHashMap<>());
        }
        if (context.test()) {
            return result(name, null, "Runner functions would be executed: " + String.join(", ", wanted.keySet()));
        }
        Map<String, CompletableFuture<MasterCalls.Started>> started = new LinkedHashMap<>();
        wanted.forEach((id, config) -> started.put(id, parallel(id, config)));
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        started.forEach((id, call) -> outcomes.put(id, outcome(call.join())));
        return ParallelResult.of(name, outcomes);
    }

    /** A thread of its own: the runner pool may be full of orchestrations that wait for their parts. */
    private CompletableFuture<MasterCalls.Started> parallel(String id, Map<String, Object> config) {
        CompletableFuture<MasterCalls.Started> over = new CompletableFuture<>();
        String fun = String.valueOf(config.getOrDefault("name", id));
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("kwarg", config.getOrDefault("kwarg", Map.of()));
        Thread thread = new Thread(
                () -> {
                    try {
                        over.complete(run(fun, arguments));
                    } catch (RuntimeException e) {
                        over.completeExceptionally(e);
                    }
                },
                "runner-of-" + jid);
        thread.setDaemon(true);
        thread.start();
        return over;
    }

    private static Map<String, Object> called(String family, String name, MasterCalls.Started over) {
        Outcome outcome = outcome(over);
        Object value = outcome.value();
        boolean success = outcome.success() && !(value instanceof Map<?, ?> map && map.containsKey("Error"));
        Map<String, Object> result =
                result(name, success, family + " function '" + name + "' " + (success ? "executed." : "failed."));
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("return", value);
        result.put("changes", changes);
        return job(result, over.jid());
    }

    private static Outcome outcome(MasterCalls.Started over) {
        return over.outcome().toCompletableFuture().join();
    }

    private MinionJobs.Order order(
            Object tgt, String fun, List<Object> arg, Map<String, Object> kwarg, Data given, boolean expect) {
        if (truth(given.value("ssh"))) {
            throw new FunctionError("ssh: True is not supported: there is no salt-ssh; target minions");
        }
        String word = given.stringOr("tgt_type", "glob");
        TargetType type =
                TargetType.of(word).orElseThrow(() -> new FunctionError("tgt_type '" + word + "' is unknown"));
        Map<String, Object> extra = new LinkedHashMap<>();
        for (String option : List.of("ret_config", "ret_kwargs")) {
            if (truth(given.value(option))) {
                extra.put(option, given.value(option));
            }
        }
        Object batch = given.value("batch");
        Object subset = given.value("subset");
        Object asked = given.value("expect_minions");
        return new MinionJobs.Order(
                new Target(tgt, type, ":"),
                fun,
                arg,
                kwarg,
                commas(given.all().getOrDefault("ret", "")),
                extra,
                number(given.value("timeout")),
                batch == null ? "" : batch.toString(),
                subset == null ? 0 : Optional.ofNullable(number(subset)).orElse(0L),
                truth(given.value("failhard")) || truth(context.opts().get("failhard")),
                asked == null ? expect : truth(asked));
    }

    private void told(String type, Object tgt, String name, Map<String, Object> args) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("type", type);
        told.put("tgt", tgt);
        told.put("name", name);
        told.put("args", args);
        fire(told);
    }

    private void fire(Map<String, Object> told) {
        bus().publish("salt/run/" + jid + "/args", told);
    }

    private EventBus bus() {
        return master.bus();
    }

    private static Map<String, Object> keywords(Map<String, Object> kwargs) {
        Map<String, Object> keywords =
                new LinkedHashMap<>(kwargs.get("kwarg") instanceof Map<?, ?> map ? Data.asMap("kwarg", map) : Map.of());
        kwargs.forEach((key, value) -> {
            if (!key.equals("kwarg") && !key.equals("arg") && !key.startsWith("__")) {
                keywords.put(key, value);
            }
        });
        return keywords;
    }

    private static Map<String, Object> repacked(@Nullable Object config) {
        Map<String, Object> packed = new LinkedHashMap<>();
        for (Object part : config instanceof List<?> list ? list : config == null ? List.of() : List.of(config)) {
            if (part instanceof Map<?, ?> map) {
                map.forEach((key, value) -> packed.put(String.valueOf(key), value));
            }
        }
        return packed;
    }

    private static Map<String, Object> result(String name, @Nullable Boolean result, String comment) {
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("name", name);
        made.put("changes", new LinkedHashMap<>());
        made.put("comment", comment);
        made.put("result", result);
        return made;
    }

    private static Map<String, Object> job(Map<String, Object> result, String jid) {
        if (!jid.isEmpty()) {
            result.put("__jid__", jid);
        }
        return result;
    }

    private static List<Object> listOf(@Nullable Object value) {
        List<Object> one = new ArrayList<>();
        one.add(value);
        return one;
    }

    private static Collection<String> ids(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return value instanceof String text ? List.of(text.strip().split("\\s*,\\s*")) : List.of();
    }

    private static String commas(@Nullable Object value) {
        return value instanceof List<?> list
                ? String.join(",", list.stream().map(String::valueOf).toList())
                : String.valueOf(value);
    }

    private static @Nullable Long number(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        try {
            return value == null ? null : Long.valueOf(value.toString().strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static boolean truth(@Nullable Object value) {
        return Truth.of(value);
    }
}
