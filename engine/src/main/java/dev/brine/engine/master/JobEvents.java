package dev.brine.engine.master;

import dev.brine.engine.auth.JobTickets;
import dev.brine.engine.data.Data;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventJournal;
import dev.brine.engine.event.SqliteEventJournal;
import dev.brine.transport.channel.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Clear {@code job_events}: the events of one job, for who holds its ticket. Ours, not Salt's.
 *
 * <p>The event socket shows every job's arguments and returns to whoever may read it, so it is the master user's alone. Others
 * ask for a watch when they start a job ({@code watch: True} beside {@code cmd}), and then again and again for what is new:
 *
 * <pre>{cmd: job_events, jid, ticket, from}  gives  {events: [{tag, data}], next}</pre>
 *
 * {@code next} is the {@code from} of the next question. Not there with {@code event_journal: False}. Any thread.
 */
final class JobEvents implements ClearCommand {
    private static final int MOST_BYTES = 8 << 20;

    private final EventJournal journal;
    private final JobTickets tickets;
    private final Complaints complaints;

    JobEvents(EventJournal journal, JobTickets tickets, Complaints complaints) {
        this.journal = journal;
        this.tickets = tickets;
        this.complaints = complaints;
    }

    /** To be taken before the job starts: what gives the job's watch afterwards. */
    Watching watching(Data load) {
        if (!Boolean.TRUE.equals(load.value("watch")) || !(journal instanceof SqliteEventJournal events)) {
            return (jid, reply) -> {};
        }
        long from = events.next();
        return (jid, reply) -> {
            Map<String, Object> watch = new LinkedHashMap<>();
            watch.put("ticket", tickets.of(jid));
            watch.put("from", from);
            reply.put("watch", watch);
        };
    }

    /** Adds the watch of a job that was started to the reply, if one was asked for. */
    @FunctionalInterface
    interface Watching {
        void add(String jid, Map<String, Object> reply);
    }

    @Override
    public CompletionStage<Reply> handle(ClearCall call) {
        Data load = call.load();
        String jid = load.stringOr("jid", "");
        if (!tickets.opens(jid, load.value("ticket"))) {
            complaints.say(call.peer(), "refused the events of a job to {}: wrong or missing ticket", call.peer());
            return Replies.error("AuthenticationError", "Authentication error occurred.");
        }
        long from = load.value("from") instanceof Long number ? number : 0;
        if (!(journal instanceof SqliteEventJournal events)) {
            return Replies.error("SaltInvocationError", "This master keeps no events.");
        }
        SqliteEventJournal.Slice slice = events.about(jid, from, MOST_BYTES);
        List<Object> found = new ArrayList<>();
        for (Event event : slice.events()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("tag", event.tag());
            entry.put("data", event.data());
            found.add(entry);
        }
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("events", found);
        reply.put("next", slice.next());
        return Replies.value(reply);
    }
}
