package dev.brine.reactor.record;

/**
 * Events that a policy kept a rule from answering.
 *
 * @param rule left side of the rule
 * @param gate the key of the policy that decided ("throttle")
 * @param count how many
 * @param event number of the last one
 * @param tag of the last one
 * @param reason of the last one
 * @param at when the last one was held back, milliseconds of the epoch
 */
public record Held(
        String rule, String policy, String gate, long count, long event, String tag, String reason, long at) {

    /** What is counted together. */
    public String id() {
        return rule + "\n" + policy + "\n" + gate;
    }

    /** Both counts, and the last of {@code later}. */
    public Held then(Held later) {
        return new Held(rule, policy, gate, count + later.count, later.event, later.tag, later.reason, later.at);
    }
}
