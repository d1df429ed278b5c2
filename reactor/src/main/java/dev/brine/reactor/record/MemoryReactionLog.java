package dev.brine.reactor.record;

import dev.brine.reactor.record.ReactionRecord.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** Records of a master without a journal: what waits is in memory, what ended is forgotten. Any thread. */
final class MemoryReactionLog implements ReactionLog {
    private final Map<Long, ReactionRecord> waiting = new TreeMap<>();
    private long last;

    @Override
    public synchronized long next() {
        return ++last;
    }

    @Override
    public synchronized CompletionStage<Void> fired(Firing firing, List<ReactionRecord> others) {
        firing.reactions().forEach(this::update);
        return update(others);
    }

    /** Only what waits in a line or behind another is read again. */
    private static boolean follows(ReactionRecord record) {
        return record.state() == State.BEHIND || (!record.turn().line().isEmpty() && isOpen(record));
    }

    private static boolean isOpen(ReactionRecord record) {
        return record.state() == State.RUNNING || waits(record);
    }

    private static boolean waits(ReactionRecord record) {
        return record.state() == State.QUEUED || record.state() == State.FAILED;
    }

    @Override
    public synchronized CompletionStage<Void> update(ReactionRecord record) {
        if (follows(record)) {
            waiting.put(record.number(), record);
        } else {
            waiting.remove(record.number());
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> update(List<ReactionRecord> records) {
        records.forEach(this::update);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public List<ReactionRecord> in(State state) {
        return find(r -> r.state() == state, Integer.MAX_VALUE);
    }

    @Override
    public List<ReactionRecord> ofFiring(long event, String part, String rule) {
        return find(r -> r.event() == event && r.part().equals(part) && r.rule().equals(rule), Integer.MAX_VALUE);
    }

    @Override
    public void settledTo(long event) {}

    @Override
    public long settled() {
        return -1;
    }

    @Override
    public boolean hasFired(long event, String part) {
        return false;
    }

    @Override
    public List<ReactionRecord> open(String rule, long after, int limit) {
        return List.of();
    }

    @Override
    public void held(List<Held> more) {}

    @Override
    public List<String> openRules() {
        return List.of();
    }

    @Override
    public synchronized List<String> lines() {
        return waiting.values().stream()
                .filter(MemoryReactionLog::isOpen)
                .map(r -> r.turn().line())
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
    }

    @Override
    public List<ReactionRecord> running(String line, long after, int limit) {
        return find(r -> r.state() == State.RUNNING && r.turn().line().equals(line) && r.number() > after, limit);
    }

    @Override
    public List<ReactionRecord> due(String line, long now, Collection<String> busy, int limit) {
        return find(
                r -> waits(r)
                        && r.turn().line().equals(line)
                        && r.turn().due() <= now
                        && !busy.contains(r.turn().per()),
                limit);
    }

    private synchronized List<ReactionRecord> find(Predicate<ReactionRecord> wanted, int limit) {
        List<ReactionRecord> found = new ArrayList<>();
        for (ReactionRecord record : waiting.values()) {
            if (found.size() == limit) {
                break;
            }
            if (wanted.test(record)) {
                found.add(record);
            }
        }
        return found;
    }

    @Override
    public synchronized long nextDue(long now) {
        return waiting.values().stream()
                .filter(MemoryReactionLog::waits)
                .mapToLong(r -> r.turn().due())
                .filter(due -> due > now)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
