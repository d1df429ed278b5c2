package dev.brine.reactor.window;

import dev.brine.reactor.policy.Concurrency;
import dev.brine.reactor.policy.Mode;
import dev.brine.reactor.policy.OnDead;
import dev.brine.reactor.policy.Part;
import dev.brine.reactor.policy.Policy;
import dev.brine.reactor.policy.Retry;
import dev.brine.reactor.policy.Spec;
import dev.brine.reactor.reaction.Reaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the policies ask for the reactions of a rule's file.
 *
 * @param policies in their order: the first that has a part decides
 */
public record Asked(List<Policy> policies, String rule, String file, String tag) {

    private <P extends Part> Optional<P> part(Class<P> type) {
        return policies.stream()
                .filter(policy -> policy.holdsFor(rule, file, tag))
                .flatMap(policy -> policy.part(type).stream())
                .findFirst();
    }

    public Optional<Coalesce> coalesce() {
        return part(Coalesce.class);
    }

    /** Whether reactions wait for each other. */
    public boolean inSequence() {
        return part(Sequence.class).map(Sequence::on).orElse(false);
    }

    public OnFail onFail() {
        return part(OnFail.class).orElse(OnFail.STOP);
    }

    /** How many minions at a time; what the reaction itself says goes first. */
    public Optional<Batch> batch(Reaction reaction) {
        return reaction instanceof Reaction.Local local && local.options().get("batch") != null
                ? Optional.of(new Batch(String.valueOf(local.options().get("batch"))))
                : reaction instanceof Reaction.Local ? part(Batch.class) : Optional.empty();
    }

    public Duration batchWait(Reaction reaction) {
        Object own = reaction instanceof Reaction.Local local ? local.options().get("batch_wait") : null;
        return own instanceof Number seconds
                ? Duration.ofMillis((long) (seconds.doubleValue() * 1_000))
                : part(BatchWait.class).map(BatchWait::length).orElse(Duration.ZERO);
    }

    /** What becomes of reactions when they are not just run, for people. */
    public List<String> words() {
        List<String> all = new ArrayList<>();
        part(Mode.class)
                .filter(mode -> mode == Mode.SHADOW)
                .ifPresent(shadow -> all.add("mode: shadow: kept as a record and not run"));
        coalesce()
                .ifPresent(one -> all.add("coalesce: waits up to " + Spec.shown(one.window())
                        + " for other events of the rule, at most " + one.max()
                        + "; calls that differ only in the one minion they name go out as one job"));
        part(Batch.class)
                .ifPresent(one -> all.add("batch: " + one.size() + " of the minions at a time"
                        + part(BatchWait.class)
                                .map(wait -> ", the next " + Spec.shown(wait.length()) + " after a return")
                                .orElse("")));
        part(Concurrency.class).ifPresent(one -> all.add(limits(one)));
        part(Retry.class)
                .ifPresent(one -> all.add("retry: up to " + one.tries() + " tries, the second after "
                        + Spec.shown(one.least()) + ", each pause twice as long up to " + Spec.shown(one.most())
                        + (one.timeout().isZero() ? "" : ", each try at most " + Spec.shown(one.timeout())) + "; after "
                        + one.on().stream().map(Asked::word).sorted().collect(Collectors.joining(", "))));
        part(OnDead.class)
                .ifPresent(one -> all.add("on_dead: when it failed for good, " + one.file() + " is rendered"));
        if (inSequence()) {
            all.add("sequence: one reaction after the other; when one fails: " + word(onFail()));
        }
        return all;
    }

    private static String limits(Concurrency limit) {
        String of = limit.per().isEmpty()
                ? ""
                : (limit.max() == 0 ? "" : ", and ") + limit.maxPer() + " alike in " + String.join(", ", limit.per());
        return "concurrency: at most " + (limit.max() == 0 ? "" : String.valueOf(limit.max())) + of
                + " at a time; the others wait on disk";
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }
}
