package dev.brine.reactor;

import dev.brine.reactor.policy.BadPolicy;
import dev.brine.reactor.policy.Concurrency;
import dev.brine.reactor.policy.Part;
import dev.brine.reactor.policy.Policy;
import dev.brine.reactor.policy.PolicyReader;
import dev.brine.reactor.window.Coalesce;
import dev.brine.reactor.window.Correlation;
import dev.brine.reactor.window.Sequence;
import java.util.List;
import java.util.function.Predicate;

/** Which keys of {@code reactor_policy} cannot go together, in one entry or in two that are about the same reactions, and why. */
final class PolicyClashes implements PolicyReader.Check {
    private static final List<Clash> CLASHES = List.of(
            new Clash(
                    new Side("coalesce", has(Coalesce.class)),
                    new Side(
                            "sequence",
                            policy -> policy.part(Sequence.class)
                                    .map(Sequence::on)
                                    .orElse(false)),
                    "one job for many events cannot wait for the steps of each; use 'sls' to give them to different files"),
            new Clash(
                    new Side("coalesce", has(Coalesce.class)),
                    new Side(
                            "concurrency",
                            policy -> policy.part(Concurrency.class)
                                    .map(limit -> !limit.per().isEmpty())
                                    .orElse(false)),
                    "one job for many events has no one key by which 'per' could count it; limit it by 'max' alone"),
            new Clash(
                    new Side("join", has(Correlation.Join.class)),
                    new Side("absent", has(Correlation.Absence.class)),
                    "a rule answers the end of one kind of window; write a rule for each"));

    private record Side(String key, Predicate<Policy> asks) {}

    private record Clash(Side one, Side other, String why) {}

    private static Predicate<Policy> has(Class<? extends Part> type) {
        return policy -> policy.part(type).isPresent();
    }

    @Override
    public void check(Policy policy, List<Policy> before) throws BadPolicy {
        if (policy.part(Correlation.class).isPresent() && policy.match() == null) {
            String key = has(Correlation.Join.class).test(policy) ? "join" : "absent";
            throw new BadPolicy(key, "'" + key + "' needs 'match', the left side of the rule that answers");
        }
        for (Clash clash : CLASHES) {
            check(clash, clash.one, clash.other, policy, before);
            check(clash, clash.other, clash.one, policy, before);
        }
    }

    private static void check(Clash clash, Side mine, Side theirs, Policy policy, List<Policy> before)
            throws BadPolicy {
        if (!mine.asks.test(policy)) {
            return;
        }
        String both = "'" + mine.key + "' and '" + theirs.key + "' cannot go together";
        if (theirs.asks.test(policy)) {
            throw new BadPolicy(mine.key, both + ": " + clash.why);
        }
        for (Policy other : before) {
            if (theirs.asks.test(other) && policy.overlaps(other)) {
                throw new BadPolicy(
                        mine.key, both + ", and the entry at " + other.place() + " asks for that: " + clash.why);
            }
        }
    }
}
