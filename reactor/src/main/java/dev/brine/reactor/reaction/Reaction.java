package dev.brine.reactor.reaction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call that a rule asks for. */
public sealed interface Reaction {

    /** The function. */
    String fun();

    /** Positional arguments. */
    List<@Nullable Object> arg();

    /** Keyword arguments. */
    Map<String, @Nullable Object> kwarg();

    /** {@code local}, {@code runner}, {@code wheel} or {@code caller}. */
    String type();

    /**
     * Publishes a job.
     *
     * @param tgt a String, or a List of ids; null when the file gives none, which means nobody
     * @param tgtType as on the wire ("glob")
     * @param ret returners, comma separated
     * @param jid the wanted job id; empty to have one made
     * @param options further fields of the publication (metadata, ret_config, ...), and {@code delimiter}
     */
    record Local(
            @Nullable Object tgt,
            String tgtType,
            String fun,
            List<@Nullable Object> arg,
            Map<String, @Nullable Object> kwarg,
            String ret,
            String jid,
            Map<String, @Nullable Object> options)
            implements Reaction {
        @Override
        public String type() {
            return "local";
        }

        /** The same under a given job id. */
        public Local withJid(String given) {
            return new Local(tgt, tgtType, fun, arg, kwarg, ret, given, options);
        }

        /** The same for some minions only. */
        public Local to(List<String> minions) {
            return new Local(List.copyOf(minions), "list", fun, arg, kwarg, ret, jid, options);
        }

        /** The arguments as a job carries them: keywords in one last map. Salt 3006: utils/args.py condition_input. */
        public List<@Nullable Object> published() {
            List<@Nullable Object> all = new ArrayList<>(arg);
            if (!kwarg.isEmpty()) {
                Map<String, @Nullable Object> keywords = new LinkedHashMap<>();
                keywords.put("__kwarg__", true);
                keywords.putAll(kwarg);
                all.add(keywords);
            }
            return all;
        }
    }

    /** Runs a runner function on the master. */
    record Runner(String fun, List<@Nullable Object> arg, Map<String, @Nullable Object> kwarg) implements Reaction {
        @Override
        public String type() {
            return "runner";
        }
    }

    /** Runs a wheel function on the master. */
    record Wheel(String fun, List<@Nullable Object> arg, Map<String, @Nullable Object> kwarg) implements Reaction {
        @Override
        public String type() {
            return "wheel";
        }
    }

    /** Runs an execution function on the host of the reactor itself. */
    record Caller(String fun, List<@Nullable Object> arg, Map<String, @Nullable Object> kwarg) implements Reaction {
        @Override
        public String type() {
            return "caller";
        }
    }

    /** The call for people and tools: {@code type, fun, tgt, arg, kwarg}, and for jobs how the target is meant. */
    default Map<String, @Nullable Object> describe() {
        Map<String, @Nullable Object> call = new LinkedHashMap<>();
        call.put("type", type());
        call.put("fun", fun());
        if (this instanceof Local local) {
            call.put("tgt", local.tgt());
            call.put("tgt_type", local.tgtType());
        } else {
            call.put("tgt", null);
        }
        call.put("arg", arg());
        call.put("kwarg", kwarg());
        if (this instanceof Local local && !local.ret().isEmpty()) {
            call.put("ret", local.ret());
        }
        return call;
    }
}
