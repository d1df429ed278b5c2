package dev.brine.reactor.explain;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.data.Data;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import dev.brine.engine.render.json.JsonStyle;
import dev.brine.engine.render.json.JsonWriter;
import dev.brine.engine.render.yaml.YamlError;
import dev.brine.engine.render.yaml.YamlLoader;
import dev.brine.reactor.rule.Rule;
import dev.brine.reactor.rule.RuleSet;
import dev.brine.reactor.rule.TagPattern;
import dev.brine.reactor.trial.Story;
import dev.brine.reactor.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares what rules or a file make of events with what their author expects.
 *
 * <p>The events' file (JSON or YAML) is a list of {@code name, tag, data, origin, expect}; {@code expect} is the list of calls in order, of
 * each as many of {@code type, fun, tgt, arg, kwarg} as matter, or {@code []} for none. A case may also expect {@code problem: text}
 * that is part of a problem. Each case stands alone, unless one of them has {@code at}: then they are one {@link Story}.
 */
public final class RuleTest {
    private final Workshop shop;

    public RuleTest(Workshop shop) {
        this.shop = shop;
    }

    /**
     * Tries the cases.
     *
     * @param sls the file to render for each event; empty to let the rules choose
     * @throws FunctionError when the events' file cannot be read
     */
    public Map<String, Object> run(String sls, Path events) {
        List<?> items = read(events);
        Map<String, Object> all = new LinkedHashMap<>();
        List<Object> cases = new ArrayList<>();
        if (Story.isOne(items)) {
            all.put("open", story(sls, Story.read(items, RuleTest::event), cases));
        } else {
            for (Object item : items) {
                cases.add(one(sls, Data.of("case", item), cases.size() + 1));
            }
        }
        long passed = cases.stream()
                .filter(one -> one instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("passed")))
                .count();
        Map<String, Object> counted = new LinkedHashMap<>();
        counted.put("passed", passed);
        counted.put("failed", cases.size() - passed);
        counted.put("cases", cases);
        counted.putAll(all);
        return counted;
    }

    private static Event event(String tag, Data given) {
        Map<String, Object> data = given.value("data") == null ? Map.of() : Data.asMap("data", given.value("data"));
        return Workshop.event(tag, data, given.stringOr("origin", ""));
    }

    /** Plays a story; gives the windows that it leaves open. */
    private List<Object> story(String sls, Story story, List<Object> cases) {
        Trial.Rules rules = new Trial.Rules(
                sls.isEmpty() ? shop.book().current() : onlyFor(sls, story),
                shop.policies(),
                shop.compiler(),
                shop.resolver(),
                shop.book().config(),
                minions(story));
        try (Trial trial = new Trial(rules, story.begin())) {
            for (Story.Step step : story.steps()) {
                Trial.Found found = trial.play(step);
                List<String> differences = differences(step.given(), found.calls(), found.problems());
                Map<String, Object> result = result(step.name(), found.calls(), differences);
                if (!found.held().isEmpty()) {
                    result.put("held", found.held());
                }
                cases.add(result);
            }
            return trial.windows();
        }
    }

    /** One file for every event of a story. */
    private static RuleSet onlyFor(String sls, Story story) {
        List<Rule> rules = new ArrayList<>();
        story.steps().stream()
                .flatMap(step -> Optional.ofNullable(step.event()).stream())
                .map(event -> event.tag().replaceAll("([*?\\[])", "[$1]"))
                .distinct()
                .forEach(tag -> rules.add(new Rule(rules.size(), TagPattern.of(tag), List.of(sls), sls)));
        return new RuleSet(rules);
    }

    /** Accepted minions; on a host that has none, those who fire the story's events. */
    private List<String> minions(Story story) {
        List<String> accepted = shop.minions().get();
        if (!accepted.isEmpty()) {
            return accepted;
        }
        List<String> senders = story.steps().stream()
                .flatMap(step -> Optional.ofNullable(step.event()).stream())
                .map(Event::origin)
                .filter(origin -> origin.kind() == Origin.Kind.MINION)
                .map(Origin::id)
                .distinct()
                .toList();
        return senders.isEmpty() ? List.of("minion") : senders;
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
        Event event = event(tag, given);
        Explainer explainer = new Explainer(shop);
        Map<String, Object> found = sls.isEmpty() ? explainer.explain(event) : explainer.files(List.of(sls), event);
        List<?> calls = (List<?>) Objects.requireNonNull(found.get("calls"));
        List<?> problems = (List<?>) Objects.requireNonNull(found.get("problems"));
        List<String> differences = differences(given, calls, problems);
        return result(given.stringOr("name", "case " + number + ": " + tag), calls, differences);
    }

    private static List<String> differences(Data given, List<?> calls, List<?> problems) {
        List<String> differences = new ArrayList<>();
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
        return differences;
    }

    private static Map<String, Object> result(String name, List<?> calls, List<String> differences) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", name);
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
