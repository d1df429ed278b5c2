package dev.brine.engine.python;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Function;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.plugin.Dunders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers what a child asks of the daemon, on the thread of the call. */
record Requests(Dunders dunders, Call call) {

    @Nullable
    Object answer(List<?> words) {
        String verb = text(words, 0);
        String name = text(words, 1);
        return switch (verb) {
            case "value" -> value(name);
            case "find" -> found(name, text(words, 2));
            case "names" ->
                new ArrayList<Object>(family(name).map(f -> f.names()).orElse(List.of()));
            case "doc" ->
                family(name)
                        .flatMap(f -> f.find(text(words, 2)))
                        .map(Function::doc)
                        .orElse("");
            case "call" -> called(name, text(words, 2), list(words, 3), map(words, 4));
            default -> null;
        };
    }

    private @Nullable Object value(String name) {
        Supplier<Map<String, Object>> map =
                name.equals("__opts__") ? dunders.opts() : dunders.maps().get(name);
        return map == null ? null : PlainValues.of(map.get());
    }

    /** Users' own function by its place, or whether there is another one. */
    private Object found(String family, String function) {
        Optional<Function> known = family(family).flatMap(f -> f.find(function));
        if (known.isPresent() && known.get() instanceof PythonFunction own) {
            return List.of(
                    own.kind().directory(), own.place().file(), own.place().function());
        }
        return known.isPresent() || family(family).filter(f -> f.has(function)).isPresent();
    }

    private List<@Nullable Object> called(
            String family, String function, List<Object> args, Map<String, Object> kwargs) {
        Optional<Dunders.Family> functions = family(family);
        if (functions.isEmpty()) {
            return error("execution", family + " is not available here");
        }
        Outcome outcome = functions.get().call(function, args, kwargs, call);
        String text = String.valueOf(outcome.value());
        if (outcome instanceof Outcome.Returned returned) {
            return Arrays.asList("ok", PlainValues.of(returned.value()), (long) returned.retcode());
        }
        if (outcome instanceof Outcome.Refused) {
            String reason = text.replaceFirst("(?s)\n\n.*", "");
            return error("arguments", reason.replaceFirst("^Passed invalid arguments to \\S+: ", ""));
        }
        if (outcome instanceof Outcome.Failed failed && failed.cause() instanceof FunctionError error) {
            return error("execution", String.valueOf(error.getMessage()));
        }
        if (outcome instanceof Outcome.Failed failed && failed.cause() instanceof InvocationError error) {
            return error("invocation", String.valueOf(error.getMessage()));
        }
        return error("execution", text);
    }

    private static List<@Nullable Object> error(String kind, String text) {
        return Arrays.asList("error", kind, text);
    }

    private Optional<Dunders.Family> family(String name) {
        return Optional.ofNullable(dunders.families().get(name));
    }

    private static String text(List<?> words, int index) {
        return index < words.size() ? String.valueOf(words.get(index)) : "";
    }

    private static List<Object> list(List<?> words, int index) {
        return index < words.size() && words.get(index) instanceof List<?> items ? new ArrayList<>(items) : List.of();
    }

    private static Map<String, Object> map(List<?> words, int index) {
        Map<String, Object> made = new LinkedHashMap<>();
        if (index < words.size() && words.get(index) instanceof Map<?, ?> map) {
            map.forEach((key, item) -> made.put(String.valueOf(key), item));
        }
        return made;
    }
}
