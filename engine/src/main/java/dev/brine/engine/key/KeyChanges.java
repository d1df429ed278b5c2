package dev.brine.engine.key;

import dev.brine.transport.wire.MinionId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Tells listeners of changed keys, at the end of what the changing thread has in hand.
 *
 * <p>A wheel call that accepts a key fires its return event before anybody acts on the acceptance, so that everybody sees the
 * events in the order in which a reader expects them.
 */
final class KeyChanges {
    private final List<KeyListener> listeners = new CopyOnWriteArrayList<>();
    private final ThreadLocal<@Nullable Open> open = new ThreadLocal<>();

    KeyStore.Listening listen(KeyListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Keeps back what this thread announces until the batch (the outermost one, when nested) is closed. */
    KeyStore.Batch batch() {
        Open batch = open.get();
        if (batch == null) {
            batch = new Open();
            open.set(batch);
        }
        batch.depth++;
        return this::close;
    }

    void announce(MinionId id) {
        Open batch = open.get();
        if (batch == null) {
            listeners.forEach(listener -> listener.changed(id));
        } else {
            batch.changed.add(id);
        }
    }

    private void close() {
        Open batch = open.get();
        if (batch != null && --batch.depth == 0) {
            open.remove();
            batch.changed.forEach(id -> listeners.forEach(listener -> listener.changed(id)));
        }
    }

    private static final class Open {
        private final Set<MinionId> changed = new LinkedHashSet<>();
        private int depth;
    }
}
