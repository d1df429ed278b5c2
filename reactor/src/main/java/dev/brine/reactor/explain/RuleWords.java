package dev.brine.reactor.explain;

import dev.brine.engine.event.Event;
import dev.brine.reactor.flow.Choice;
import dev.brine.reactor.flow.LoopGuard;
import dev.brine.reactor.flow.Occasion;
import dev.brine.reactor.policy.Gate;
import dev.brine.reactor.policy.Policy;
import dev.brine.reactor.rule.Rule;
import dev.brine.reactor.rule.RuleBook;
import dev.brine.reactor.rule.RuleSet;
import dev.brine.reactor.window.Asked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says of each file of each rule whether it answers an event, and why. One thread. */
final class RuleWords {
    private static final String HELD = "; nothing is run";

    private final Workshop shop;
    private final Event event;
    private final List<RuleSet.Match> matches;
    private final List<Choice.Held> held;
    private final Correlations windows;
    private final Verdict verdict;

    RuleWords(
            Workshop shop,
            Event event,
            List<RuleSet.Match> matches,
            List<Choice.Held> held,
            Correlations windows,
            Verdict verdict) {
        this.shop = shop;
        this.event = event;
        this.matches = matches;
        this.held = held;
        this.windows = windows;
        this.verdict = verdict;
    }

    /** Whether the event's tag is meant by no rule. */
    boolean noneMatched() {
        return matches.isEmpty() && shop.book().current().matching(event.tag()).isEmpty();
    }

    /** {@code match, file, matched, reason, place, policies} of each file of each rule, also of those that are switched off. */
    List<Object> all(Outcome outcome) {
        List<Object> all = new ArrayList<>();
        for (Rule rule : shop.book().current().rules()) {
            for (String file : rule.files()) {
                all.add(one(rule, file, outcome));
            }
        }
        for (RuleBook.Off off : shop.book().off()) {
            if (off.rule().pattern().match(event.tag()).isPresent()) {
                verdict.silent(off.rule(), off.why());
            }
            for (String file : off.rule().files()) {
                all.add(shown(off.rule(), file, false, off.why(), List.of()));
            }
        }
        return all;
    }

    private Map<String, Object> one(Rule rule, String file, Outcome outcome) {
        String tag = rule.pattern().text();
        boolean answers = matches.stream().anyMatch(m -> m.rule().index() == rule.index());
        boolean matched = answers || rule.pattern().match(event.tag()).isPresent();
        if (answers) {
            String why = held.stream()
                    .filter(one -> one.rule().equals(tag) && one.file().equals(file))
                    .findFirst()
                    .map(one -> one.hold() + HELD)
                    .or(() -> outcome.fate(file, event.data().get("id")))
                    .orElse("nothing was rendered");
            if (!outcome.gives(file) || why.endsWith(HELD)) {
                verdict.silent(rule, "the tag matches; " + why);
            }
            return shown(rule, file, true, "the tag matches; " + why, policies(rule, file));
        }
        if (windows.owns(tag)) {
            String what = matched ? "the tag matches, but the rule" : "the rule";
            List<String> words = windows.words(tag, event);
            String why = what + " answers only when a window of its policy ends";
            if (matched || windows.counts(tag, event)) {
                verdict.silent(rule, why + ": " + String.join("; ", words));
            }
            return shown(rule, file, matched, why, words);
        }
        if (matched && LoopGuard.isReactors(event)) {
            String why =
                    "the tag matches, but the event's user is Reactor: what the reactor itself calls is never answered";
            verdict.silent(rule, why);
            return shown(rule, file, true, why, List.of());
        }
        if (matched && LoopGuard.isTooDeep(event)) {
            String why =
                    "the tag matches, but a loop is cut here: " + event.cause().hops()
                            + " reactions in a row led to this event, the last by the rule '"
                            + event.cause().rule() + "'";
            verdict.silent(rule, why);
            return shown(rule, file, true, why, List.of());
        }
        return shown(rule, file, matched, NearMiss.reason(rule.pattern(), event.tag()), List.of());
    }

    private List<String> policies(Rule rule, String file) {
        List<Policy> policies = shop.policies();
        List<String> all = new ArrayList<>(windows.words(rule.pattern().text(), event));
        for (Occasion occasion : Occasion.of(event, matches)) {
            if (occasion.matches().stream().noneMatch(match -> match.rule().index() == rule.index())) {
                continue;
            }
            for (Gate.Opinion one :
                    occasion.wouldHear(shop.standing().gate(), policies).opinions(rule, file)) {
                all.add(one.policy().name() + ": " + one.words());
            }
            all.addAll(new Asked(
                            policies,
                            rule.pattern().text(),
                            file,
                            occasion.event().tag())
                    .words());
        }
        return all;
    }

    private static Map<String, Object> shown(
            Rule rule, String file, boolean matched, String reason, List<String> policies) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("match", rule.pattern().text());
        one.put("file", file);
        one.put("matched", matched);
        one.put("reason", reason);
        one.put("place", rule.place());
        if (!policies.isEmpty()) {
            one.put("policies", policies);
        }
        return one;
    }
}
