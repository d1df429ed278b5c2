package dev.brine.reactor.window;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Absences: by key the event after which something is waited for, the oldest first. */
final class AbsenceState implements WindowState {
    private final Correlated of;
    private final Correlation.Absence absence;
    private final WindowLog log;
    private final LinkedHashMap<String, Seen> open = new LinkedHashMap<>();
    private long dropped;

    AbsenceState(Correlated of, Correlation.Absence absence, WindowLog log) {
        this.of = of;
        this.absence = absence;
        this.log = log;
    }

    @Override
    public boolean observe(String key, Set<Integer> parts, Seen seen, Consumer<Ended> ended) {
        Seen first = open.get(key);
        if (first != null && seen.at() > until(first)) {
            open.remove(key);
            end(key, first, ended);
        } else if (first != null && parts.contains(Correlation.Absence.EXPECT)) {
            open.remove(key);
            log.gone(of.window(), List.of(first.number()));
        }
        if (!parts.contains(Correlation.Absence.AFTER) || open.containsKey(key)) {
            return false;
        }
        open.put(key, seen);
        if (open.size() > MOST_KEYS) {
            Iterator<Seen> oldest = open.values().iterator();
            log.gone(of.window(), List.of(oldest.next().number()));
            oldest.remove();
            dropped++;
        }
        return true;
    }

    private long until(Seen first) {
        return first.at() + absence.within().toMillis();
    }

    private void end(String key, Seen first, Consumer<Ended> ended) {
        LinkedHashMap<String, Seen> parts = new LinkedHashMap<>();
        parts.put(absence.after().text(), first);
        ended.accept(new Ended(of, key, parts));
    }

    @Override
    public void due(long now, Consumer<Ended> ended) {
        Iterator<Map.Entry<String, Seen>> keys = open.entrySet().iterator();
        while (keys.hasNext()) {
            Map.Entry<String, Seen> key = keys.next();
            if (now <= until(key.getValue())) {
                return;
            }
            keys.remove();
            end(key.getKey(), key.getValue(), ended);
        }
    }

    @Override
    public long next() {
        return open.isEmpty() ? Long.MAX_VALUE : until(open.values().iterator().next()) + 1;
    }

    @Override
    public Map<String, Map<Integer, Seen>> open() {
        Map<String, Map<Integer, Seen>> all = new LinkedHashMap<>();
        open.forEach((key, first) -> all.put(key, Map.of(Correlation.Absence.AFTER, first)));
        return all;
    }

    @Override
    public long dropped() {
        return dropped;
    }
}
