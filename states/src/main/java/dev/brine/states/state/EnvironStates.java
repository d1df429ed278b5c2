package dev.brine.states.state;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code environ}: variables of the minion's environment, as far as the environ execution module can see and set them. */
@Module("environ")
public final class EnvironStates {
    private final StateContext context;

    EnvironStates(StateContext context) {
        this.context = context;
    }

    @Fn(doc = """
            Make sure that environment variables have values.

            name: the variable
            value: its value; False for none; or a map of several variables
            false_unsets: whether False removes a variable instead of emptying it
            """)
    public Map<String, Object> setenv(
            String name,
            Object value,
            @Arg(dflt = "False") boolean falseUnsets,
            @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> wanted.put(String.valueOf(key), each));
        } else if (value instanceof String || Boolean.FALSE.equals(value)) {
            wanted.put(name, value);
        } else {
            return Result.failed(name, "Environ value must be string, dict or False");
        }
        Map<String, Object> changes = changes(wanted, falseUnsets);
        if (context.test()) {
            // Salt 3006: the result stays True here also when something would change
            return Result.changed(
                    name,
                    changes,
                    changes.isEmpty()
                            ? "Environ values are already set with the correct values"
                            : "Environ values will be changed");
        }
        if (changes.isEmpty()) {
            return Result.same(name, "Environ values were already set with the correct values");
        }
        try {
            changes.forEach((key, each) ->
                    context.call("environ.setval", List.of(key, each == null ? Boolean.FALSE : each), Map.of()));
        } catch (FunctionError e) {
            return Result.failed(name, "Failed to set environ variables: " + e.getMessage());
        }
        return Result.changed(name, changes, "Environ values were set");
    }

    private static Map<String, Object> changes(Map<String, Object> wanted, boolean unset) {
        Map<String, Object> changes = new LinkedHashMap<>();
        wanted.forEach((key, value) -> {
            String now = System.getenv(key);
            if (!Boolean.FALSE.equals(value)) {
                if (!value.equals(now == null ? "" : now)) {
                    changes.put(key, value);
                }
            } else if (unset) {
                if (now != null) {
                    changes.put(key, null);
                }
            } else if (now == null || !now.isEmpty()) {
                changes.put(key, "");
            }
        });
        return changes;
    }
}
