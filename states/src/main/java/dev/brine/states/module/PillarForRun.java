package dev.brine.states.module;

import dev.brine.engine.call.Call;
import dev.brine.engine.data.TextKeys;
import dev.brine.engine.plugin.MinionParts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pillar that one state run sees: a fresh one from the master where there is a master, with the call's own values over it. */
final class PillarForRun {
    private PillarForRun() {}

    /**
     * @param override the call's {@code pillar=}
     * @param pillarenv the environment asked for; empty for the minion's own
     */
    static Map<String, Object> of(
            MinionParts minion, Call call, Map<String, Object> override, String saltenv, String pillarenv) {
        boolean remote = !minion.config().fileClient().equals("local");
        boolean asked = remote || !pillarenv.isEmpty();
        if (asked && minion.functions().get().table().find("pillar.items").isPresent()) {
            Map<String, Object> options = new LinkedHashMap<>();
            if (!override.isEmpty()) {
                options.put("pillar", override);
            }
            if (!pillarenv.isEmpty()) {
                options.put("pillarenv", pillarenv);
                options.put("saltenv", saltenv);
            }
            Object items = minion.functions().get().value(List.of(), options, call.nested("pillar.items"));
            if (items instanceof Map<?, ?> map) {
                return text(map);
            }
        }
        return override.isEmpty()
                ? minion.pillar().get()
                : text(merged(minion.pillar().get(), override));
    }

    /** What a pillar that did not render says; empty when it did. */
    static List<String> errors(Map<String, Object> pillar) {
        Object errors = pillar.get("_errors");
        return errors instanceof List<?> lines
                ? lines.stream().map(String::valueOf).toList()
                : errors == null ? List.of() : List.of(errors.toString());
    }

    private static Map<String, Object> text(Map<?, ?> map) {
        return TextKeys.copy(map);
    }

    /** Salt 3006: maps are merged key by key, everything else is replaced. */
    private static Map<Object, Object> merged(Map<?, ?> base, Map<?, ?> over) {
        Map<Object, Object> result = new LinkedHashMap<>(base);
        over.forEach((key, value) -> result.put(key, merged(base.get(key), value)));
        return result;
    }

    @SuppressWarnings("NullAway") // plain values: null in, null out
    private static Object merged(@Nullable Object base, @Nullable Object over) {
        if (base instanceof Map<?, ?> below && over instanceof Map<?, ?> above) {
            return merged(below, above);
        }
        return over instanceof List<?> items ? new ArrayList<>(items) : over;
    }
}
