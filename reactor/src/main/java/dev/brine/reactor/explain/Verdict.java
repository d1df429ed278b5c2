package dev.brine.reactor.explain;

import dev.brine.reactor.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An explanation in a few sentences: what is called, and what keeps the rest from it. One thread. */
final class Verdict {
    private final List<String> because = new ArrayList<>();

    /** Says of a rule that is meant why a file of it calls nothing. */
    void silent(Rule rule, String reason) {
        because.add("'" + rule.pattern().text() + "' (" + rule.place() + "): " + reason);
    }

    /** The sentences. */
    List<Object> words(Outcome outcome, List<Object> nearest) {
        List<Object> all = new ArrayList<>();
        for (Object call : outcome.calls()) {
            if (call instanceof Map<?, ?> map) {
                all.add(call(map));
            }
        }
        if (all.isEmpty()) {
            all.add("nothing is called" + (because.isEmpty() && nearest.isEmpty() ? ": no rule means this tag" : ""));
        }
        all.addAll(because);
        if (because.isEmpty() && !nearest.isEmpty()) {
            all.add("no rule means this tag; the nearest is " + nearest.get(0));
        }
        return all;
    }

    private static String call(Map<?, ?> call) {
        String what = (call.containsKey("mode") ? "would call (shadow: only noted) " : "calls ") + call.get("type")
                + "." + call.get("fun");
        if (!(call.get("minions") instanceof List<?> minions)) {
            return call.containsKey("minions") ? what + " on " + call.get("tgt") + ", " + call.get("minions") : what;
        }
        return what + " on "
                + (minions.isEmpty()
                        ? "nobody: no accepted minion matches the target " + call.get("tgt") + " ("
                                + call.get("tgt_type") + ")"
                        : String.join(
                                ", ", minions.stream().map(String::valueOf).toList()));
    }
}
