package dev.brine.engine.master;

import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import dev.brine.engine.event.Tags;
import dev.brine.engine.key.KeyState;
import dev.brine.engine.key.KeyStore;
import dev.brine.transport.wire.MinionId;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sign-ins of pending minions whose reply is held back for a moment, in case their key is accepted meanwhile.
 *
 * <p>No thread waits for them: each is woken once, by a change of its id's key in this process, by a change on disk (stock
 * {@code salt-key} moves files; the times of the key directories are looked at ten times a second, the parked ids themselves
 * only after one of those has changed), by the end of its time, or by the next request of the same id: a minion has one at a time.
 */
final class ParkedSignIns implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ParkedSignIns.class);
    private static final long LOOK_MILLIS = 100;
    /** A directory's time is only as fine as the kernel's tick: for how many looks a change of it counts. */
    private static final int RESTLESS_LOOKS = 15;

    private final KeyStore keys;
    private final ScheduledExecutorService timer;
    private final Map<MinionId, Parked> parked = new ConcurrentHashMap<>();
    private final KeyStore.Listening listening;
    /** Ids whose key had changed at the last look; of the timer's thread, as are the next two. */
    private Set<MinionId> seenChanged = Set.of();

    private List<FileTime> times = List.of();
    private int restless;

    /** Why a sign-in goes on. */
    enum Wake {
        /** the key is no longer pending, or may be so */
        CHANGED,
        /** the same id has asked anew */
        ASKED_AGAIN,
        TIME_OUT
    }

    /** Goes on with a sign-in; called once, on the thread that made the change or on the timer's. Must not block. */
    @FunctionalInterface
    interface Waker {
        void wake(Wake why);
    }

    /** One held-back reply. Identity counts. */
    private static final class Parked {
        private final Waker waker;

        Parked(Waker waker) {
            this.waker = waker;
        }
    }

    ParkedSignIns(KeyStore keys, ScheduledExecutorService timer) {
        this.keys = keys;
        this.timer = timer;
        this.listening = keys.listen(this::changed);
        timer.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Holds a reply back for at most {@code wait}. */
    void park(MinionId id, Duration wait, Waker waker) {
        Parked entry = new Parked(waker);
        Parked former = parked.put(id, entry);
        if (former != null) {
            former.waker.wake(Wake.ASKED_AGAIN);
        }
        timer.schedule(() -> wake(id, entry, Wake.TIME_OUT), wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How many ids have a reply held back. */
    int size() {
        return parked.size();
    }

    void changed(MinionId id) {
        wake(id, parked.get(id), Wake.CHANGED);
    }

    /** Takes the word of a local tool ({@code salt-key}) that it changed a key on disk; what the key is now is looked at anew. */
    void heard(Event event) {
        if (event.tag().equals(Tags.KEY)
                && event.origin().kind() == Origin.Kind.LOCAL
                && event.data().get("id") instanceof String id
                && MinionId.isValid(id)) {
            changed(new MinionId(id));
        }
    }

    private void wake(MinionId id, @Nullable Parked entry, Wake why) {
        if (entry != null && parked.remove(id, entry)) {
            entry.waker.wake(why);
        }
    }

    /**
     * Acts on a change at the second look: what this process changed itself is announced by then, and in its place after the
     * events of the call that changed it.
     */
    private void look() {
        if (parked.isEmpty() || !isRestless()) {
            return;
        }
        Set<MinionId> now = new HashSet<>();
        for (MinionId id : parked.keySet()) {
            try {
                if (keys.find(id).filter(key -> key.state() == KeyState.PENDING).isEmpty()) {
                    now.add(id);
                }
            } catch (IOException e) {
                log.warn("cannot look whether the key of {} was accepted: {}", id, e.toString());
            }
        }
        now.stream().filter(seenChanged::contains).forEach(this::changed);
        seenChanged = now;
    }

    /** Whether key directories have changed lately. */
    private boolean isRestless() {
        try {
            List<FileTime> now = keys.times();
            restless = now.equals(times) ? Math.max(0, restless - 1) : RESTLESS_LOOKS;
            times = now;
        } catch (IOException e) {
            log.warn("cannot look whether keys were accepted: {}", e.toString());
        }
        return restless > 0;
    }

    /** Lets everybody go who is still held back. */
    @Override
    public void close() {
        listening.close();
        List.copyOf(parked.entrySet()).forEach(held -> wake(held.getKey(), held.getValue(), Wake.TIME_OUT));
    }
}
