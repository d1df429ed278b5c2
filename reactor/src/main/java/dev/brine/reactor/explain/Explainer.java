package dev.brine.reactor.explain;

import dev.brine.engine.event.Event;
import dev.brine.reactor.flow.Choice;
import dev.brine.reactor.flow.LoopGuard;
import dev.brine.reactor.flow.Occasion;
import dev.brine.reactor.policy.Policy;
import dev.brine.reactor.rule.RuleSet;
import dev.brine.reactor.rule.Spelling;
import dev.brine.reactor.sls.EventContext;
import dev.brine.reactor.window.Correlated;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells what would happen to an event, and why other rules stay still. */
public final class Explainer {
    private static final int NEAREST = 3;

    private final Workshop shop;

    public Explainer(Workshop shop) {
        this.shop = shop;
    }

    /**
     * What would happen, as plain values.
     *
     * <p>{@code answer}: in a few sentences; {@code rules}: {@code match, file, matched, reason, place} of each file of each rule, and {@code policies}, what these say
     * about it; {@code files}: what each rendered to; {@code chunks}: low chunks in the order in which they run, with stock's keys;
     * {@code calls}: {@code type, fun, tgt, tgt_type, arg, kwarg} as handed to the clients, whose {@code rule, sls} and {@code id} it is,
     * and {@code minions} that a job would reach now; {@code problems} and {@code warnings}, each with {@code file:line}; {@code
     * nearest} when no rule matched; {@code if_let_through}: the same of files that policies hold back.
     */
    public Map<String, Object> explain(Event event) {
        RuleSet rules = shop.book().current();
        List<Policy> policies = shop.policies();
        Correlations windows = new Correlations(Correlated.of(policies), shop.standing());
        List<RuleSet.Match> matches = LoopGuard.isReactors(event) || LoopGuard.isTooDeep(event)
                ? List.of()
                : Occasion.matches(event, rules, windows::owns);
        Outcome outcome = new Outcome(shop);
        Outcome letThrough = new Outcome(shop);
        List<Choice.Held> held = new ArrayList<>();
        for (Occasion occasion : matches.isEmpty() ? List.<Occasion>of() : Occasion.of(event, matches)) {
            Choice choice =
                    Choice.of(occasion, occasion.wouldHear(shop.standing().gate(), policies));
            outcome.add(choice);
            held.addAll(choice.held());
            if (!choice.held().isEmpty()) {
                letThrough.add(choice.letThrough());
            }
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("tag", event.tag());
        all.put("origin", Sender.words(event.origin()));
        if (!shop.standing().assumed().isEmpty() && !policies.isEmpty()) {
            all.put("assumed", shop.standing().assumed());
        }
        Verdict verdict = new Verdict();
        RuleWords words = new RuleWords(shop, event, matches, held, windows, verdict);
        List<Object> each = words.all(outcome);
        List<Object> nearest = words.noneMatched() ? nearest(rules, event.tag()) : List.of();
        all.put("answer", verdict.words(outcome, nearest));
        all.put("rules", each);
        if (!nearest.isEmpty()) {
            all.put("nearest", nearest);
        }
        List<Object> open = windows.open(event);
        if (!open.isEmpty()) {
            all.put("windows", open);
        }
        outcome.warnings().addAll(shop.standing().notes().get());
        shop.read().get().problems().forEach(problem -> outcome.warnings().add(problem.toString()));
        all.putAll(outcome.shown());
        if (!held.isEmpty()) {
            all.put("if_let_through", letThrough.shown());
        }
        return all;
    }

    /** What files would do, whatever the rules. */
    Map<String, Object> files(List<String> references, Event event) {
        Outcome outcome = new Outcome(shop);
        outcome.add(shop.compiler().compile(references, EventContext.of(event, Map.of())));
        return outcome.shown();
    }

    private static List<Object> nearest(RuleSet rules, String tag) {
        return rules.rules().stream()
                .sorted(Comparator.comparingInt(
                        r -> Spelling.distance(r.pattern().text(), tag)))
                .limit(NEAREST)
                .<Object>map(r -> r.pattern().text() + " (" + r.place() + "): " + NearMiss.reason(r.pattern(), tag))
                .toList();
    }
}
