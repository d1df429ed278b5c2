package dev.brine.reactor.explain;

import dev.brine.reactor.policy.OnDead;
import dev.brine.reactor.policy.Policy;
import dev.brine.reactor.policy.PolicyReader;
import dev.brine.reactor.rule.Problem;
import dev.brine.reactor.rule.Rule;
import dev.brine.reactor.rule.Spelling;
import dev.brine.reactor.rule.TagPattern;
import dev.brine.reactor.window.Batch;
import dev.brine.reactor.window.BatchWait;
import dev.brine.reactor.window.Correlation;
import dev.brine.reactor.window.OnFail;
import dev.brine.reactor.window.Sequence;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads policies for what their author did not mean. */
final class PolicyLint {
    private final Workshop shop;
    private final Lint.Findings findings;

    PolicyLint(Workshop shop, Lint.Findings findings) {
        this.shop = shop;
        this.findings = findings;
    }

    /** Looks at all of them; gives the files that they name. */
    Set<Path> all() {
        PolicyReader.Result read = shop.read().get();
        for (Problem problem : read.problems()) {
            findings.error(problem.place(), problem.message());
        }
        Set<Path> files = new LinkedHashSet<>();
        List<Rule> rules = shop.book().current().rules();
        for (Policy policy : read.policies()) {
            about(policy, rules);
            parts(policy);
            policy.part(OnDead.class).ifPresent(dead -> {
                List<Path> found = shop.files().find(dead.file());
                if (found.isEmpty()) {
                    findings.error(
                            policy.place(),
                            name(policy) + ": the file of on_dead, " + dead.file() + ", does not exist");
                }
                files.addAll(found);
            });
        }
        return files;
    }

    private void about(Policy policy, List<Rule> rules) {
        TagPattern match = policy.match();
        if (policy.part(Correlation.class).isPresent()) {
            if (match == null
                    || rules.stream().noneMatch(r -> r.pattern().text().equals(match.text()))) {
                findings.error(
                        policy.place(),
                        name(policy)
                                + ": nobody answers its join or absent: 'match' must be the left side of a rule, word"
                                + " for word" + nearest(match, rules));
            }
            return;
        }
        if (match != null && rules.stream().noneMatch(rule -> meets(match, rule))) {
            findings.warning(
                    policy.place(), name(policy) + " is about no rule: '" + match.text() + "'" + nearest(match, rules));
        }
        boolean fileKnown = rules.stream()
                .flatMap(rule -> rule.files().stream())
                .anyMatch(file -> policy.sls() == null
                        || policy.sls().test(file)
                        || policy.sls().test(file.substring(file.lastIndexOf('/') + 1)));
        if (!fileKnown && !rules.isEmpty()) {
            findings.warning(
                    policy.place(), name(policy) + " is about no file: no rule names one that its 'sls' means");
        }
    }

    /** Whether an event may be meant by both, as far as that can be told from their texts. */
    private static boolean meets(TagPattern match, Rule rule) {
        String text = rule.pattern().text();
        return match.text().equals(text)
                || match.match(text).isPresent()
                || rule.pattern().match(match.text()).isPresent()
                || (!match.prefix().isEmpty()
                        && !rule.pattern().prefix().isEmpty()
                        && (rule.pattern().prefix().startsWith(match.prefix())
                                || match.prefix().startsWith(rule.pattern().prefix())));
    }

    private static String nearest(@org.jspecify.annotations.Nullable TagPattern match, List<Rule> rules) {
        return match == null
                ? ""
                : rules.stream()
                        .map(rule -> rule.pattern().text())
                        .min(Comparator.comparingInt(text -> Spelling.distance(text, match.text())))
                        .map(text -> "; the nearest rule is '" + text + "'")
                        .orElse("; there are no rules");
    }

    private void parts(Policy policy) {
        if (policy.part(BatchWait.class).isPresent() && policy.part(Batch.class).isEmpty()) {
            findings.warning(
                    policy.place(),
                    name(policy) + ": batch_wait means nothing to reactions without a batch of their own");
        }
        if (policy.part(OnFail.class).isPresent()
                && !policy.part(Sequence.class).map(Sequence::on).orElse(false)) {
            findings.warning(policy.place(), name(policy) + ": on_fail means nothing without 'sequence: true'");
        }
    }

    private static String name(Policy policy) {
        return "policy '" + policy.name() + "'";
    }
}
