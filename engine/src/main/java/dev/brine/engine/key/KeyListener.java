package dev.brine.engine.key;

import dev.brine.transport.wire.MinionId;

/** Hears that a minion's key changed its state, was replaced or removed. Called on the thread that did it; must not block. */
@FunctionalInterface
public interface KeyListener {
    void changed(MinionId id);
}
