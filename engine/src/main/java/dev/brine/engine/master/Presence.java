package dev.brine.engine.master;

import dev.brine.engine.key.KeyState;
import dev.brine.engine.key.KeyStore;
import dev.brine.transport.wire.MinionId;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Which minions are connected: those whose last proved request came from an address that has a connection to the publish port.
 *
 * <p>Salt 3006 compares addresses, too; minions behind one address come and go together. Safe for many threads.
 */
final class Presence {
    private final Map<String, String> addresses = new ConcurrentHashMap<>();
    private final Supplier<Set<String>> connected;
    private final KeyStore keys;

    Presence(Supplier<Set<String>> connected, KeyStore keys) {
        this.connected = connected;
        this.keys = keys;
    }

    /** A minion proved at {@code address} that it is {@code id}. */
    void heard(MinionId id, String address) {
        if (!address.equals(addresses.get(id.value()))) {
            addresses.put(id.value(), address);
        }
    }

    void forget(MinionId id) {
        addresses.remove(id.value());
    }

    SortedSet<String> present() throws IOException {
        Set<String> peers = connected.get();
        Set<String> accepted = keys.ids(KeyState.ACCEPTED);
        SortedSet<String> present = new TreeSet<>();
        addresses.forEach((id, address) -> {
            if (peers.contains(address) && accepted.contains(id)) {
                present.add(id);
            }
        });
        return present;
    }
}
