package dev.brine.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.transport.channel.Request.AuthRequest;
import dev.brine.transport.channel.Request.BadRequest;
import dev.brine.transport.crypto.EncryptionAlgorithm;
import dev.brine.transport.crypto.KeyString;
import dev.brine.transport.crypto.RsaPrivateKey;
import dev.brine.transport.crypto.RsaPublicKey;
import dev.brine.transport.crypto.SigningAlgorithm;
import dev.brine.transport.vectors.Vectors;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.MinionId;
import dev.brine.transport.wire.Nonce;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded sign-in, seen from both ends. */
class RecordedSignInTest {
    private static final Vectors AUTH = Vectors.load("auth");
    private static final String ANY_KEY = Vectors.load("crypticle").key("key");

    static Stream<Vectors.Case> auth() {
        return AUTH.cases();
    }

    static Stream<Vectors.Case> accepted() {
        return auth().filter(c -> c.has("aes_key"));
    }

    static Stream<Vectors.Case> signed() {
        return auth().filter(c -> c.has("reply_signed_load_decoded"));
    }

    private static Map<String, Object> load(Vectors.Case stock) {
        @SuppressWarnings("unchecked")
        Map<String, Object> load =
                (Map<String, Object>) stock.map("request_decoded").get("load");
        return load;
    }

    @SuppressWarnings("unchecked")
    private static RsaPrivateKey minionKey(Vectors.Case stock) {
        return RsaPrivateKey.parse(
                ((Map<String, Map<String, String>>) AUTH.keys().get("minions"))
                        .get(stock.text("minion_key"))
                        .get("pem"));
    }

    private static RecordedMaster master(Vectors.Case stock) {
        return RecordedMaster.ofAuth(stock.has("aes_key") ? stock.text("aes_key") : ANY_KEY);
    }

    private static Reply recordedVerdict(Vectors.Case stock) {
        if (stock.has("session_key")) {
            return new Reply.Accepted(KeyString.of(stock.text("session_key")), 21300);
        }
        boolean pending =
                stock.text("name").contains("pending") && !stock.text("name").contains("denied");
        return new Reply.NotAccepted(pending ? Reply.Verdict.PENDING : Reply.Verdict.REFUSED);
    }

    @ParameterizedTest
    @MethodSource("auth")
    void signInIsReadWithAllItsFields(Vectors.Case stock) {
        Request request = master(stock).channel(0).open(stock.hex("request_hex"));
        Map<String, Object> load = load(stock);
        if (request instanceof BadRequest bad) {
            assertThat(bad.refusal()).isIn(Refusal.ID, Refusal.ALGORITHM);
            assertThat(bad.reply()).isEqualTo(stock.hex("reply_hex"));
            return;
        }
        assertThat(request).isInstanceOfSatisfying(AuthRequest.class, auth -> {
            assertThat(auth.id()).hasToString((String) load.get("id"));
            assertThat(auth.publicKey().text()).isEqualTo(load.get("pub"));
            assertThat(auth.publicKey()).isEqualTo(minionKey(stock).publicKey());
            assertThat(auth.nonce())
                    .isEqualTo(load.containsKey("nonce") ? new Nonce((String) load.get("nonce")) : null);
            assertThat(auth.token() != null).isEqualTo(load.containsKey("token"));
            assertThat(auth.version()).isEqualTo(stock.version());
        });
    }

    @ParameterizedTest
    @MethodSource("auth")
    void replyIsStocksByteForByteWhereItIsDeterministic(Vectors.Case stock) {
        ServerChannel channel = master(stock).channel(0);
        byte[] ours = channel.seal(channel.open(stock.hex("request_hex")), recordedVerdict(stock));
        if (stock.has("session_key")) {
            assertThat(ours).hasSameSizeAs(stock.hex("reply_hex"));
            assertThat(inner(ours).keySet())
                    .containsExactlyElementsOf(inner(stock.hex("reply_hex")).keySet());
            for (String same : new String[] {"enc", "pub_key", "publish_port", "sig", "nonce"}) {
                assertThat(inner(ours).get(same))
                        .isEqualTo(inner(stock.hex("reply_hex")).get(same));
            }
        } else {
            assertThat(ours).isEqualTo(stock.hex("reply_hex"));
        }
    }

    private static Map<String, Object> inner(byte[] reply) {
        Map<String, Object> outer = Codec.NETWORK.decodeMap(reply);
        return outer.containsKey("load") ? Codec.NETWORK.decodeMap(Codec.octets(outer.get("load"))) : outer;
    }

    private static SignIn signIn(Vectors.Case stock, RsaPublicKey storedKey) {
        Map<String, Object> load = load(stock);
        return new SignIn(
                new MinionIdentity(new MinionId(stock.text("minion_key").split("[#/]")[0]), minionKey(stock)),
                storedKey,
                new SignInSettings(
                        EncryptionAlgorithm.named((String) load.getOrDefault("enc_algo", "OAEP-SHA1"))
                                .orElseThrow(),
                        SigningAlgorithm.named((String) load.getOrDefault("sig_algo", "PKCS1v15-SHA1"))
                                .orElseThrow(),
                        null,
                        "sha256",
                        null,
                        SignInSettings.Trust.STORED_KEY,
                        Map.of()),
                Duration.ZERO,
                new Nonce((String) load.get("nonce")),
                KeyString.of(stock.has("token_plaintext") ? stock.text("token_plaintext") : ANY_KEY));
    }

    private static RsaPublicKey storedKey(Vectors.Case stock) {
        return Boolean.TRUE.equals(stock.get("minion_had_master_pub"))
                ? RsaPublicKey.parse(AUTH.key("master_pub"))
                : null;
    }

    @ParameterizedTest
    @MethodSource("signed")
    void minionUnderstandsTheStockReply(Vectors.Case stock) {
        SignInOutcome outcome = signIn(stock, storedKey(stock)).finish(stock.hex("reply_hex"));
        if (stock.has("aes_key")) {
            assertThat(outcome)
                    .isEqualTo(new SignInOutcome.Accepted(
                            RsaPublicKey.parse(AUTH.key("master_pub")),
                            KeyString.of(stock.text("aes_key")),
                            KeyString.of(stock.text("session_key")),
                            21300));
        } else {
            Object ret = stock.map("reply_signed_load_decoded").get("ret");
            assertThat(outcome)
                    .isEqualTo(
                            Boolean.TRUE.equals(ret)
                                    ? new SignInOutcome.Pending(Duration.ZERO)
                                    : new SignInOutcome.Rejected());
        }
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void minionUnderstandsOurReply(Vectors.Case stock) {
        if (stock.version() < 2) {
            return;
        }
        ServerChannel channel = master(stock).channel(0);
        byte[] ours = channel.seal(channel.open(stock.hex("request_hex")), recordedVerdict(stock));
        assertThat(signIn(stock, storedKey(stock)).finish(ours)).isInstanceOf(SignInOutcome.Accepted.class);
    }

    @ParameterizedTest
    @MethodSource("signed")
    void replyCutOrChangedAnywhereIsNotBelieved(Vectors.Case stock) {
        SignIn signIn = signIn(stock, RsaPublicKey.parse(AUTH.key("master_pub")));
        byte[] reply = stock.hex("reply_hex");
        int step = stock.has("aes_key") ? 41 : 3;
        for (int i = 0; i < reply.length; i += step) {
            byte[] changed = reply.clone();
            changed[i] ^= 1;
            assertThat(signIn.finish(changed))
                    .isInstanceOfAny(SignInOutcome.Failed.class, SignInOutcome.InvalidMasterKey.class);
        }
        for (int length = 0; length < reply.length; length++) {
            assertThat(signIn.finish(Arrays.copyOf(reply, length))).isInstanceOf(SignInOutcome.Failed.class);
        }
    }

    @ParameterizedTest
    @MethodSource("auth")
    void signInCutAnywhereIsAnsweredAndRefused(Vectors.Case stock) {
        ServerChannel channel = master(stock).channel(0);
        byte[] frame = stock.hex("request_hex");
        for (int length = 0; length < frame.length; length++) {
            assertThat(channel.open(Arrays.copyOf(frame, length))).isInstanceOf(BadRequest.class);
        }
    }

    static Stream<Vectors.Case> stockMinion() {
        return Vectors.load("stock_minion_auth").cases();
    }

    @ParameterizedTest
    @MethodSource("stockMinion")
    void signInOfAStockMinionIsRead(Vectors.Case stock) {
        Vectors file = Vectors.load("stock_minion_auth");
        ServerChannel channel = new RecordedMaster(file.key("master_pem"), ANY_KEY).channel(3);
        assertThat(channel.open(stock.hex("request_hex"))).isInstanceOfSatisfying(AuthRequest.class, auth -> {
            assertThat(auth.id()).hasToString("stockmin");
            assertThat(auth.publicKey())
                    .isEqualTo(RsaPrivateKey.parse(file.key("minion_pem")).publicKey());
        });
    }

    @Test
    void vouchedMasterKeyIsAcceptedOnlyByThoseWhoExpectIt() {
        Vectors file = Vectors.load("auth_auto_accept");
        Vectors.Case stock = file.cases().findFirst().orElseThrow();
        byte[] reply = stock.hex("reply_hex");
        RsaPublicKey signer = RsaPublicKey.parse(file.key("master_sign_pub"));
        RsaPublicKey other = RsaPublicKey.parse(file.key("master_pub"));
        assertThat(vouched(stock, signer).finish(reply))
                .isInstanceOfSatisfying(SignInOutcome.Accepted.class, accepted -> {
                    assertThat(accepted.aesKey().text()).isEqualTo(stock.text("aes_key"));
                    assertThat(accepted.sessionKey().text()).isEqualTo(stock.text("session_key"));
                });
        assertThat(vouched(stock, other).finish(reply)).isInstanceOf(SignInOutcome.InvalidMasterKey.class);
        assertThat(vouched(stock, null).finish(reply)).isInstanceOf(SignInOutcome.InvalidMasterKey.class);
    }

    @Test
    void masterKeyThatIsVouchedForTakesThePlaceOfTheStoredOne() {
        Vectors file = Vectors.load("auth_auto_accept");
        Vectors.Case stock = file.cases().findFirst().orElseThrow();
        byte[] reply = stock.hex("reply_hex");
        RsaPublicKey signer = RsaPublicKey.parse(file.key("master_sign_pub"));
        RsaPublicKey stored = signer;

        assertThat(vouched(stock, signer, stored).finish(reply)).isInstanceOf(SignInOutcome.Accepted.class);
        assertThat(vouched(stock, RsaPublicKey.parse(file.key("master_pub")), stored)
                        .finish(reply))
                .isInstanceOf(SignInOutcome.InvalidMasterKey.class);
    }

    private static SignIn vouched(Vectors.Case stock, RsaPublicKey signer) {
        return vouched(stock, signer, null);
    }

    private static SignIn vouched(Vectors.Case stock, RsaPublicKey signer, RsaPublicKey stored) {
        SignInSettings d = SignInSettings.DEFAULT;
        return new SignIn(
                new MinionIdentity(new MinionId("vec-auto"), RsaPrivateKey.parse(stock.text("minion_pem"))),
                stored,
                new SignInSettings(d.encAlgo(), d.sigAlgo(), null, "sha256", signer, d.trust(), Map.of()),
                Duration.ZERO,
                new Nonce((String) load(stock).get("nonce")),
                KeyString.of(ANY_KEY));
    }
}
