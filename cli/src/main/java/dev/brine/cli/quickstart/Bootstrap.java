package dev.brine.cli.quickstart;

import dev.brine.engine.event.Event;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Follows the events of one minion's way in; says what each one means and when everything is done. */
final class Bootstrap {

    /** A step that was taken. */
    record Step(String title, String detail) {}

    private final String minion;
    private final Map<String, String> jobs = new LinkedHashMap<>();
    private final Set<String> returned = new LinkedHashSet<>();
    private String failure = "";

    Bootstrap(String minion) {
        this.minion = minion;
    }

    /** The functions that the start rule runs. */
    private static final Set<String> EXPECTED = Set.of("state.sls", "cmd.run");

    boolean complete() {
        return failure.isEmpty() && returned.containsAll(EXPECTED);
    }

    /** Why it cannot be completed any more; empty while it can. */
    String failure() {
        return failure;
    }

    /** What is still missing, in words. */
    String missing() {
        if (!jobs.containsValue("state.sls")) {
            return "the start rule has not run its jobs";
        }
        Set<String> open = new LinkedHashSet<>(EXPECTED);
        open.removeAll(returned);
        return "no return yet from " + String.join(" and ", open);
    }

    /** The step that this event shows; empty when it is not one. */
    Optional<Step> see(Event event) {
        String tag = event.tag();
        Map<String, Object> data = event.data();
        if (tag.equals("salt/auth") && minion.equals(data.get("id"))) {
            return "pend".equals(data.get("act"))
                    ? step("a minion knocks", tag + "  id=" + minion + " act=pend: its key is not accepted yet")
                    : "accept".equals(data.get("act"))
                            ? step("the minion is let in", tag + "  id=" + minion + " act=accept")
                            : Optional.empty();
        }
        if (tag.startsWith("salt/wheel/") && tag.endsWith("/new")) {
            return step("rule salt/auth -> Minion.sls", "the reactor calls " + data.get("fun"));
        }
        if (tag.equals("salt/key") && minion.equals(data.get("id"))) {
            return step("its key is accepted", tag + "  id=" + minion + " act=" + data.get("act"));
        }
        if (tag.equals("salt/minion/" + minion + "/start")) {
            return step("the minion is up", tag);
        }
        return job(event);
    }

    private Optional<Step> job(Event event) {
        String[] parts = event.tag().split("/");
        if (parts.length < 4 || !event.tag().startsWith("salt/job/")) {
            return Optional.empty();
        }
        Map<String, Object> data = event.data();
        String fun = String.valueOf(data.get("fun"));
        if (parts[3].equals("new") && EXPECTED.contains(fun)) {
            jobs.put(parts[2], fun);
            return step("rule salt/minion/*/start -> auto.sls", "the reactor publishes " + fun + " " + data.get("arg"));
        }
        if (!parts[3].equals("ret") || !jobs.containsKey(parts[2])) {
            return Optional.empty();
        }
        boolean good =
                Boolean.TRUE.equals(data.get("success")) && !(data.get("retcode") instanceof Long code && code != 0);
        if (!good) {
            failure = fun + " failed on " + minion + ": " + data.get("return");
            return step(fun + " failed", String.valueOf(data.get("return")));
        }
        returned.add(fun);
        return step(fun + " is done", event.tag());
    }

    private static Optional<Step> step(String title, String detail) {
        return Optional.of(new Step(title, detail));
    }
}
