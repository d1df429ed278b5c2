package dev.brine.states.orchestrate;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.Data;
import dev.brine.engine.modules.host.Truth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** {@code salt.function}: an execution function on minions. */
@Module("salt")
public final class SaltFunction {
    private final Orchestration run;

    SaltFunction(Orchestration run) {
        this.run = run;
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
        if (run.context().test()) {
            return SaltResult.of(
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
        MinionJobs.Order order = JobOptions.order(run, tgt, name, words, arguments, given, false);
        run.told("function", tgt, name, order.told(true));
        MinionJobs.Answer answer = run.jobs().send(order);
        if (answer.minions().isEmpty()) {
            return SaltResult.of(name, false, "No minions responded");
        }
        Map<String, Object> result = functionResult(name, answer, given);
        if (text) {
            result.put("warnings", new ArrayList<>(List.of("Please specify 'arg' as a list of arguments.")));
        }
        return SaltResult.ofJob(result, answer.jid());
    }

    private Map<String, Object> functionResult(String name, MinionJobs.Answer answer, Data given) {
        Collection<String> mayFail = JobOptions.ids(given.value("fail_minions"));
        Object judge = given.value("fail_function");
        Map<String, Object> changes = new LinkedHashMap<>();
        TreeSet<String> failed = new TreeSet<>();
        answer.minions().forEach((id, data) -> {
            Object returned = data.getOrDefault("return", false);
            boolean good = !Boolean.FALSE.equals(returned)
                    && (judge == null
                            || Truth.of(run.context()
                                    .call(judge.toString(), Collections.singletonList(returned), Map.of())));
            // Salt 3006: a return code counts as failure even of a minion that may fail
            if (Truth.of(data.get("retcode")) || (!good && !mayFail.contains(id))) {
                failed.add(id);
            }
            changes.put(id, returned);
        });
        String comment = (failed.isEmpty()
                        ? "Function ran successfully."
                        : "Running function " + name + " failed on minions: " + String.join(", ", failed))
                + " Function " + name + " ran on " + String.join(", ", changes.keySet()) + ".";
        Map<String, Object> result = SaltResult.of(name, failed.isEmpty(), comment);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("ret", changes);
        result.put("changes", shown);
        return result;
    }
}
