package dev.brine.reactor.flow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import dev.brine.reactor.reaction.Dispatcher;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps reactions from answering themselves for ever.
 *
 * <p>Events of the reactor's own runner and wheel calls are not reacted to (Salt 3006: their user is Reactor). Loops that go through
 * minions are cut after so many reactions in a row; events of a minion's job count from the reaction that published it. Any
 * thread.
 */
public final class LoopGuard {
    static final int MOST_HOPS = 16;

    private static final Logger log = LoggerFactory.getLogger(LoopGuard.class);

    private final Cache<String, Integer> byJob = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofHours(1))
            .build();
    private final Repeats repeats = new Repeats();

    /** Remembers that a reaction published a job. */
    void published(String jid, int hops) {
        if (!jid.isEmpty()) {
            byJob.put(jid, hops);
        }
    }

    /** How many reactions lie between the event and one from outside. */
    int hops(Event event) {
        int hops = Math.max(event.cause().hops(), ofJob(event.data().get("jid")));
        hops = Math.max(hops, ofJob(event.data().get("__pub_jid")));
        if (event.data().get("data") instanceof Map<?, ?> inner) {
            hops = Math.max(hops, ofJob(inner.get("__pub_jid")));
        }
        return hops;
    }

    private int ofJob(@Nullable Object jid) {
        Integer known = jid instanceof String id ? byJob.getIfPresent(id) : null;
        return known == null ? 0 : known;
    }

    /** Whether the event is the reactor's own doing, to be passed over. */
    boolean isOwn(Event event) {
        if (event.cause().hops() > 0 && event.data().get("jid") instanceof String jid) {
            // a job that a runner of a reaction published: its minions' returns do not say so
            byJob.asMap().merge(jid, event.cause().hops(), Math::max);
        }
        return isReactors(event);
    }

    /** Whether a call of the reactor fired the event. */
    public static boolean isReactors(Event event) {
        Origin.Kind kind = event.origin().kind();
        return (kind == Origin.Kind.MASTER || kind == Origin.Kind.LOCAL)
                && Dispatcher.USER.equals(event.data().get("user"));
    }

    /** Whether so many reactions led to the event that it is not answered any more, as far as the event itself tells. */
    public static boolean isTooDeep(Event event) {
        return event.cause().hops() >= MOST_HOPS;
    }

    /** Whether a loop ends here; said once. */
    boolean cuts(Event event, String rule) {
        int hops = hops(event);
        if (hops < MOST_HOPS) {
            return false;
        }
        if (repeats.isNew(rule)) {
            log.error(
                    "the rule '{}' answers events that its own reactions bring about: stopped at {} after {} rounds;"
                            + " salt-run reactor.explain shows what it calls",
                    rule,
                    event.tag(),
                    hops);
        }
        return true;
    }
}
