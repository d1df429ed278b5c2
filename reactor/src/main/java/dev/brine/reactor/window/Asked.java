package dev.brine.reactor.window;

import dev.brine.reactor.policy.Part;
import dev.brine.reactor.policy.Policy;
import dev.brine.reactor.reaction.Reaction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** {@code coalesce}, {@code batch} and {@code sequence} as far as they are asked for, for people. */
    public Map<String, Object> describe() {
        Map<String, Object> all = new java.util.LinkedHashMap<>();
        coalesce()
                .ifPresent(
                        c -> all.put("coalesce", c.window().toMillis() / 1e3 + " s, at most " + c.max() + " events"));
        part(Batch.class).ifPresent(b -> all.put("batch", b.size()));
        if (inSequence()) {
            all.put("sequence", "on_fail: " + onFail().name().toLowerCase(java.util.Locale.ROOT));
        }
        return all;
    }
}
