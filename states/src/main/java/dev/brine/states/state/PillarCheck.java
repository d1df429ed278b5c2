package dev.brine.states.state;

import dev.brine.engine.call.FunctionError;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The check behind {@code test.check_pillar}. */
final class PillarCheck {
    private final StateContext context;
    private final boolean verbose;
    private final Map<String, String> failed = new LinkedHashMap<>();
    private final Map<String, String> fine = new LinkedHashMap<>();
    private boolean asked;

    private PillarCheck(StateContext context, boolean verbose) {
        this.context = context;
        this.verbose = verbose;
    }

    static PillarCheck of(StateContext context, boolean verbose) {
        return new PillarCheck(context, verbose);
    }

    /** Adds keys that must hold a {@code type}, which Python writes as {@code shown}. */
    PillarCheck keys(@Nullable Object keys, Class<?> type, String shown) {
        for (Object each : Args.list(keys)) {
            asked = true;
            String key = String.valueOf(each);
            Object value = Lookup.traverse(context.pillar(), key, ":");
            // in Python a boolean is an integer, too
            boolean right = type.isInstance(value) || (type == Number.class && value instanceof Boolean);
            if (value == null) {
                failed.put(key, "is missing.");
            } else if (!right) {
                failed.put(key, "is not " + shown + ".");
            } else {
                fine.put(key, shown);
            }
        }
        return this;
    }

    Map<String, Object> result(String name) {
        if (!asked) {
            throw new FunctionError("Missing required argument text.");
        }
        StringBuilder comment = new StringBuilder();
        failed.forEach((key, what) -> comment.append("Pillar key \"")
                .append(key)
                .append("\" ")
                .append(what)
                .append('\n'));
        if (verbose && !fine.isEmpty()) {
            comment.append("Those keys passed the check:\n");
            fine.forEach((key, type) ->
                    comment.append("- ").append(key).append(" (").append(type).append(")\n"));
        }
        return Result.of(name, failed.isEmpty(), Map.of(), comment.toString());
    }
}
