package dev.brine.engine.minion;

import dev.brine.engine.call.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the {@code _return} load of a job from what came of its functions. */
final class JobReturn {
    private JobReturn() {}

    /** The load in stock's order: {@code cmd, id, success, return, retcode, jid, fun, fun_args, user, [out], ...}. */
    static Map<String, Object> load(String id, Job job, List<Outcome> outcomes, boolean ordered) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "_return");
        load.put("id", id);
        if (job.compound()) {
            several(load, job, outcomes, ordered);
        } else {
            one(load, outcomes.get(0));
        }
        load.put("jid", job.jid());
        load.put(
                "fun",
                job.compound() ? new ArrayList<Object>(job.fun()) : job.fun().get(0));
        load.put("fun_args", job.arg());
        copy(job.load(), load, "user");
        copy(job.load(), load, "master_id");
        if (job.load().get("metadata") instanceof Map) {
            copy(job.load(), load, "metadata");
        }
        return load;
    }

    private static void one(Map<String, Object> load, Outcome outcome) {
        int retcode = retcode(outcome);
        load.put("success", retcode == 0);
        load.put("return", outcome.value());
        load.put("retcode", (long) retcode);
        String out = outcome.out();
        if (out != null) {
            load.put("out", out);
        }
    }

    /** Salt 3006: maps by function name, or lists with {@code multifunc_ordered}. */
    private static void several(Map<String, Object> load, Job job, List<Outcome> outcomes, boolean ordered) {
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, Object> retcodes = new LinkedHashMap<>();
        Map<String, Object> successes = new LinkedHashMap<>();
        for (int i = 0; i < outcomes.size(); i++) {
            String fun = ordered ? String.valueOf(i) : job.fun().get(i);
            int retcode = retcode(outcomes.get(i));
            values.put(fun, outcomes.get(i).value());
            retcodes.put(fun, (long) retcode);
            successes.put(fun, retcode == 0);
        }
        load.put("success", ordered ? new ArrayList<>(successes.values()) : successes);
        load.put("return", ordered ? new ArrayList<>(values.values()) : values);
        load.put("retcode", ordered ? new ArrayList<>(retcodes.values()) : retcodes);
    }

    /** Salt 3006: a map whose {@code result} or {@code success} is false makes a failed job. */
    private static int retcode(Outcome outcome) {
        if (outcome.retcode() != 0 || !(outcome.value() instanceof Map<?, ?> map)) {
            return outcome.retcode();
        }
        return untrue(map, "result") || untrue(map, "success") ? 1 : 0;
    }

    private static boolean untrue(Map<?, ?> map, String key) {
        if (!map.containsKey(key)) {
            return false;
        }
        @Nullable Object value = map.get(key);
        return value == null
                || Boolean.FALSE.equals(value)
                || "".equals(value)
                || (value instanceof Number number && number.doubleValue() == 0)
                || (value instanceof Map<?, ?> m && m.isEmpty())
                || (value instanceof List<?> l && l.isEmpty());
    }

    private static void copy(Map<String, Object> from, Map<String, Object> to, String key) {
        Object value = from.get(key);
        if (value != null) {
            to.put(key, value);
        }
    }
}
