package dev.brine.engine.master;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import dev.brine.engine.key.KeyState;
import dev.brine.engine.testing.TestKeys;
import dev.brine.engine.testing.TestMaster;
import dev.brine.engine.testing.TestPeer;
import dev.brine.transport.channel.SignInOutcome;
import dev.brine.transport.channel.SignInSettings;
import dev.brine.transport.crypto.EncryptionAlgorithm;
import dev.brine.transport.crypto.RsaPrivateKey;
import dev.brine.transport.crypto.SigningAlgorithm;
import dev.brine.transport.wire.MinionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The decision table as a minion and a listener see it: the answer, the event, and where the key is afterwards. */
class SignInTableTest {
    private static final MinionId WEB1 = new MinionId("web1");
    private static final String MINE = "web1";
    private static final String OTHER = "other";

    @TempDir
    Path temp;

    static Stream<Arguments> rows() {
        return Stream.of(
                row("unknown", null, null, "", SignInOutcome.Pending.class, "pend", true, KeyState.PENDING),
                row(
                        "unknown, signed",
                        null,
                        null,
                        "autosign",
                        SignInOutcome.Accepted.class,
                        "accept",
                        true,
                        KeyState.ACCEPTED),
                row(
                        "unknown, rejected",
                        null,
                        null,
                        "autoreject",
                        SignInOutcome.Rejected.class,
                        "reject",
                        false,
                        KeyState.REJECTED),
                row(
                        "accepted",
                        KeyState.ACCEPTED,
                        MINE,
                        "",
                        SignInOutcome.Accepted.class,
                        "accept",
                        true,
                        KeyState.ACCEPTED),
                row(
                        "accepted, other key",
                        KeyState.ACCEPTED,
                        OTHER,
                        "",
                        SignInOutcome.Rejected.class,
                        "denied",
                        false,
                        KeyState.DENIED),
                row(
                        "rejected",
                        KeyState.REJECTED,
                        MINE,
                        "",
                        SignInOutcome.Rejected.class,
                        null,
                        false,
                        KeyState.REJECTED),
                row("pending", KeyState.PENDING, MINE, "", SignInOutcome.Pending.class, "pend", true, KeyState.PENDING),
                row(
                        "pending, other key",
                        KeyState.PENDING,
                        OTHER,
                        "",
                        SignInOutcome.Rejected.class,
                        "denied",
                        false,
                        KeyState.DENIED),
                row(
                        "pending, signed",
                        KeyState.PENDING,
                        MINE,
                        "autosign",
                        SignInOutcome.Accepted.class,
                        "accept",
                        true,
                        KeyState.ACCEPTED),
                row(
                        "pending, rejected",
                        KeyState.PENDING,
                        MINE,
                        "autoreject",
                        SignInOutcome.Rejected.class,
                        "reject",
                        false,
                        KeyState.REJECTED));
    }

    private static Arguments row(
            String name,
            KeyState state,
            String key,
            String rule,
            Class<?> outcome,
            String act,
            boolean result,
            KeyState after) {
        return Arguments.argumentSet(name, state, key, rule, outcome, act, result, after);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void signInEndsAsTheTableSays(
            KeyState state, String key, String rule, Class<?> outcome, String act, boolean result, KeyState after)
            throws Exception {
        if (!rule.isEmpty()) {
            Files.writeString(temp.resolve(rule + ".conf"), "web1\n");
        }
        try (TestMaster master =
                        TestMaster.in(temp).option("auth_pend_wait", 0L).start();
                TestPeer minion = new TestPeer(master, "web1")) {
            if (state != null) {
                master.master().keys().add(WEB1, state, TestKeys.of(key).publicKey());
            }

            assertThat(minion.signIn()).isInstanceOf(outcome);

            Event event = master.await("salt/auth");
            assertThat(event.data())
                    .containsEntry("result", result)
                    .containsEntry("id", "web1")
                    .containsEntry("pub", minion.key().publicKey().text());
            assertThat(event.data().get("act")).isEqualTo(act);
            assertThat(event.origin().kind())
                    .isEqualTo("accept".equals(act) ? Origin.Kind.MINION : Origin.Kind.ANONYMOUS);
            assertThat(master.master().keys().key(WEB1, after))
                    .contains(minion.key().publicKey());
            if (key != null && key.equals(OTHER)) {
                assertThat(master.master().keys().key(WEB1, state))
                        .contains(TestKeys.of(OTHER).publicKey());
            }
        }
    }

    @Test
    void openModeLetsAnotherKeyIn() throws Exception {
        try (TestMaster master = TestMaster.in(temp).option("open_mode", true).start();
                TestPeer minion = new TestPeer(master, "web1")) {
            master.master()
                    .keys()
                    .add(WEB1, KeyState.ACCEPTED, TestKeys.of(OTHER).publicKey());

            assertThat(minion.signIn()).isInstanceOf(SignInOutcome.Accepted.class);
            assertThat(master.master().keys().accepted(WEB1))
                    .contains(minion.key().publicKey());
        }
    }

    @Test
    void noEventsWhenAuthEventsIsOff() throws Exception {
        try (TestMaster master = TestMaster.in(temp)
                        .option("auth_events", false)
                        .option("auth_pend_wait", 0L)
                        .start();
                TestPeer minion = new TestPeer(master, "web1")) {
            assertThat(minion.signIn()).isInstanceOf(SignInOutcome.Pending.class);
            assertThat(master.tags()).isEmpty();
        }
    }

    @Test
    void masterKeyIsVouchedForByTheSigningPair() throws Exception {
        try (TestMaster master = TestMaster.in(temp)
                        .option("auto_accept", true)
                        .option("master_sign_pubkey", true)
                        .start();
                TestPeer minion = new TestPeer(master, "web1")) {
            RsaPrivateKey signer = RsaPrivateKey.load(master.pki().resolve("master_sign.pem"));
            SignInSettings checking = new SignInSettings(
                    EncryptionAlgorithm.OAEP_SHA1,
                    SigningAlgorithm.PKCS1V15_SHA1,
                    null,
                    "sha256",
                    signer.publicKey(),
                    SignInSettings.Trust.STORED_KEY,
                    Map.of());

            assertThat(minion.signIn(checking)).isInstanceOf(SignInOutcome.Accepted.class);
            assertThat(minion.signIn()).isInstanceOf(SignInOutcome.InvalidMasterKey.class);
        }
    }
}
