package dev.brine.states.system;

import dev.brine.engine.data.TextKeys;
import dev.brine.states.state.Args;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of a state function about an entry that an execution module keeps by name: asks, acts, and collects what to say. */
final class ManagedEntry {
    private final StateContext context;
    private final String name;
    private final Map<String, Object> kwargs = new LinkedHashMap<>();
    private final List<String> comments = new ArrayList<>();
    private Map<String, Object> changes = Map.of();

    /** @param given the state's arguments, with what the run itself added to them */
    ManagedEntry(StateContext context, String name, Map<String, Object> given) {
        this.context = context;
        this.name = name;
        given.forEach((key, value) -> {
            if (!key.startsWith("__")) {
                kwargs.put(key, value);
            }
        });
    }

    Map<String, Object> kwargs() {
        return kwargs;
    }

    void say(String comment) {
        comments.add(comment);
    }

    /** Entries by name, as {@code <module>.list} gives them. */
    Map<?, ?> listed(String function, Map<String, Object> how) {
        Map<String, Object> asked = new LinkedHashMap<>(how);
        asked.put("return_yaml", false);
        return context.call(function, List.of(), asked) instanceof Map<?, ?> map ? map : Map.of();
    }

    /**
     * Has the execution module act, or say what it would do when nothing may be changed.
     *
     * @param done what to say when it did
     * @return the state's result when it failed; null to go on
     */
    @Nullable
    Map<String, Object> act(String function, List<Object> args, String done) {
        Map<String, Object> given = new LinkedHashMap<>(kwargs);
        if (context.test()) {
            given.put("test", true);
        }
        Object answer = context.call(function, args, given);
        Map<?, ?> said = answer instanceof Map<?, ?> map ? map : Map.of();
        boolean worked = context.test() || Args.truth(said.get("result"));
        if (said.get("changes") instanceof Map<?, ?> changed && (worked || function.startsWith("schedule.enable"))) {
            Map<String, Object> copy = TextKeys.copy(changed);
            changes = copy;
        }
        if (!worked) {
            return Result.of(name, false, changes, String.valueOf(said.get("comment")));
        }
        say(context.test() ? String.valueOf(said.get("comment")) : done);
        return null;
    }

    /** Salt 3006: true also where something would change. */
    Map<String, Object> result() {
        return Result.of(name, true, changes, String.join("\n", comments));
    }
}
