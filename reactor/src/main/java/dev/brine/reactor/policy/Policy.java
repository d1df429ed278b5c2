package dev.brine.reactor.policy;

import dev.brine.engine.event.Origin;
import dev.brine.reactor.rule.TagPattern;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * One entry of {@code reactor_policy}: it holds for the rules whose left side is the same text as {@code match}, or whose events its
 * pattern matches.
 *
 * @param name for people
 * @param from who must have fired the event; empty for anybody
 * @param when all must hold
 * @param onceWithin at most one answer in this time; zero for no limit
 * @param by dotted paths into the data: events that differ there are counted apart
 * @param mode whether reactions are run
 */
public record Policy(
        String name,
        TagPattern match,
        Set<Origin.Kind> from,
        List<Condition> when,
        Duration onceWithin,
        List<String> by,
        Mode mode) {

    /** Whether reactions are run, or only noted. */
    public enum Mode {
        ENFORCE,
        /** reactions are rendered and kept as records, and not run */
        SHADOW
    }
}
