package dev.brine.engine.key;

import dev.brine.engine.key.AuthDecision.Change;
import dev.brine.transport.crypto.RsaPublicKey;
import dev.brine.transport.wire.MinionId;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Decides on a sign-in and carries the decision out on the stored keys, as one step: two peers that offer different keys for
 * one id at the same moment find each other's decision made.
 *
 * <p>Safe for many threads.
 */
public final class KeyGate {
    private final KeyStore keys;
    private final KeyPolicy policy;
    private final SigningRules rules;
    private final PendingLimits limits;

    public KeyGate(KeyStore keys, KeyPolicy policy, SigningRules rules, PendingLimits limits) {
        this.keys = keys;
        this.policy = policy;
        this.rules = rules;
        this.limits = limits;
    }

    /**
     * Decides on {@code offered} for {@code id}.
     *
     * @param grains the peer's {@code autosign_grains}
     * @param mayStay asked when the key would become one more pending one: whether its sender may bring that
     * @throws IOException when keys cannot be read or stored; nothing is decided then
     */
    public AuthDecision admit(MinionId id, RsaPublicKey offered, Map<String, Object> grains, BooleanSupplier mayStay)
            throws IOException {
        return keys.exclusively(id, () -> {
            Optional<StoredKey> known = keys.find(id);
            KeyPolicy.Rule rule = needsRule(known) ? rules.rule(id, grains) : KeyPolicy.Rule.NONE;
            AuthDecision decision = policy.decide(known, offered, rule);
            Optional<String> twin = known.isEmpty() ? keys.twin(id) : Optional.empty();
            if (twin.isPresent()) {
                return new AuthDecision.Denied(Change.NONE);
            }
            if (decision.change() == Change.STORE_PENDING) {
                Optional<String> refusal = mayStay.getAsBoolean()
                        ? limits.refusal(keys, offered)
                        : Optional.of("too many new ids came from its address (auth_pending_per_address)");
                if (refusal.isPresent()) {
                    return new AuthDecision.Full(refusal.get());
                }
            }
            carryOut(id, offered, decision.change());
            return decision;
        });
    }

    private static boolean needsRule(Optional<StoredKey> known) {
        return known.isEmpty() || known.get().state() == KeyState.PENDING;
    }

    private void carryOut(MinionId id, RsaPublicKey offered, Change change) throws IOException {
        switch (change) {
            case NONE -> {}
            case STORE_ACCEPTED -> {
                if (!keys.accepted(id).equals(Optional.of(offered))) {
                    keys.put(id, KeyState.ACCEPTED, offered);
                }
                keys.remove(id, KeyState.PENDING);
            }
            case STORE_PENDING -> keys.add(id, KeyState.PENDING, offered);
            case STORE_REJECTED -> keys.add(id, KeyState.REJECTED, offered);
            case REJECT_PENDING -> keys.move(id, KeyState.PENDING, KeyState.REJECTED);
            case ACCEPT_PENDING -> keys.move(id, KeyState.PENDING, KeyState.ACCEPTED);
            case STORE_DENIED -> {
                if (!keys.key(id, KeyState.DENIED).equals(Optional.of(offered)) && limits.deniedHasRoom(keys)) {
                    keys.put(id, KeyState.DENIED, offered);
                }
            }
        }
    }
}
