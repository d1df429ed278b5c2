package dev.brine.engine.returners;

import dev.brine.engine.call.Catalog;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The returners of a daemon by name, and the threads that use them.
 *
 * <p>Returns are handed over and forgotten: four {@code returner-n} threads give them to the returners, a thousand may wait, and
 * those beyond are dropped with an ERROR. What goes to the master does not come by here, so no returner can hold that up. A
 * returner that fails is logged once, and again when it works.
 */
public final class Returners implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Returners.class);

    private static final int THREADS = 4;
    private static final int WAITING = 1000;

    private final List<ReturnerCatalog> catalogs;
    private final Map<String, Returner> made = new ConcurrentHashMap<>();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor pool;

    /** The catalogs are asked in order; the first that knows a name wins. */
    public Returners(List<ReturnerCatalog> catalogs) {
        this.catalogs = List.copyOf(catalogs);
        AtomicInteger number = new AtomicInteger();
        this.pool = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "returner-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    /** Splits {@code a,b} as in {@code --return}; the order stays, repetitions go. */
    public static Set<String> names(String list) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : list.split(",")) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        return names;
    }

    /** The names that can be used now. */
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        catalogs.forEach(catalog -> names.addAll(catalog.names()));
        return names;
    }

    /** The returner; empty, with the reason logged, when there is none of that name or it cannot work here. */
    public synchronized Optional<Returner> find(String name) {
        Returner known = made.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            Optional<Returner> found = catalogs.stream()
                    .map(catalog -> catalog.create(name))
                    .filter(Objects::nonNull)
                    .findFirst();
            found.ifPresentOrElse(
                    returner -> made.put(name, returner),
                    () -> failed(name, "there is no such returner; there are " + names()));
            return found;
        } catch (Catalog.Unavailable e) {
            failed(name, e.getMessage());
            return Optional.empty();
        }
    }

    /** What is done with a returner. */
    @FunctionalInterface
    public interface Use {
        /** Does it; may block. */
        void with(Returner returner) throws IOException;
    }

    /** Has each returner named keep the return; comes back at once. */
    public void give(Collection<String> names, Map<String, Object> ret) {
        for (String name : names) {
            use(name, "the return of job " + ret.get("jid"), returner -> returner.save(ret));
        }
    }

    /** Does something with a returner on a thread of these; comes back at once. {@code what} is for messages. */
    public void use(String name, String what, Use work) {
        try {
            pool.execute(() -> work(name, what, work));
        } catch (RejectedExecutionException e) {
            failed(name, what + " is dropped, " + WAITING + " wait already");
        }
    }

    private void work(String name, String what, Use work) {
        Optional<Returner> returner = find(name);
        if (returner.isEmpty()) {
            return;
        }
        try {
            work.with(returner.get());
            worked(name);
        } catch (IOException | RuntimeException e) {
            log.debug("returner {}", name, e);
            failed(name, what + " is not kept there: " + e.getMessage());
        }
    }

    private void failed(String name, @Nullable String why) {
        if (failures.merge(name, 1, Integer::sum) == 1) {
            log.error("returner {}: {}; further failures of it are counted only", name, why);
        }
    }

    private void worked(String name) {
        Integer count = failures.remove(name);
        if (count != null) {
            log.info("returner {}: works again after {} failures", name, count);
        }
    }

    /** Closes what was made; it is made anew when it is used again. For refreshed modules. */
    public synchronized void forget() {
        made.values().forEach(Returner::close);
        made.clear();
    }

    /** Gives what waits two seconds, then ends. */
    @Override
    public void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(2, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
        forget();
    }
}
