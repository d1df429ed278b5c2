package dev.brine.engine.runners;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.client.LocalCalls;
import dev.brine.engine.file.UnifiedDiff;
import dev.brine.engine.modules.host.PythonText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sorts minions by what they return. Salt 3006: runners/survey.py. */
@Module("survey")
public final class SurveyRunner {
    private final LocalCalls local;

    SurveyRunner(LocalCalls local) {
        this.local = local;
    }

    @Fn(doc = """
                    Return the minions by what a function returns there: [{pool: [ids], result: text}], the largest pool first

                    args: target (compound), function, and its arguments
                    survey_sort: up for the smallest pool first
                    tgt_type: compound or pcre

                    CLI Example:

                        salt-run survey.hash '*' cmd.run 'cat /etc/hosts'
                        salt-run survey.hash '*' file.get_hash /etc/salt/minion survey_sort=up
                    """)
    public List<Object> hash(
            @Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs, Call call)
            throws InterruptedException {
        return new ArrayList<>(pools(args, kwargs, call));
    }

    @Fn(doc = """
                    Print what differs between minions, and return them as survey.hash does

                    args: target (compound), function, and its arguments
                    survey_sort: up for the smallest pool first
                    tgt_type: compound or pcre

                    CLI Example:

                        salt-run survey.diff '*' cmd.run 'cat /etc/hosts'
                    """)
    public List<Object> diff(
            @Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs, Call call)
            throws InterruptedException {
        List<Map<String, Object>> pools = pools(args, kwargs, call);
        for (Map<String, Object> pool : pools) {
            List<?> ids = ids(pool);
            call.print("minion pool :\n------------\n" + PythonText.str(ids) + "\npool size :\n----------\n    "
                    + ids.size());
            if (pool == pools.get(0)) {
                call.print("pool result :\n------------\n    " + pool.get("result") + "\n");
                continue;
            }
            Object first = ids(pools.get(0)).get(0);
            String title = "differences from \"" + first + "\" results :";
            String lines = String.join(
                    "", changed(String.valueOf(pools.get(0).get("result")), String.valueOf(pool.get("result"))));
            call.print(title + "\n" + "-".repeat(title.length() - 1) + "\n"
                    + (lines.isEmpty() ? "" : "--- " + first + "\n+++ " + ids.get(0) + "\n" + lines) + "\n");
        }
        return new ArrayList<>(pools);
    }

    /** The parts of a difference that are no context. */
    private static List<String> changed(String before, String after) {
        List<String> lines = new ArrayList<>();
        for (String line : UnifiedDiff.of(before + "\n", after + "\n").split("(?<=\n)")) {
            if (!line.startsWith(" ") && !line.startsWith("---") && !line.startsWith("+++")) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static List<?> ids(Map<String, Object> pool) {
        return pool.get("pool") instanceof List<?> ids ? ids : List.of();
    }

    private List<Map<String, Object>> pools(List<Object> args, Map<String, Object> kwargs, Call call)
            throws InterruptedException {
        if (args.size() < 2) {
            throw new InvocationError("a target and a function are needed: salt-run survey.hash '*' cmd.run uptime");
        }
        boolean smallestFirst = "up".equals(kwargs.remove("survey_sort"));
        Object type = kwargs.remove("tgt_type");
        Map<String, Object> passed = new LinkedHashMap<>();
        kwargs.forEach((name, value) -> {
            if (!name.startsWith("_")) {
                passed.put(name, value);
            }
        });
        List<Object> given = new ArrayList<>(args.subList(2, args.size()));
        if (!passed.isEmpty()) {
            passed.put("__kwarg__", true);
            given.add(passed);
        }
        Map<String, Object> values = local.call(
                        RunnerTarget.of(args.get(0), "pcre".equals(type) ? "pcre" : "compound"),
                        String.valueOf(args.get(1)),
                        given,
                        call.user())
                .values();
        Map<String, List<Object>> byResult = new LinkedHashMap<>();
        values.forEach((id, value) -> byResult.computeIfAbsent(PythonText.str(value), text -> new ArrayList<>())
                .add(id));
        List<Map<String, Object>> pools = new ArrayList<>();
        byResult.forEach((result, ids) -> {
            Map<String, Object> pool = new LinkedHashMap<>();
            pool.put("pool", ids);
            pool.put("result", result);
            pools.add(pool);
        });
        Comparator<Map<String, Object>> bySize =
                Comparator.comparing(pool -> ids(pool).size());
        pools.sort(smallestFirst ? bySize : bySize.reversed());
        return pools;
    }
}
