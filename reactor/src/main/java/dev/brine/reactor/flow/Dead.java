package dev.brine.reactor.flow;

import dev.brine.engine.event.Cause;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import dev.brine.engine.event.SqliteEventJournal;
import dev.brine.reactor.record.ReactionRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What is done about reactions that failed for good: recorded, told, and answered as {@code on_dead} says. Any thread. */
final class Dead {
    /** Fired when a reaction failed and is not tried again. */
    static final String TAG = "salt/reactor/dead";

    private final Reactor.Parts parts;
    private final Lines lines;
    private final Answers answers;
    private final Recorder recorder;
    private final Consumer<String> error;

    /** Keeps what was asked for by one part of an event, and has it done. */
    @FunctionalInterface
    interface Recorder {
        void record(Event event, String part, List<String> rules, Answers.Asked asked);
    }

    /** @param error told what an operator must know */
    Dead(Reactor.Parts parts, Lines lines, Answers answers, Recorder recorder, Consumer<String> error) {
        this.parts = parts;
        this.lines = lines;
        this.answers = answers;
        this.recorder = recorder;
        this.error = error;
    }

    /** Takes a reaction in state DEAD, with the reason in its message. */
    void take(ReactionRecord record) {
        error.accept(record.sls() + ": reaction '" + record.chunk() + "' to " + record.tag() + " failed: "
                + record.message());
        lines.onDead(record).ifPresent(file -> mourn(record, file.file()));
        parts.records().update(record);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("number", record.number());
        data.put("event", record.event());
        data.put("tag", record.tag());
        data.put("rule", record.rule());
        data.put("sls", record.sls());
        data.put("fun", record.reaction().type() + "." + record.reaction().fun());
        data.put("jid", record.jid());
        data.put("tries", (long) record.tries());
        data.put("message", record.message());
        parts.bus()
                .publish(Event.of(TAG, data, Origin.MASTER)
                        .causedBy(new Cause(record.event(), record.rule(), record.hops() + 1)));
    }

    /** Before its end is on record, so that a crash in between does it again; but once for each job that died. */
    private void mourn(ReactionRecord dead, String file) {
        String death = dead.jid().isEmpty() ? String.valueOf(parts.clock().millis()) : dead.jid();
        String part = "dead/" + dead.number() + "/" + death;
        if (parts.records().hasFired(dead.event(), part)) {
            return;
        }
        Answers.Asked asked = answers.onDead(dead, event(dead), part, file);
        asked.problems().forEach(error);
        recorder.record(numbered(dead), part, List.of(dead.rule()), asked);
    }

    /** What the reaction's file saw. */
    private Event event(ReactionRecord record) {
        Optional<Event> kept = parts.bus().journal() instanceof SqliteEventJournal journal
                ? journal.event(record.event())
                : Optional.empty();
        return kept.map(Occasion::answered).orElseGet(() -> numbered(record));
    }

    private static Event numbered(ReactionRecord record) {
        return new Event(
                record.event(),
                record.tag(),
                Map.of(),
                Origin.MASTER,
                new Cause(record.event(), record.rule(), record.hops() + 1));
    }
}
