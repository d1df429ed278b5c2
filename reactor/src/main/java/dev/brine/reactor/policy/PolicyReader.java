package dev.brine.reactor.policy;

import dev.brine.engine.data.Glob;
import dev.brine.reactor.rule.Problem;
import dev.brine.reactor.rule.TagPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code reactor_policy}; an entry with anything in it that is not understood is refused as a whole, with {@code file:line}, what
 * it is, and the nearest known word. Any thread.
 */
public final class PolicyReader {
    private static final List<String> OWN = List.of("match", "sls", "name");

    private final Map<String, Part.Reader> keys;
    private final List<String> known;

    private final Check check;

    /** Says whether an entry makes sense as a whole, and beside those before it. */
    @FunctionalInterface
    public interface Check {
        /** @throws BadPolicy when it does not; the entry is then refused */
        void check(Policy policy, List<Policy> before) throws BadPolicy;
    }

    /** @param keys what reads the value of each key, beside {@code match}, {@code sls} and {@code name} */
    public PolicyReader(Map<String, Part.Reader> keys, Check check) {
        this.check = check;
        this.keys = new LinkedHashMap<>(keys);
        this.known = new ArrayList<>(OWN);
        this.known.addAll(keys.keySet());
    }

    /** What was read. */
    public record Result(List<Policy> policies, List<Problem> problems) {}

    /** Reads the option; {@code place} is where it stands. */
    public Result read(@Nullable Object value, String place) {
        List<Policy> policies = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        PolicyLines lines = new PolicyLines(place);
        List<?> entries = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
        for (int i = 0; i < entries.size(); i++) {
            try {
                Policy policy = policy(entries.get(i), i + 1, lines.entry(i));
                String before = names.putIfAbsent(policy.name(), policy.place());
                if (before != null) {
                    throw new BadPolicy("name", "the name '" + policy.name() + "' is taken by the entry at " + before);
                }
                check.check(policy, policies);
                policies.add(policy);
            } catch (BadPolicy e) {
                problems.add(new Problem(
                        lines.word(i, e.key(), e.within()),
                        "reactor_policy entry " + (i + 1) + " is refused: " + e.getMessage()));
            }
        }
        return new Result(List.copyOf(policies), List.copyOf(problems));
    }

    private Policy policy(@Nullable Object entry, int number, String place) throws BadPolicy {
        Spec spec = new Spec("", entry);
        if (!(entry instanceof Map<?, ?> map) || !(spec.has("match") || spec.has("sls"))) {
            throw new BadPolicy("", "expected a map with 'match: <tag>' or 'sls: <file>', found " + entry);
        }
        spec.map(known);
        List<Part> parts = new ArrayList<>();
        for (Map.Entry<?, ?> pair : map.entrySet()) {
            String key = String.valueOf(pair.getKey());
            Part.Reader reader = keys.get(key);
            if (reader != null) {
                parts.add(part(key, reader, pair.getValue()));
            }
        }
        return new Policy(
                spec.has("name") ? spec.at("name").text() : "entry " + number,
                place,
                spec.has("match") ? tag(spec.at("match")) : null,
                spec.has("sls") ? Glob.of(spec.at("sls").text()) : null,
                parts);
    }

    private static Part part(String key, Part.Reader reader, @Nullable Object value) throws BadPolicy {
        try {
            return reader.read(new Spec(key, value));
        } catch (BadPolicy e) {
            throw e.in(key);
        }
    }

    private static TagPattern tag(Spec match) throws BadPolicy {
        try {
            return TagPattern.of(match.text());
        } catch (IllegalArgumentException e) {
            throw match.bad(String.valueOf(e.getMessage()));
        }
    }
}
