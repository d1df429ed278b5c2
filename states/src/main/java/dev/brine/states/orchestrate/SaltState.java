package dev.brine.states.orchestrate;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.Data;
import dev.brine.engine.modules.host.Truth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code salt.state}: states on minions. */
@Module("salt")
public final class SaltState {
    private final Orchestration run;

    SaltState(Orchestration run) {
        this.run = run;
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
        if (Truth.of(given.value("highstate"))) {
            fun = "state.highstate";
        } else if (Truth.of(given.value("top"))) {
            fun = "state.top";
            words.add(given.value("top"));
        } else if (Truth.of(given.value("sls"))) {
            fun = "state.sls";
            words.add(JobOptions.commas(given.value("sls")));
        } else {
            return SaltResult.of(name, false, "No highstate or sls specified, no execution made");
        }
        Long allowed = JobOptions.number(given.all().getOrDefault("allow_fail", 0L));
        if (allowed == null) {
            return SaltResult.of(name, false, "Passed invalid value for 'allow_fail', must be an int");
        }
        if (!(given.all().getOrDefault("concurrent", false) instanceof Boolean concurrent)) {
            return SaltResult.of(name, false, "Must pass in boolean for value of 'concurrent'");
        }
        boolean test = given.value("test") == null ? run.context().test() : Truth.of(given.value("test"));
        if (given.value("test") != null || run.context().test()) {
            arguments.put("test", given.value("test") == null ? (Object) true : given.value("test"));
        }
        for (String passed : List.of("pillar", "pillarenv", "saltenv", "exclude")) {
            if (given.value(passed) != null) {
                arguments.put(passed, given.value(passed));
            }
        }
        arguments.put("queue", given.all().getOrDefault("queue", false));
        arguments.put("concurrent", concurrent);
        MinionJobs.Order order = JobOptions.order(run, tgt, fun, words, arguments, given, true);
        run.told("state", tgt, name, order.told(false));
        MinionJobs.Answer answer = run.jobs().send(order);
        return stateResult(name, answer, order.expect(), JobOptions.ids(given.value("fail_minions")), allowed, test);
    }

    private static Map<String, Object> stateResult(
            String name,
            MinionJobs.Answer answer,
            boolean expected,
            Collection<String> mayFail,
            long allowed,
            boolean test) {
        if (answer.minions().isEmpty() && expected) {
            return SaltResult.of(name, false, "No minions returned");
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
        Map<String, Object> result = SaltResult.of(name, !bad, comment);
        if (!changes.isEmpty()) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("out", "highstate");
            shown.put("ret", changes);
            result.put("changes", shown);
        }
        if (test && !changes.isEmpty() && !bad) {
            result.put("result", null);
        }
        return SaltResult.ofJob(result, answer.jid());
    }

    private static boolean changed(@Nullable Object returned) {
        return returned instanceof Map<?, ?> states
                && states.values().stream()
                        .anyMatch(each -> each instanceof Map<?, ?> state
                                && state.get("changes") instanceof Map<?, ?> changes
                                && !changes.isEmpty());
    }
}
