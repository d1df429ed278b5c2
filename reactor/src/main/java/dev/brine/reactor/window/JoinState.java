package dev.brine.reactor.window;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Joins: by key what has come and is young enough. */
final class JoinState implements WindowState {
    private final Correlated of;
    private final Correlation.Join join;
    private final WindowLog log;
    private final LinkedHashMap<String, Map<Integer, Seen>> open = new LinkedHashMap<>();
    private long dropped;

    JoinState(Correlated of, Correlation.Join join, WindowLog log) {
        this.of = of;
        this.join = join;
        this.log = log;
    }

    @Override
    public boolean observe(String key, Set<Integer> parts, Seen seen, Consumer<Ended> ended) {
        // the key goes to the end: the first is always the one that was quiet for longest
        Map<Integer, Seen> known = open.remove(key);
        Map<Integer, Seen> now = known == null ? new TreeMap<>() : known;
        now.values().removeIf(old -> old.at() < seen.at() - join.within().toMillis());
        parts.forEach(part -> now.put(part, seen));
        if (now.size() < join.all().size()) {
            open.put(key, now);
            if (open.size() > MOST_KEYS) {
                open.remove(open.keySet().iterator().next());
                dropped++;
            }
            return true;
        }
        LinkedHashMap<String, Seen> all = new LinkedHashMap<>();
        now.forEach((part, one) -> all.put(join.all().get(part).text(), one));
        ended.accept(new Ended(of, key, all));
        return true;
    }

    @Override
    public void due(long now, Consumer<Ended> ended) {
        long before = now - join.within().toMillis();
        boolean any = false;
        Iterator<Map<Integer, Seen>> keys = open.values().iterator();
        while (keys.hasNext()) {
            Map<Integer, Seen> parts = keys.next();
            any |= parts.values().removeIf(seen -> seen.at() < before);
            if (!parts.isEmpty()) {
                break;
            }
            keys.remove();
        }
        if (any) {
            log.expired(of.window(), before);
        }
    }

    @Override
    public long next() {
        return open.isEmpty()
                ? Long.MAX_VALUE
                : open.values().iterator().next().values().stream()
                                .mapToLong(Seen::at)
                                .max()
                                .orElse(0)
                        + join.within().toMillis()
                        + 1;
    }

    @Override
    public Map<String, Map<Integer, Seen>> open() {
        return open;
    }

    @Override
    public long dropped() {
        return dropped;
    }
}
