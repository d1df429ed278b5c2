package dev.brine.reactor.flow;

import dev.brine.engine.event.Event;
import dev.brine.reactor.policy.Gate;
import dev.brine.reactor.record.Held;
import dev.brine.reactor.record.ReactionLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often what happened since the start, in all and by rule. Any thread. */
public final class Counters {
    private final LongAdder events = new LongAdder();
    private final Map<String, Rule> rules = new ConcurrentHashMap<>();
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final Map<String, Held> fresh = new ConcurrentHashMap<>();

    private static final class Rule {
        private final LongAdder matched = new LongAdder();
        private final LongAdder empty = new LongAdder();
        private final LongAdder reactions = new LongAdder();
        private final LongAdder problems = new LongAdder();
        private final LongAdder heldBack = new LongAdder();
    }

    void seen() {
        events.increment();
    }

    void matched(String rule) {
        rule(rule).matched.increment();
    }

    void rendered(String rule, int reactions, int problems) {
        Rule of = rule(rule);
        of.reactions.add(reactions);
        of.problems.add(problems);
        if (reactions == 0 && problems == 0) {
            of.empty.increment();
        }
    }

    void heldBack(String rule, Gate.Hold hold, Event event, long at) {
        rule(rule).heldBack.increment();
        Held one = new Held(
                rule,
                hold.policy(),
                hold.gate().name().toLowerCase(Locale.ROOT),
                1,
                event.number(),
                event.tag(),
                hold.reason(),
                at);
        held.merge(one.id(), one, Held::then);
        fresh.merge(one.id(), one, Held::then);
    }

    /** What policies held back since the start. */
    public List<Held> held() {
        return List.copyOf(held.values());
    }

    /** Records what they held back since this was asked last. */
    void tellHeld(ReactionLog records) {
        List<Held> all = new ArrayList<>();
        for (String id : List.copyOf(fresh.keySet())) {
            Held one = fresh.remove(id);
            if (one != null) {
                all.add(one);
            }
        }
        if (!all.isEmpty()) {
            records.held(all);
        }
    }

    private Rule rule(String rule) {
        return rules.computeIfAbsent(rule, r -> new Rule());
    }

    /** Events looked at. */
    public long events() {
        return events.sum();
    }

    /** By rule: matched, empty (rendered nothing), reactions, problems, held_back (by its policy). */
    public Map<String, Object> byRule() {
        Map<String, Object> all = new LinkedHashMap<>();
        rules.forEach((name, rule) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("matched", rule.matched.sum());
            one.put("empty", rule.empty.sum());
            one.put("reactions", rule.reactions.sum());
            one.put("problems", rule.problems.sum());
            one.put("held_back", rule.heldBack.sum());
            all.put(name, one);
        });
        return all;
    }
}
