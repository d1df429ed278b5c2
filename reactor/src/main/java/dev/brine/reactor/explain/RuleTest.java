package dev.brine.reactor.explain;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.data.Data;
import dev.brine.engine.event.Event;
import dev.brine.engine.render.json.JsonStyle;
import dev.brine.engine.render.json.JsonWriter;
import dev.brine.engine.render.yaml.YamlError;
import dev.brine.engine.render.yaml.YamlLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares what rules or a file make of events with what their author expects.
 *
 * <p>The events' file (JSON or YAML) is a list of {@code name, tag, data, expect}; {@code expect} is the list of calls in order, of
 * each as many of {@code type, fun, tgt, arg, kwarg} as matter, or {@code []} for none. A case may also expect {@code problem: text}
 * that is part of a problem.
 */
public final class RuleTest {
    private final Explainer explainer;

    public RuleTest(Explainer explainer) {
        this.explainer = explainer;
    }

    /**
     * Tries the cases.
     *
     * @param sls the file to render for each event; empty to let the rules choose
     * @throws FunctionError when the events' file cannot be read
     */
    public Map<String, Object> run(String sls, Path events) {
        List<Object> cases = new ArrayList<>();
        long failed = 0;
        for (Object item : read(events)) {
            Data given = Data.of("case", item);
            Map<String, Object> one = one(sls, given, cases.size() + 1);
            cases.add(one);
            failed += Boolean.TRUE.equals(one.get("passed")) ? 0 : 1;
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("passed", cases.size() - failed);
        all.put("failed", failed);
        all.put("cases", cases);
        return all;
    }

    private static List<?> read(Path events) {
        try {
            if (new YamlLoader().load(Files.readString(events)) instanceof List<?> list) {
                return list;
            }
            throw new FunctionError(events + ": expected a list of 'tag, data, expect' maps");
        } catch (IOException e) {
            throw new FunctionError(events + ": cannot read it: " + e);
        } catch (YamlError e) {
            throw new FunctionError(events + ": " + e.problem());
        }
    }

    private Map<String, Object> one(String sls, Data given, int number) {
        String tag = given.string("tag");
        Map<String, Object> data = given.value("data") == null ? Map.of() : Data.asMap("data", given.value("data"));
        Event event = Event.of(tag, data, Sender.usual(tag, data));
        Map<String, Object> found = sls.isEmpty() ? explainer.explain(event) : explainer.files(List.of(sls), event);
        List<String> differences = new ArrayList<>();
        List<?> calls = (List<?>) Objects.requireNonNull(found.get("calls"));
        List<?> problems = (List<?>) Objects.requireNonNull(found.get("problems"));
        if (given.value("expect") instanceof List<?> expected) {
            if (expected.size() != calls.size()) {
                differences.add("expected " + expected.size() + " calls, found " + calls.size());
            }
            for (int i = 0; i < Math.min(expected.size(), calls.size()); i++) {
                difference(i + 1, expected.get(i), calls.get(i), differences);
            }
        }
        Object problem = given.value("problem");
        if (problem == null) {
            problems.forEach(p -> differences.add("problem: " + p));
        } else if (problems.stream().noneMatch(p -> String.valueOf(p).contains(String.valueOf(problem)))) {
            differences.add("expected a problem with '" + problem + "', found " + problems);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", given.stringOr("name", "case " + number + ": " + tag));
        result.put("passed", differences.isEmpty());
        result.put("calls", calls);
        result.put("differences", differences);
        return result;
    }

    private static void difference(
            int number, @Nullable Object expected, @Nullable Object found, List<String> differences) {
        Map<String, Object> call = Data.asMap("call", found);
        Data.asMap("expect", expected).forEach((key, value) -> {
            if (!Objects.equals(value, call.get(key))) {
                differences.add(
                        "call " + number + ", " + key + ": expected " + json(value) + ", found " + json(call.get(key)));
            }
        });
    }

    private static String json(@Nullable Object value) {
        return JsonWriter.write(value, JsonStyle.PYTHON);
    }
}
