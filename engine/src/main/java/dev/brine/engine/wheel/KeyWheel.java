package dev.brine.engine.wheel;

import dev.brine.engine.event.EventBus;
import dev.brine.engine.key.KeyStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/**
 * Makes the wheel module {@code key}: the operator's view of the minions' keys, and his decisions.
 *
 * <p>Salt 3006: wheel/key.py, key.py. Results are maps of state directory ({@code minions}, {@code minions_pre}, ...) to ids, as
 * they are after the call. Each decision fires {@code salt/key}.
 */
public final class KeyWheel {
    private KeyWheel() {}

    /** Its objects. */
    public static List<Object> of(KeyStore keys, EventBus bus, Path pki, String hashType, SecureRandom random) {
        KeyMatch matches = new KeyMatch(keys);
        KeyEvents events = new KeyEvents(bus);
        MasterKeys own = new MasterKeys(pki);
        return List.of(
                new KeyLists(keys, matches, own),
                new KeyDecisions(keys, matches, events),
                new KeyTexts(keys, matches, own, hashType),
                new KeyMaking(keys, events, random));
    }
}
