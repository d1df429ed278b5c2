package dev.brine.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brine.transport.channel.Request.AesRequest;
import dev.brine.transport.channel.Request.AuthRequest;
import dev.brine.transport.channel.Request.BadRequest;
import dev.brine.transport.channel.Request.ClearRequest;
import dev.brine.transport.channel.Request.SignatureCheck;
import dev.brine.transport.crypto.Crypticle;
import dev.brine.transport.crypto.EncryptionAlgorithm;
import dev.brine.transport.crypto.KeyString;
import dev.brine.transport.crypto.RsaPrivateKey;
import dev.brine.transport.crypto.SigningAlgorithm;
import dev.brine.transport.vectors.Vectors;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.Envelope;
import dev.brine.transport.wire.MinionId;
import dev.brine.transport.wire.Nonce;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A minion, a master between them one channel each, and what an attacker sends. */
class ChannelSecurityTest {
    private static final byte[] BAD_LOAD = Codec.NETWORK.encode("bad load");
    private static final RsaPrivateKey MASTER =
            RsaPrivateKey.parse(Vectors.load("auth").key("master_pem"));
    private static final RsaPrivateKey MINION =
            RsaPrivateKey.parse(Vectors.load("return").key("minion_pem"));
    private static final RsaPrivateKey OTHER = RsaPrivateKey.generate(2048, RecordedMaster.RANDOM);
    private static final MinionId ID = new MinionId("web1");
    private static final MinionIdentity IDENTITY = new MinionIdentity(ID, MINION);

    private final KeyString session = KeyString.generate(RecordedMaster.RANDOM);
    private final KeyString aes = KeyString.generate(RecordedMaster.RANDOM);
    private final RecordedMaster master = new RecordedMaster(MASTER.pem(), aes.text())
            .session("web1", session.text())
            .accept("web1", MINION.publicKey());
    private final ServerChannel server = master.channel(3);
    private final ClientChannel client = client(ClientChannel.Signing.OFF, SignInSettings.DEFAULT);

    private ClientChannel client(ClientChannel.Signing signing, SignInSettings settings) {
        return new ClientChannel(
                IDENTITY,
                new SignInOutcome.Accepted(MASTER.publicKey(), aes, session, 4505),
                settings,
                signing,
                master.clock(),
                RecordedMaster.RANDOM);
    }

    private static void assertRefused(Request request, Refusal refusal) {
        assertThat(request).isInstanceOfSatisfying(BadRequest.class, bad -> {
            assertThat(bad.refusal()).isEqualTo(refusal);
            assertThat(bad.reply()).isEqualTo(BAD_LOAD);
        });
    }

    private Map<String, Object> load() {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "_return");
        load.put("id", "web1");
        load.put("ts", master.now.getEpochSecond());
        load.put("nonce", Nonce.random(RecordedMaster.RANDOM).value());
        load.put("tok", MINION.signRecovery("salt".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        return load;
    }

    private Map<String, Object> loadWith(String field, Object value) {
        Map<String, Object> load = load();
        load.put(field, value);
        return load;
    }

    private byte[] sealed(KeyString key, int version, String id, Object load) {
        byte[] blob = new Crypticle(key, RecordedMaster.RANDOM).seal(Codec.NETWORK.encode(load));
        return new Envelope.Encrypted(blob, version, id, null, null).encode();
    }

    // ---- the honest way

    @Test
    void signInThenRequestThenReply() {
        SignIn signIn = new SignIn(IDENTITY, null, SignInSettings.DEFAULT, RecordedMaster.RANDOM);
        Request request = server.open(signIn.request());
        assertThat(request).isInstanceOf(AuthRequest.class);
        SignInOutcome outcome = signIn.finish(server.seal(request, new Reply.Accepted(session, 4505)));
        assertThat(outcome).isEqualTo(new SignInOutcome.Accepted(MASTER.publicKey(), aes, session, 4505));

        ClientChannel.Sent sent = client.seal(Map.of("cmd", "_mine_get", "tgt", "*"));
        AesRequest aesRequest = (AesRequest) server.open(sent.frame());
        assertThat(aesRequest.minion()).isEqualTo(ID);
        assertThat(aesRequest.load())
                .containsEntry("tgt", "*")
                .containsEntry("id", "web1")
                .doesNotContainKeys("tok", "nonce");
        byte[] reply = server.seal(aesRequest, new Reply.Value(List.of(1L, "x")));
        assertThat(client.open(sent, reply)).isEqualTo(new Answer.Value(List.of(1L, "x")));
        assertThat(client.open(client.seal(Map.of()), reply)).isInstanceOf(Answer.SignInAgain.class);
    }

    static Stream<SignInSettings> algorithms() {
        return Stream.of(EncryptionAlgorithm.values())
                .flatMap(enc -> Stream.of(SigningAlgorithm.values())
                        .map(sig -> new SignInSettings(
                                enc,
                                sig,
                                MASTER.publicKey().fingerprint("sha256"),
                                "sha256",
                                OTHER.publicKey(),
                                SignInSettings.Trust.STORED_KEY,
                                Map.of("role", "web"))));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void everyAlgorithmServesTheWholeJourney(SignInSettings settings) {
        master.master = new MasterKeys(MASTER, aes, OTHER, RecordedMaster.RANDOM);
        SignIn signIn = new SignIn(IDENTITY, MASTER.publicKey(), settings, RecordedMaster.RANDOM);
        AuthRequest auth = (AuthRequest) server.open(signIn.request());
        assertThat(auth.autosignGrains()).containsEntry("role", "web");
        assertThat(signIn.finish(server.seal(auth, new Reply.Accepted(session, 4505))))
                .isInstanceOf(SignInOutcome.Accepted.class);
        for (Reply.Verdict verdict : Reply.Verdict.values()) {
            assertThat(signIn.finish(server.seal(auth, new Reply.NotAccepted(verdict))))
                    .isInstanceOfAny(
                            SignInOutcome.Pending.class, SignInOutcome.Rejected.class, SignInOutcome.Full.class);
        }
        ClientChannel signing = client(ClientChannel.Signing.ON, settings);
        ClientChannel.Sent sent = signing.seal(Map.of("cmd", "_pillar", "odd", new byte[] {'o', 'k'}));
        AesRequest request = (AesRequest) server.open(sent.frame());
        assertThat(request.signature()).isEqualTo(SignatureCheck.VALID);
        byte[] reply = server.seal(request, new Reply.Pillar(Map.of("secret", "s")));
        assertThat(signing.openPillar(sent, reply)).isEqualTo(new Answer.Value(Map.of("secret", "s")));
    }

    // ---- clear text

    @ParameterizedTest
    @ValueSource(strings = {"_prep_auth_info", "_send_pub", "_return", "__class__", "toString", "getClass", ""})
    void unknownVerbIsOnlyAName(String cmd) {
        assertThat(server.open(ClientChannel.clear(Map.of("cmd", cmd))))
                .isInstanceOfSatisfying(
                        ClearRequest.class, clear -> assertThat(clear.cmd()).isEqualTo(cmd));
    }

    static Stream<Object> notText() {
        return Stream.of(
                1L,
                true,
                1.5,
                List.of("a"),
                Map.of("a", "b"),
                new byte[] {(byte) 0xff},
                LocalDateTime.of(2026, 1, 1, 0, 0));
    }

    @ParameterizedTest
    @MethodSource("notText")
    void verbThatIsNoTextIsUnknown(Object cmd) {
        assertThat(server.open(ClientChannel.clear(Map.of("cmd", cmd))))
                .isInstanceOfSatisfying(
                        ClearRequest.class, clear -> assertThat(clear.cmd()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("notText")
    void wrongTypesAnywhereAreAnswered(Object odd) {
        Map<String, Object> envelope =
                new LinkedHashMap<>(Map.of("enc", "clear", "load", Map.of("cmd", "ping"), "version", 3L));
        for (String field : List.of("enc", "load", "version")) {
            Map<String, Object> changed = new LinkedHashMap<>(envelope);
            changed.put(field, odd);
            Request request = server.open(Codec.NETWORK.encode(changed));
            assertThat(server.seal(request, new Reply.Failure())).isNotEmpty();
        }
        assertThat(server.open(Codec.NETWORK.encode(odd))).isInstanceOf(BadRequest.class);
        for (String field : List.of("cmd", "id", "nonce", "enc_algo", "sig_algo", "pub", "token", "autosign_grains")) {
            Map<String, Object> load = authLoad();
            load.put(field, odd);
            Request request = server.open(ClientChannel.clear(load));
            assertThat(server.seal(request, new Reply.Failure())).as(field).isNotEmpty();
        }
        for (String field : List.of("id", "nonce", "tok", "ts")) {
            Request request = server.open(sealed(session, 3, "web1", loadWith(field, odd)));
            if (!(field.equals("ts") && odd instanceof Long)) {
                assertThat(request).as(field).isInstanceOf(BadRequest.class);
            }
        }
    }

    @Test
    void longClearFrameIsRefusedAndALongEncryptedOneIsRead() {
        String text = "x".repeat(300_000);
        assertRefused(
                server.open(ClientChannel.clear(Map.of("cmd", "ping", "x", text))),
                Refusal.UNDECODABLE,
                Refusal.CLEAR_TOO_LONG);
        assertThat(server.open(
                        client.seal(Map.of("cmd", "_return", "return", text)).frame()))
                .isInstanceOf(AesRequest.class);
    }

    private static void assertRefused(Request request, Refusal... any) {
        assertThat(request)
                .isInstanceOfSatisfying(
                        BadRequest.class, bad -> assertThat(bad.refusal()).isIn((Object[]) any));
    }

    @Test
    void minimumVersionHoldsForClearRequestsToo() {
        assertRefused(
                server.open(Codec.NETWORK.encode(Map.of("enc", "clear", "load", Map.of("cmd", "ping")))),
                Refusal.VERSION);
    }

    // ---- sign-in

    private static Map<String, Object> authLoad() {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "_auth");
        load.put("id", "web1");
        load.put("nonce", Nonce.random(RecordedMaster.RANDOM).value());
        load.put("pub", MINION.publicKey().text());
        return load;
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/b", ".", "a\nb", "{{ x }}", "web*", "%2e%2e", "a\\b"})
    void signInWithABadIdGetsASignedRefusal(String id) {
        Map<String, Object> load = authLoad();
        load.put("id", id);
        Request request = server.open(ClientChannel.clear(load));
        assertRefused(request, new Refusal[] {Refusal.ID});
        assertSignedRefusal(((BadRequest) request).reply(), (String) load.get("nonce"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"})
    void signInWithABadKeyGetsASignedRefusal(String pub) {
        Map<String, Object> load = authLoad();
        load.put("pub", pub);
        Request request = server.open(ClientChannel.clear(load));
        assertRefused(request, new Refusal[] {Refusal.KEY});
        assertSignedRefusal(((BadRequest) request).reply(), (String) load.get("nonce"));
    }

    private static void assertSignedRefusal(byte[] reply, String nonce) {
        Map<String, Object> outer = Codec.NETWORK.decodeMap(reply);
        byte[] inner = Codec.octets(outer.get("load"));
        assertThat(Codec.NETWORK.decode(inner)).isEqualTo(Map.of("ret", false, "nonce", nonce));
        assertThat(MASTER.publicKey().verify(SigningAlgorithm.PKCS1V15_SHA1, inner, Codec.octets(outer.get("sig"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0123456789abcdef0123456789abcde",
                "0123456789ABCDEF0123456789ABCDEF",
                "0123456789abcdef0123456789abcdef0"
            })
    void nothingIsSignedForAnOddNonce(String nonce) {
        Map<String, Object> load = authLoad();
        load.put("nonce", nonce);
        Request request = server.open(ClientChannel.clear(load));
        assertRefused(request, new Refusal[] {Refusal.NONCE});
        assertThat(Codec.NETWORK.decodeMap(((BadRequest) request).reply()))
                .isEqualTo(Map.of("enc", "clear", "load", Map.of("ret", false)));
    }

    @Test
    void tokenThatIsNotForUsIsLeftOutOfTheReply() {
        for (int length : new int[] {0, 1, 255, 256, 257, 10_000}) {
            Map<String, Object> load = authLoad();
            byte[] token = new byte[length];
            Arrays.fill(token, (byte) 0x80);
            load.put("token", token);
            Request request = server.open(ClientChannel.clear(load));
            byte[] reply = server.seal(request, new Reply.Accepted(session, 4505));
            byte[] inner = Codec.octets(Codec.NETWORK.decodeMap(reply).get("load"));
            assertThat(Codec.NETWORK.decodeMap(inner)).containsKey("aes").doesNotContainKey("token");
        }
    }

    @Test
    void minionDoesNotBelieveAnotherMasterNorAnUnsignedRefusal() {
        RecordedMaster fake = new RecordedMaster(OTHER.pem(), aes.text());
        SignIn known = new SignIn(IDENTITY, MASTER.publicKey(), SignInSettings.DEFAULT, RecordedMaster.RANDOM);
        AuthRequest request = (AuthRequest) fake.channel(3).open(known.request());
        assertThat(known.finish(fake.channel(3).seal(request, new Reply.Accepted(session, 4505))))
                .isInstanceOf(SignInOutcome.InvalidMasterKey.class);
        assertThat(known.finish(fake.channel(3).seal(request, new Reply.NotAccepted(Reply.Verdict.REFUSED))))
                .isInstanceOf(SignInOutcome.Failed.class);
        assertThat(known.finish(Answers.unsigned(false))).isInstanceOf(SignInOutcome.Failed.class);
        assertThat(known.finish(Answers.unsigned("bad sig algo"))).isInstanceOf(SignInOutcome.Failed.class);
        assertThat(known.finish(BAD_LOAD)).isInstanceOf(SignInOutcome.Failed.class);
    }

    @Test
    void masterFingerIsHeldAgainstTheMastersKey() {
        SignInSettings d = SignInSettings.DEFAULT;
        SignInSettings finger = new SignInSettings(
                d.encAlgo(), d.sigAlgo(), OTHER.publicKey().fingerprint("sha256"), "sha256", null, d.trust(), Map.of());
        SignIn signIn = new SignIn(IDENTITY, null, finger, RecordedMaster.RANDOM);
        byte[] reply = server.seal(server.open(signIn.request()), new Reply.Accepted(session, 4505));
        assertThat(signIn.finish(reply)).isInstanceOf(SignInOutcome.InvalidMasterKey.class);
    }

    // ---- encrypted

    @Test
    void oldVersionsWithTheSharedKeyAreRefusedByDefault() {
        for (int version = 0; version < 3; version++) {
            assertRefused(server.open(sealed(aes, version, null, load())), Refusal.VERSION);
        }
    }

    @Test
    void keyOfNobodyIsBadLoad() {
        KeyString random = KeyString.generate(RecordedMaster.RANDOM);
        for (int version = 3; version < 5; version++) {
            assertRefused(server.open(sealed(random, version, "web1", load())), Refusal.SEAL);
            assertRefused(server.open(sealed(random, version, "nobody", load())), Refusal.SEAL);
            assertRefused(server.open(sealed(session, version, null, load())), Refusal.ID);
            assertRefused(server.open(sealed(session, version, "../web1", load())), Refusal.ID);
        }
    }

    @Test
    void minionSpeaksForItselfOnly() {
        master.accept("db1", OTHER.publicKey())
                .session("db1", KeyString.generate(RecordedMaster.RANDOM).text());
        assertRefused(server.open(sealed(session, 3, "web1", loadWith("id", "db1"))), Refusal.ID_MISMATCH);
        assertRefused(server.open(sealed(session, 3, "db1", load())), Refusal.SEAL);
    }

    @Test
    void tokMustBeMadeByTheMinionsKey() {
        Map<String, Object> without = load();
        without.remove("tok");
        assertRefused(server.open(sealed(session, 3, "web1", without)), Refusal.TOKEN);
        assertRefused(server.open(sealed(session, 3, "web1", loadWith("tok", new byte[256]))), Refusal.TOKEN);
        byte[] word = "salt".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertRefused(
                server.open(sealed(session, 3, "web1", loadWith("tok", OTHER.signRecovery(word)))), Refusal.TOKEN);
        assertThat(server.open(sealed(session, 3, "web1", load()))).isInstanceOf(AesRequest.class);
        assertRefused(
                server.open(sealed(session, 3, "web1", loadWith("tok", OTHER.signRecovery(word)))), Refusal.TOKEN);
    }

    @Test
    void rememberedTokEndsWithItsKey() {
        assertThat(server.open(sealed(session, 3, "web1", load()))).isInstanceOf(AesRequest.class);
        master.accept("web1", OTHER.publicKey());
        assertRefused(server.open(sealed(session, 3, "web1", load())), Refusal.TOKEN);
        master.accepted.clear();
        assertRefused(server.open(sealed(session, 3, "web1", load())), Refusal.TOKEN);
    }

    @Test
    void replayIsRefused() {
        byte[] frame = client.seal(Map.of("cmd", "_return")).frame();
        assertThat(server.open(frame)).isInstanceOf(AesRequest.class);
        assertRefused(server.open(frame), Refusal.REPLAY);
        master.now = master.now.plusSeconds(299);
        assertRefused(server.open(frame), Refusal.REPLAY);
        master.now = master.now.plusSeconds(2);
        assertRefused(server.open(frame), Refusal.TIME);
    }

    @Test
    void nonceWithAnotherBodyIsRefused() {
        Map<String, Object> first = load();
        Map<String, Object> second = new LinkedHashMap<>(first);
        second.put("cmd", "_mine");
        assertThat(server.open(sealed(session, 3, "web1", first))).isInstanceOf(AesRequest.class);
        assertRefused(server.open(sealed(session, 3, "web1", second)), Refusal.REPLAY);
    }

    @Test
    void tsMustBeAnIntegerWithinTheWindow() {
        long now = master.now.getEpochSecond();
        for (Object odd : new Object[] {
            now - 301,
            now + 301,
            0L,
            -1L,
            (double) now,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            "" + now,
            null,
            Long.MAX_VALUE,
            Long.MIN_VALUE
        }) {
            assertRefused(server.open(sealed(session, 3, "web1", loadWith("ts", odd))), Refusal.TIME);
        }
        assertThat(server.open(sealed(session, 3, "web1", loadWith("ts", now - 300))))
                .isInstanceOf(AesRequest.class);
        assertThat(server.open(sealed(session, 3, "web1", loadWith("ts", now + 300))))
                .isInstanceOf(AesRequest.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0123456789ABCDEF0123456789ABCDEF", "0123456789abcdef0123456789abcdef00"})
    void nonceMustHaveItsForm(String nonce) {
        assertRefused(server.open(sealed(session, 3, "web1", loadWith("nonce", nonce))), Refusal.NONCE);
    }

    @Test
    void endedSessionIsRefusedAtOnceAlsoForAReplyOnItsWay() {
        AesRequest request =
                (AesRequest) server.open(client.seal(Map.of("cmd", "_return")).frame());
        master.sessions.clear();
        master.accepted.clear();
        assertRefused(server.open(client.seal(Map.of("cmd", "_return")).frame()), Refusal.SEAL);
        assertThat(server.seal(request, new Reply.Value(1L))).isEqualTo(BAD_LOAD);
        assertThat(Codec.NETWORK.decode(server.seal(request, new Reply.Pillar(Map.of("s", "x")))))
                .isEqualTo(Map.of("error", "AES key not found"));
    }

    @Test
    void failureTellsNothing() {
        ClientChannel.Sent sent = client.seal(Map.of("cmd", "_return"));
        assertThat(client.open(sent, server.seal(server.open(sent.frame()), new Reply.Failure())))
                .isEqualTo(new Answer.Value(""));
        Request clear = server.open(ClientChannel.clear(Map.of("cmd", "x")));
        assertThat(server.seal(clear, new Reply.Failure()))
                .isEqualTo(Codec.NETWORK.encode("Some exception handling minion payload"));
        assertThatThrownBy(() -> server.seal(clear, new Reply.Accepted(session, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void badLoadSendsTheMinionToSignInAgain() {
        ClientChannel.Sent sent = client.seal(Map.of("cmd", "_return"));
        assertThat(client.open(sent, BAD_LOAD)).isInstanceOf(Answer.SignInAgain.class);
        assertThat(client.openPillar(sent, BAD_LOAD)).isInstanceOf(Answer.SignInAgain.class);
        assertThat(client.open(sent, new byte[0])).isInstanceOf(Answer.SignInAgain.class);
        assertThat(client.open(sent, Codec.NETWORK.encode(5L))).isInstanceOf(Answer.SignInAgain.class);
    }

    @Test
    void wrongMessageSignatureIsReported() {
        Map<String, Object> load = loadWith("sig", MINION.sign(SigningAlgorithm.PKCS1V15_SHA1, new byte[] {1}));
        assertThat(server.open(sealed(session, 3, "web1", load)))
                .isInstanceOfSatisfying(
                        AesRequest.class, aes -> assertThat(aes.signature()).isEqualTo(SignatureCheck.INVALID));
        assertThat(server.open(sealed(session, 3, "web1", loadWith("sig", 5L))))
                .isInstanceOfSatisfying(
                        AesRequest.class, aes -> assertThat(aes.signature()).isEqualTo(SignatureCheck.INVALID));
    }

    @Test
    void returnThatWasStampedAfterItWasSignedIsVerified() {
        Map<String, Object> load = new LinkedHashMap<>(Map.of("cmd", "_return", "id", "web1", "return", 5L));
        load.put("sig", MINION.sign(SigningAlgorithm.PKCS1V15_SHA1, Codec.LOCAL.encode(load)));
        load.put("_stamp", "2026-11-21T05:56:02.142692");
        load().forEach(load::putIfAbsent);
        assertThat(server.open(sealed(session, 3, "web1", load)))
                .isInstanceOfSatisfying(
                        AesRequest.class, aes -> assertThat(aes.signature()).isEqualTo(SignatureCheck.VALID));
    }

    @Test
    void messageSignedWithSha1IsVerifiedWhateverTheEnvelopeNames() {
        Map<String, Object> load = load();
        Map<String, Object> covered = new LinkedHashMap<>(load);
        covered.keySet().removeAll(List.of("tok", "nonce", "ts"));
        load.put("sig", MINION.sign(SigningAlgorithm.PKCS1V15_SHA1, Codec.LOCAL.encode(covered)));
        byte[] blob = new Crypticle(session, RecordedMaster.RANDOM).seal(Codec.NETWORK.encode(load));
        Envelope envelope = new Envelope.Encrypted(blob, 3, "web1", "OAEP-SHA224", "PKCS1v15-SHA224");
        assertThat(server.open(envelope.encode()))
                .isInstanceOfSatisfying(
                        AesRequest.class, aes -> assertThat(aes.signature()).isEqualTo(SignatureCheck.VALID));
    }

    @Test
    void versionTwoWorksWhereTheOperatorAllowsIt() {
        ServerChannel old = master.channel(0);
        Map<String, Object> load = load();
        AesRequest request = (AesRequest) old.open(sealed(aes, 2, null, load));
        assertThat(request.minion()).isEqualTo(ID);
        byte[] blob = Codec.octets(Codec.NETWORK.decode(old.seal(request, new Reply.Value("v"))));
        byte[] opened = new Crypticle(aes, RecordedMaster.RANDOM).open(blob, new Nonce((String) load.get("nonce")));
        assertThat(Codec.NETWORK.decode(opened)).isEqualTo("v");
        assertRefused(old.open(sealed(aes, 2, null, loadWith("tok", new byte[256]))), Refusal.TOKEN);
    }

    @Test
    void withoutTimeCheckReplaysAreStillRefusedAsLongAsTheMemoryReaches() {
        ServerChannel lenient = new ServerChannel(
                master,
                ServerSettings.DEFAULT.withRequestServerTtl(Duration.ZERO),
                master.clock(),
                RecordedMaster.RANDOM);
        byte[] old = sealed(session, 3, "web1", loadWith("ts", 5L));
        assertThat(lenient.open(old)).isInstanceOf(AesRequest.class);
        assertRefused(lenient.open(old), Refusal.REPLAY);
    }
}
