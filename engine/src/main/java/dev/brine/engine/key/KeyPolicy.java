package dev.brine.engine.key;

import dev.brine.engine.key.AuthDecision.Accepted;
import dev.brine.engine.key.AuthDecision.Change;
import dev.brine.engine.key.AuthDecision.Denied;
import dev.brine.engine.key.AuthDecision.Pending;
import dev.brine.engine.key.AuthDecision.Rejected;
import dev.brine.transport.crypto.RsaPublicKey;
import java.util.Optional;

/**
 * The decision table of the sign-in. Salt 3006: channel/server.py {@code _auth}.
 *
 * <pre>
 * known as   | condition            | answer    | change
 * -----------+----------------------+-----------+----------------
 * anything   | open mode            | accepted  | STORE_ACCEPTED if not there already
 * rejected   |                      | rejected  |
 * accepted   | same key             | accepted  |
 *            | other key            | denied    | STORE_DENIED
 * unknown    | rule rejects         | rejected  | STORE_REJECTED
 *            | rule signs           | accepted  | STORE_ACCEPTED
 *            | no rule              | pending   | STORE_PENDING
 * pending    | rule rejects         | rejected  | REJECT_PENDING
 *            | other key            | denied    | STORE_DENIED
 *            | same key, rule signs | accepted  | ACCEPT_PENDING
 *            | same key, no rule    | pending   |
 * </pre>
 *
 * A pure function; no I/O.
 */
public final class KeyPolicy {

    /** What the operator's files and options say of an id that nobody decided on yet. */
    public enum Rule {
        NONE,
        SIGN,
        REJECT
    }

    private final boolean openMode;

    public KeyPolicy(boolean openMode) {
        this.openMode = openMode;
    }

    /**
     * Decides.
     *
     * @param known the key that the id has
     * @param offered the key that the peer says it has
     * @param rule only looked at when the id is unknown or pending
     */
    public AuthDecision decide(Optional<StoredKey> known, RsaPublicKey offered, Rule rule) {
        if (openMode) {
            boolean there = known.equals(Optional.of(new StoredKey(KeyState.ACCEPTED, offered)));
            return new Accepted(there ? Change.NONE : Change.STORE_ACCEPTED);
        }
        if (known.isEmpty()) {
            return switch (rule) {
                case REJECT -> new Rejected(Change.STORE_REJECTED);
                case SIGN -> new Accepted(Change.STORE_ACCEPTED);
                case NONE -> new Pending(Change.STORE_PENDING);
            };
        }
        boolean same = known.get().key().equals(offered);
        return switch (known.get().state()) {
            case ACCEPTED -> same ? new Accepted(Change.NONE) : new Denied(Change.STORE_DENIED);
            case PENDING -> pending(same, rule);
            case REJECTED, DENIED -> new Rejected(Change.NONE);
        };
    }

    private static AuthDecision pending(boolean same, Rule rule) {
        if (rule == Rule.REJECT) {
            return new Rejected(Change.REJECT_PENDING);
        }
        if (!same) {
            return new Denied(Change.STORE_DENIED);
        }
        return rule == Rule.SIGN ? new Accepted(Change.ACCEPT_PENDING) : new Pending(Change.NONE);
    }
}
