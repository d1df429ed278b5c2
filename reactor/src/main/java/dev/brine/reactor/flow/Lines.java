package dev.brine.reactor.flow;

import dev.brine.engine.event.Event;
import dev.brine.reactor.policy.Concurrency;
import dev.brine.reactor.policy.OnDead;
import dev.brine.reactor.policy.Part;
import dev.brine.reactor.policy.Policy;
import dev.brine.reactor.policy.Retry;
import dev.brine.reactor.record.ReactionRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which reactions are followed to their end, in which line, and what is done about those that fail: as the policies say now. Any
 * thread.
 */
final class Lines {
    private static final int MOST = 1_000;
    private static final Concurrency UNLIMITED = new Concurrency(0, List.of(), 0);

    private final Supplier<List<Policy>> policies;

    Lines(Supplier<List<Policy>> policies) {
        this.policies = policies;
    }

    /** The turn of a reaction that a rule's file asks for. */
    ReactionRecord.Turn turn(String rule, String file, Event event) {
        List<Policy> about = policies.get().stream()
                .filter(policy -> policy.holdsFor(rule, file, event.tag()))
                .toList();
        for (Policy policy : about) {
            Concurrency limit = policy.part(Concurrency.class).orElse(null);
            if (limit != null) {
                return new ReactionRecord.Turn(policy.name(), limit.key(event), 0);
            }
        }
        return about.stream()
                .filter(policy -> policy.part(Retry.class).isPresent()
                        || policy.part(OnDead.class).isPresent())
                .findFirst()
                .map(policy -> new ReactionRecord.Turn(policy.name(), "", 0))
                .orElse(ReactionRecord.Turn.NOW);
    }

    /** How many of a line may be in work, never more than the house's own bound; one whose policy is gone has no other. */
    Concurrency limit(String line) {
        Concurrency limit = policies.get().stream()
                .filter(policy -> policy.name().equals(line))
                .findFirst()
                .flatMap(policy -> policy.part(Concurrency.class))
                .orElse(UNLIMITED);
        return new Concurrency(limit.max() == 0 ? MOST : Math.min(MOST, limit.max()), limit.per(), limit.maxPer());
    }

    /** Whether it is tried again. */
    Optional<Retry> retry(ReactionRecord record) {
        return part(record, Retry.class);
    }

    /** What is rendered when it is given up; nothing for what {@code on_dead} itself asked for. */
    Optional<OnDead> onDead(ReactionRecord record) {
        return record.part().isEmpty() ? part(record, OnDead.class) : Optional.empty();
    }

    private <P extends Part> Optional<P> part(ReactionRecord record, Class<P> type) {
        return policies.get().stream()
                .filter(policy -> policy.name().equals(record.turn().line())
                        || policy.holdsFor(record.rule(), record.sls(), record.tag()))
                .flatMap(policy -> policy.part(type).stream())
                .findFirst();
    }
}
