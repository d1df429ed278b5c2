package dev.brine.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.key.AuthDecision.Accepted;
import dev.brine.engine.key.AuthDecision.Change;
import dev.brine.engine.key.AuthDecision.Denied;
import dev.brine.engine.key.AuthDecision.Pending;
import dev.brine.engine.key.AuthDecision.Rejected;
import dev.brine.engine.key.KeyPolicy.Rule;
import dev.brine.engine.testing.TestKeys;
import dev.brine.transport.crypto.RsaPublicKey;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The decision table, row by row. */
class KeyPolicyTest {
    private static final RsaPublicKey MINE = TestKeys.of("mine").publicKey();
    private static final RsaPublicKey OTHER = TestKeys.of("other").publicKey();

    static Stream<Arguments> rows() {
        return Stream.of(
                row("unknown, no rule", null, null, Rule.NONE, new Pending(Change.STORE_PENDING)),
                row("unknown, rule signs", null, null, Rule.SIGN, new Accepted(Change.STORE_ACCEPTED)),
                row("unknown, rule rejects", null, null, Rule.REJECT, new Rejected(Change.STORE_REJECTED)),
                row("accepted, same key", KeyState.ACCEPTED, MINE, Rule.NONE, new Accepted(Change.NONE)),
                row("accepted, other key", KeyState.ACCEPTED, OTHER, Rule.NONE, new Denied(Change.STORE_DENIED)),
                row(
                        "accepted, other key, rule signs",
                        KeyState.ACCEPTED,
                        OTHER,
                        Rule.SIGN,
                        new Denied(Change.STORE_DENIED)),
                row("rejected, same key", KeyState.REJECTED, MINE, Rule.NONE, new Rejected(Change.NONE)),
                row("rejected, rule signs", KeyState.REJECTED, MINE, Rule.SIGN, new Rejected(Change.NONE)),
                row("pending, same key", KeyState.PENDING, MINE, Rule.NONE, new Pending(Change.NONE)),
                row("pending, other key", KeyState.PENDING, OTHER, Rule.NONE, new Denied(Change.STORE_DENIED)),
                row(
                        "pending, other key, rule signs",
                        KeyState.PENDING,
                        OTHER,
                        Rule.SIGN,
                        new Denied(Change.STORE_DENIED)),
                row("pending, rule signs", KeyState.PENDING, MINE, Rule.SIGN, new Accepted(Change.ACCEPT_PENDING)),
                row("pending, rule rejects", KeyState.PENDING, MINE, Rule.REJECT, new Rejected(Change.REJECT_PENDING)));
    }

    private static Arguments row(String name, KeyState state, RsaPublicKey known, Rule rule, AuthDecision expected) {
        Optional<StoredKey> stored = known == null ? Optional.empty() : Optional.of(new StoredKey(state, known));
        return Arguments.argumentSet(name, stored, rule, expected);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void decides(Optional<StoredKey> known, Rule rule, AuthDecision expected) {
        assertThat(new KeyPolicy(false).decide(known, MINE, rule)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void openModeAcceptsWhateverIsKnown(Optional<StoredKey> known, Rule rule, AuthDecision closed) {
        AuthDecision decision = new KeyPolicy(true).decide(known, MINE, rule);

        boolean there = known.equals(Optional.of(new StoredKey(KeyState.ACCEPTED, MINE)));
        assertThat(decision).isEqualTo(new Accepted(there ? Change.NONE : Change.STORE_ACCEPTED));
    }
}
