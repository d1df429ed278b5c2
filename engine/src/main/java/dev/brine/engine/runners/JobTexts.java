package dev.brine.engine.runners;

import dev.brine.engine.job.Job;
import dev.brine.engine.job.JobReturn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How {@code jobs.*} shows jobs. Salt 3006: utils/jid.py. */
final class JobTexts {
    private static final String[] MONTHS = {
        "", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private JobTexts() {}

    /** Function, Arguments, Target, Target-type, User, [Metadata]. */
    static Map<String, Object> instance(Map<String, Object> load) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("Function", load.getOrDefault("fun", "unknown-function"));
        shown.put("Arguments", load.get("arg") instanceof List<?> args ? new ArrayList<>(args) : List.of());
        shown.put("Target", load.getOrDefault("tgt", "unknown-target"));
        shown.put("Target-type", load.getOrDefault("tgt_type", "list"));
        shown.put("User", load.getOrDefault("user", "root"));
        if (load.containsKey("metadata")) {
            shown.put("Metadata", load.get("metadata"));
        }
        return shown;
    }

    static Map<String, Object> withStart(Job job) {
        Map<String, Object> shown = instance(job.load());
        shown.put("StartTime", start(job.jid()));
        return shown;
    }

    /** For {@code jobs.list_jobs_filter}. */
    static Map<String, Object> withJid(Job job) {
        Map<String, Object> shown = instance(job.load());
        shown.put("JID", job.jid());
        shown.put("StartTime", start(job.jid()));
        return shown;
    }

    /** Whether it is a call of a runner or wheel function: Salt 3006 names no minions for it. */
    static boolean isOfMaster(Job job) {
        return job.fun().startsWith("runner.") || job.fun().startsWith("wheel.");
    }

    /** {@code 2026, Nov 21 08:00:00.000001}; empty for a jid that is no time. */
    static String start(String jid) {
        if (!jid.matches("[0-9]{20}(_.*)?")) {
            return "";
        }
        int month = Integer.parseInt(jid.substring(4, 6));
        if (month < 1 || month > 12) {
            return "";
        }
        return jid.substring(0, 4) + ", " + MONTHS[month] + " " + jid.substring(6, 8) + " " + jid.substring(8, 10) + ":"
                + jid.substring(10, 12) + ":" + jid.substring(12, 14) + "." + jid.substring(14, 20);
    }

    /** What a job's returns look like: {@code {minion: {return, retcode, success, [out]}}}. */
    static Map<String, Object> result(List<JobReturn> returns) {
        Map<String, Object> result = new LinkedHashMap<>();
        for (JobReturn ret : returns) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("return", ret.value());
            one.put("retcode", ret.load().getOrDefault("retcode", (long) ret.retcode()));
            one.put("success", ret.load().getOrDefault("success", ret.success()));
            if (ret.out() != null) {
                one.put("out", ret.out());
            }
            result.put(ret.id(), one);
        }
        return result;
    }

    /** A value with the name of the outputter that shows it. */
    static Map<String, Object> outputter(String out, Object data) {
        Map<String, Object> wrapped = new LinkedHashMap<>();
        wrapped.put("outputter", out);
        wrapped.put("data", data);
        return wrapped;
    }
}
