package dev.brine.cli.remote;

import dev.brine.engine.data.Data;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of this command whose events the master has promised us: the replies to {@code publish} and {@code runner} bring a
 * {@code watch} with a ticket. A job leaves when everybody it was for has returned. Any thread.
 */
final class Watches {

    /** One job: what to ask for, from which event on, and whose returns are still to come. */
    static final class Watch {
        final String jid;
        final Object ticket;
        private final Set<String> waiting;
        private long from;

        private Watch(String jid, Object ticket, Collection<String> minions, long from) {
            this.jid = jid;
            this.ticket = ticket;
            this.waiting = new HashSet<>(minions);
            this.from = from;
        }
    }

    private final List<Watch> watches = new ArrayList<>();
    private Optional<String> unpromised = Optional.empty();

    /**
     * Takes the watch out of a reply.
     *
     * @param minions who will return; empty for a runner
     */
    synchronized void add(String jid, @Nullable Object watch, Collection<String> minions) {
        if (watch instanceof Map<?, ?> map) {
            Data data = Data.of("watch", map);
            watches.add(new Watch(jid, data.string("ticket"), minions, data.integer("from")));
        } else {
            unpromised = Optional.of(jid);
        }
    }

    /** A job for which the master has promised nothing: nobody will ever see its returns here. */
    synchronized Optional<String> unpromised() {
        return unpromised;
    }

    synchronized List<Watch> open() {
        return List.copyOf(watches);
    }

    synchronized long from(Watch watch) {
        return watch.from;
    }

    /** Where to go on with a job. */
    synchronized void read(Watch watch, long next) {
        watch.from = next;
    }

    /** Notes that a minion has returned, or the runner has when {@code id} is empty. */
    synchronized void returned(Watch watch, Optional<String> id) {
        id.ifPresent(watch.waiting::remove);
        if (watch.waiting.isEmpty()) {
            watches.remove(watch);
        }
    }
}
