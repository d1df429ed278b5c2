package dev.brine.reactor.flow;

import dev.brine.engine.event.Event;
import dev.brine.engine.event.SqliteEventJournal;
import dev.brine.reactor.flow.FairQueue.Work;
import dev.brine.reactor.rule.RuleSet;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Matched events until what they ask for is on record: in line for a worker, or, what does not fit, in the journal.
 *
 * <p>The matching thread puts in and brings back; workers take; whoever records an event's reactions says that it is answered.
 */
final class Unanswered {
    private static final Logger log = LoggerFactory.getLogger(Unanswered.class);
    private static final int SHARE = 500;
    private static final int PAGE = 1_000;

    private final Clock clock;
    private final @Nullable SqliteEventJournal journal;
    private final LongSupplier matched;
    private final BiFunction<Event, RuleSet, List<RuleSet.Match>> match;
    private final Consumer<Runnable> later;
    private final FairQueue queue = new FairQueue(SHARE);
    private final Backlog backlog = new Backlog();
    private final ConcurrentSkipListMap<Long, Lag.Oldest> open = new ConcurrentSkipListMap<>();
    private final Set<String> refilling = ConcurrentHashMap.newKeySet();

    /**
     * Nothing waits yet.
     *
     * @param matched number of the last event that was matched
     * @param match the rules that answer an event
     * @param later runs something on the matching thread
     */
    Unanswered(
            Clock clock,
            @Nullable SqliteEventJournal journal,
            LongSupplier matched,
            BiFunction<Event, RuleSet, List<RuleSet.Match>> match,
            Consumer<Runnable> later) {
        this.clock = clock;
        this.journal = journal;
        this.matched = matched;
        this.match = match;
        this.later = later;
    }

    /** Takes an event in, in line or by its place in the journal. */
    void put(Event event, List<RuleSet.Match> matches, RuleSet rules) {
        String stream = FairQueue.streamOf(event, matches);
        if (backlog.has(stream)) {
            return;
        }
        Lag.Oldest oldest = oldest(event, matches);
        open.put(event.number(), oldest);
        if (queue.offer(event, matches)) {
            return;
        }
        open.remove(event.number());
        if (journal == null) {
            log.error(
                    "event {} gets no reaction: {} events of its rule wait already and there is no journal to keep it",
                    event.tag(),
                    SHARE);
            return;
        }
        backlog.put(stream, new Backlog.Place(event.number(), rules, oldest));
        if (queue.size() < SHARE) {
            refillLater(stream);
        }
    }

    private Lag.Oldest oldest(Event event, List<RuleSet.Match> matches) {
        return oldest(event, matches.get(0).rule().pattern().text());
    }

    /** How old an event is. */
    Lag.Oldest oldest(Event event, String rule) {
        return new Lag.Oldest(Stamps.millis(event, clock), event.tag(), rule);
    }

    /** The next event for a worker; waits for one. Null when there will be none any more. */
    @Nullable
    Work take() throws InterruptedException {
        return queue.take();
    }

    /** Says that a worker is done with it. */
    void done(Work work) {
        String stream = FairQueue.streamOf(work.event, work.matches);
        int left = queue.done(work);
        if (left <= SHARE / 4 && backlog.has(stream)) {
            refillLater(stream);
        }
    }

    /** Says that an event need not be read again. */
    void answered(long event) {
        open.remove(event);
    }

    /** Once all that was matched so far is on disk; the matching thread does not wait for that. */
    private void refillLater(String stream) {
        SqliteEventJournal kept = journal;
        if (kept != null && refilling.add(stream)) {
            long known = matched.getAsLong();
            kept.file()
                    .write(session -> true)
                    .whenComplete((done, failure) -> later.accept(() -> {
                        refilling.remove(stream);
                        refill(stream, kept, known);
                    }));
        }
    }

    /**
     * Brings events of one share back from the journal until it is full or nothing is left of it.
     *
     * @param onDisk events up to this number can be read; those that were matched since are read next time, unless they are few
     */
    private void refill(String stream, SqliteEventJournal kept, long onDisk) {
        Backlog.Place place = backlog.at(stream);
        if (place == null) {
            return;
        }
        long known = onDisk;
        long from = place.from();
        while (true) {
            long last = known;
            List<Event> page = kept.from(from, PAGE).stream()
                    .takeWhile(event -> event.number() <= last)
                    .toList();
            if (!refill(stream, place, page)) {
                return;
            }
            boolean end = page.size() < PAGE;
            if (end && known >= matched.getAsLong()) {
                backlog.remove(stream);
                return;
            }
            from = end ? Math.max(from, known + 1) : page.get(page.size() - 1).number() + 1;
            Lag.Oldest oldest = page.isEmpty()
                    ? place.oldest()
                    : oldest(page.get(page.size() - 1), place.oldest().rule());
            backlog.put(stream, new Backlog.Place(from, place.rules(), oldest));
            if (end && matched.getAsLong() - known > PAGE) {
                refillLater(stream);
                return;
            }
            if (end) {
                kept.file().write(session -> true).join();
                known = matched.getAsLong();
            }
        }
    }

    /** False when the share is full. */
    private boolean refill(String stream, Backlog.Place place, List<Event> page) {
        for (Event event : page) {
            List<RuleSet.Match> matches = match.apply(event, place.rules());
            if (matches.isEmpty() || !FairQueue.streamOf(event, matches).equals(stream)) {
                continue;
            }
            Lag.Oldest oldest = oldest(event, matches);
            open.put(event.number(), oldest);
            if (!queue.offer(event, matches)) {
                backlog.put(stream, new Backlog.Place(event.number(), place.rules(), oldest));
                open.remove(event.number());
                return false;
            }
        }
        return true;
    }

    /** The lowest number of an event that is not answered; {@code none} when there is none. */
    long lowest(long none) {
        Map.Entry<Long, Lag.Oldest> first = open.firstEntry();
        return Math.min(backlog.lowest(none), first == null ? none : first.getKey());
    }

    /** What waits longest; null when nothing does. */
    Lag.@Nullable Oldest oldest() {
        Map.Entry<Long, Lag.Oldest> first = open.firstEntry();
        return Lag.Oldest.of(first == null ? null : first.getValue(), backlog.oldest());
    }

    /** Events in line or in work. */
    int inMemory() {
        return queue.size();
    }

    /** Whether everything in memory is answered; some may still be in the journal. */
    boolean isNoneOpen() {
        return open.isEmpty();
    }

    boolean isEmpty() {
        return queue.size() == 0 && open.isEmpty() && backlog.lowest(0) == 0;
    }

    void close() {
        queue.close();
    }
}
