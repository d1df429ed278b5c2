package dev.brine.reactor.runner;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.data.Glob;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.SqliteEventJournal;
import dev.brine.reactor.policy.BadPolicy;
import dev.brine.reactor.policy.Spec;
import dev.brine.reactor.policy.Where;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds events in the journal by what operators say of them. Any thread. */
final class PastEvents {
    private static final int PAGE = 1_000;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private final SqliteEventJournal journal;
    private final Clock clock;

    PastEvents(SqliteEventJournal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
        // whatever was published before the question is on disk and seen
        journal.file().write(session -> true).join();
    }

    /**
     * Which events are meant.
     *
     * @param tag glob over the whole tag
     * @param where as {@link Where} reads it
     * @param from the first, by its number or its time; null for the oldest
     * @param to the last, by its number (it is meant, too) or the time before which it was; null for the newest
     */
    record Selection(
            String tag,
            @Nullable Object where,
            @Nullable Object from,
            @Nullable Object to) {}

    /** The oldest {@code limit} of the events that are meant, in order. */
    List<Event> oldest(Selection selection, long limit) {
        long[] range = range(selection);
        Predicate<Event> wanted = wanted(selection);
        List<Event> found = new ArrayList<>();
        List<Event> page = journal.from(range[0], PAGE);
        while (!page.isEmpty()) {
            for (Event event : page) {
                if (event.number() > range[1] || found.size() >= limit) {
                    return found;
                }
                if (wanted.test(event)) {
                    found.add(event);
                }
            }
            page = journal.from(page.get(page.size() - 1).number() + 1, PAGE);
        }
        return found;
    }

    /** The newest {@code limit} of the events that are meant, in order. */
    List<Event> newest(Selection selection, long limit) {
        long[] range = range(selection);
        Predicate<Event> wanted = wanted(selection);
        List<Event> found = new ArrayList<>();
        List<Event> page = journal.before(range[1] == Long.MAX_VALUE ? range[1] : range[1] + 1, PAGE);
        while (!page.isEmpty() && found.size() < limit && page.get(0).number() >= range[0]) {
            for (Event event : page) {
                if (event.number() >= range[0] && found.size() < limit && wanted.test(event)) {
                    found.add(event);
                }
            }
            page = journal.before(page.get(page.size() - 1).number(), PAGE);
        }
        Collections.reverse(found);
        return found;
    }

    /** The event of that number. */
    Event numbered(long number) {
        return journal.event(number).orElseThrow(() -> new FunctionError("event " + number + " is not in the journal"));
    }

    private Predicate<Event> wanted(Selection selection) {
        try {
            Where where = Where.read(selection.where());
            Glob tag = Glob.of(selection.tag());
            Instant now = clock.instant();
            return event -> tag.test(event.tag()) && where.holds(event, now);
        } catch (BadPolicy e) {
            throw new FunctionError("where: " + e.getMessage());
        }
    }

    /** The lowest and the highest number that are meant. */
    private long[] range(Selection selection) {
        Edge from = edge("from", selection.from(), Instant.MIN);
        Edge to = edge("to", selection.to(), Instant.MAX);
        if (selection.from() != null && from.at == null && from.number > 0) {
            long first = journal.first();
            if (from.number < first) {
                throw new FunctionError(
                        "events before " + first + " are not kept any more; say from=" + first + " or leave it out");
            }
        }
        if (from.at == null && to.at == null) {
            return new long[] {from.number, to.number};
        }
        long[] timed = journal.between(
                        from.at == null ? Instant.ofEpochMilli(0) : from.at,
                        to.at == null ? Instant.ofEpochMilli(Long.MAX_VALUE) : to.at)
                .orElse(new long[] {Long.MAX_VALUE, 0});
        return new long[] {
            from.at == null ? Math.max(from.number, timed[0]) : timed[0],
            to.at == null ? Math.min(to.number, timed[1]) : timed[1]
        };
    }

    private record Edge(long number, @Nullable Instant at) {}

    private Edge edge(String name, @Nullable Object value, Instant open) {
        String text = value == null ? "" : String.valueOf(value).strip();
        if (text.isEmpty()) {
            return new Edge(open.equals(Instant.MIN) ? 0 : Long.MAX_VALUE, null);
        }
        if (NUMBER.matcher(text).matches()) {
            return new Edge(Long.parseLong(text), null);
        }
        return new Edge(0, time(name, text));
    }

    /** A time as events carry it (UTC when it names no zone), a day, or how long ago. */
    private Instant time(String name, String text) {
        String iso = text.replace(' ', 'T');
        try {
            if (iso.length() == 10) {
                return LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            return iso.matches(".*T.*(Z|[+-]\\d\\d:?\\d\\d)")
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException noMoment) {
            try {
                return clock.instant().minus(new Spec(name, text).time());
            } catch (BadPolicy e) {
                throw new FunctionError(
                        name + ": '" + text
                                + "' is no event number and no time; write 4711, 2026-11-21T14:00:00 (UTC), or 10m for ten minutes ago");
            }
        }
    }
}
