package dev.brine.engine.event;

/**
 * What an event follows from: the event that a reactor rule answered.
 *
 * @param event number of the causing event in the journal (0 = none)
 * @param rule name of the rule or SLS file that reacted; empty when there is none
 * @param hops how many reactions lie between this event and one that came from outside
 */
public record Cause(long event, String rule, int hops) {
    public static final Cause NONE = new Cause(0, "", 0);

    /** The cause for what a reaction of {@code rule} to the event numbered {@code event} brings about. */
    public Cause then(long event, String rule) {
        return new Cause(event, rule, hops + 1);
    }
}
