package dev.brine.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.transport.channel.Request.AesRequest;
import dev.brine.transport.channel.Request.BadRequest;
import dev.brine.transport.channel.Request.ClearRequest;
import dev.brine.transport.crypto.Crypticle;
import dev.brine.transport.crypto.KeyString;
import dev.brine.transport.crypto.RsaPrivateKey;
import dev.brine.transport.crypto.RsaPublicKey;
import dev.brine.transport.vectors.Vectors;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.Nonce;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded request and reply but the sign-ins. */
class RecordedRequestTest {
    private static final String ANY_KEY = Vectors.load("crypticle").key("key");

    static Stream<Vectors.Case> encrypted() {
        return Stream.of("minion_event", "fileserver", "aes_misc", "peer", "pillar", "return", "stock_minion_events")
                .flatMap(file -> Vectors.load(file).cases());
    }

    static Stream<Vectors.Case> withPlainReply() {
        return encrypted().filter(c -> !c.where().startsWith("pillar"));
    }

    private static int version(Vectors.Case stock) {
        return stock.has("version") ? stock.version() : 3;
    }

    private static RecordedMaster master(Vectors.Case stock) {
        Map<String, Object> load = stock.map("request_load_decoded");
        String id = (String) load.get("id");
        String key = stock.text("crypticle_key");
        RecordedMaster master = RecordedMaster.ofAuth(version(stock) >= 3 ? ANY_KEY : key);
        if (id.equals("stockmin")) {
            master.accept(
                    id,
                    RsaPrivateKey.parse(Vectors.load("return").key("minion_pem"))
                            .publicKey());
        }
        if (load.get("ts") instanceof Long ts) {
            master.at(ts + 1);
        }
        return version(stock) >= 3 ? master.session(id, key) : master;
    }

    private static Nonce nonce(Vectors.Case stock) {
        return stock.has("nonce") ? new Nonce(stock.text("nonce")) : null;
    }

    @ParameterizedTest
    @MethodSource("encrypted")
    void encryptedRequestIsOpened(Vectors.Case stock) {
        Request request = master(stock).channel(0).open(stock.hex("request_hex"));
        assertThat(request).isInstanceOf(AesRequest.class);
        AesRequest aes = (AesRequest) request;
        Map<Object, Object> expected = new LinkedHashMap<>(stock.map("request_load_decoded"));
        expected.remove("tok");
        expected.remove("nonce");
        assertThat(Vectors.shown(aes.load())).isEqualTo(Vectors.withTextFromOctets(expected));
        assertThat(aes.minion()).hasToString((String) expected.get("id"));
        assertThat(aes.cmd()).isEqualTo(expected.get("cmd"));
        assertThat(aes.version()).isEqualTo(version(stock));
        assertThat(aes.nonce()).isEqualTo(nonce(stock));
        assertThat(aes.signature()).isEqualTo(Request.SignatureCheck.ABSENT);
    }

    @ParameterizedTest
    @MethodSource("encrypted")
    void oldVersionIsRefusedByDefault(Vectors.Case stock) {
        Request request = master(stock).channel(3).open(stock.hex("request_hex"));
        if (version(stock) < 3) {
            assertThat(request).isInstanceOfSatisfying(BadRequest.class, bad -> {
                assertThat(bad.refusal()).isEqualTo(Refusal.VERSION);
                assertThat(bad.reply()).isEqualTo(Codec.NETWORK.encode("bad load"));
            });
        } else {
            assertThat(request).isInstanceOf(AesRequest.class);
        }
    }

    @ParameterizedTest
    @MethodSource("withPlainReply")
    void stockReplyOpensAndOursHasItsForm(Vectors.Case stock) {
        Crypticle key = new Crypticle(KeyString.of(stock.text("crypticle_key")), RecordedMaster.RANDOM);
        byte[] blob = Codec.octets(Codec.NETWORK.decode(stock.hex("reply_hex")));
        Object value = Codec.NETWORK.decode(key.open(blob, nonce(stock)));
        assertThat(Vectors.withTextFromOctets(Vectors.shown(value)))
                .isEqualTo(Vectors.withTextFromOctets(stock.get("reply_value")));

        ServerChannel channel = master(stock).channel(0);
        byte[] ours = channel.seal(channel.open(stock.hex("request_hex")), new Reply.Value(value));
        assertThat(ours).hasSameSizeAs(stock.hex("reply_hex"));
        assertThat(key.open(Codec.octets(Codec.NETWORK.decode(ours)), nonce(stock)))
                .isEqualTo(key.open(blob, nonce(stock)));
    }

    @ParameterizedTest
    @MethodSource("encrypted")
    void requestCutAnywhereIsAnsweredAndRefused(Vectors.Case stock) {
        ServerChannel channel = master(stock).channel(0);
        byte[] frame = stock.hex("request_hex");
        for (int length = 0; length < frame.length; length++) {
            assertThat(channel.open(Arrays.copyOf(frame, length)))
                    .isInstanceOfSatisfying(
                            BadRequest.class,
                            bad -> assertThat(bad.reply()).isEqualTo(Codec.NETWORK.encode(Map.of("msg", "bad load"))));
        }
    }

    @ParameterizedTest
    @MethodSource("encrypted")
    void blobChangedAnywhereIsRefused(Vectors.Case stock) {
        ServerChannel channel = master(stock).channel(0);
        byte[] frame = stock.hex("request_hex");
        byte[] blob = Codec.octets(Codec.NETWORK.decodeMap(frame).get("load"));
        int start = indexOf(frame, blob);
        for (int i = start; i < start + blob.length; i++) {
            byte[] changed = frame.clone();
            changed[i] ^= 1;
            assertThat(channel.open(changed))
                    .isInstanceOfSatisfying(
                            BadRequest.class, bad -> assertThat(bad.refusal()).isEqualTo(Refusal.SEAL));
        }
    }

    private static int indexOf(byte[] frame, byte[] part) {
        for (int at = 0; ; at++) {
            if (Arrays.equals(frame, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
    }

    static Stream<Vectors.Case> clear() {
        return Vectors.load("clear").cases();
    }

    @ParameterizedTest
    @MethodSource("clear")
    void clearRequestAndItsReplyAreReproduced(Vectors.Case stock) {
        ServerChannel channel = RecordedMaster.ofAuth(ANY_KEY).channel(3);
        byte[] frame = stock.hex("request_hex");
        Request request = channel.open(frame);
        assertThat(request).isInstanceOfSatisfying(ClearRequest.class, clear -> {
            assertThat(Vectors.shown(clear.load()))
                    .isEqualTo(stock.map("request_decoded").get("load"));
            assertThat(ClientChannel.clear(clear.load())).isEqualTo(frame);
        });
        Object reply = Codec.NETWORK.decode(stock.hex("reply_hex"));
        assertThat(Vectors.shown(reply)).isEqualTo(stock.get("reply_decoded"));
        assertThat(channel.seal(request, new Reply.Value(reply))).isEqualTo(stock.hex("reply_hex"));
        for (int length = 0; length < frame.length; length++) {
            assertThat(channel.open(Arrays.copyOf(frame, length))).isInstanceOf(BadRequest.class);
        }
    }

    static Stream<Vectors.Case> errors() {
        return Vectors.load("errors").cases();
    }

    @ParameterizedTest
    @MethodSource("errors")
    void badRequestGetsSaltsAnswer(Vectors.Case stock) {
        RecordedMaster master = RecordedMaster.ofAuth(ANY_KEY)
                .session("vec-v3", Vectors.load("errors").key("session_key_vec-v3"))
                .session("vec-v2", ANY_KEY);
        ServerChannel channel = master.at(1795240560).channel(3);
        Request request = channel.open(stock.hex("request_hex"));
        Reply reply = new Reply.Failure();
        if (request instanceof ClearRequest clear) {
            reply = new Reply.Value(clear.cmd().equals("ping") ? clear.load() : Map.of());
        }
        assertThat(channel.seal(request, reply)).isEqualTo(stock.hex("reply_hex"));
    }

    static Stream<Vectors.Case> pillars() {
        return Vectors.load("pillar").cases();
    }

    @ParameterizedTest
    @MethodSource("pillars")
    void pillarIsOpenedByTheMinionWhoseKeyItIs(Vectors.Case stock) {
        MinionIdentity minion = new MinionIdentity(
                new dev.brine.transport.wire.MinionId(
                        (String) stock.map("request_load_decoded").get("id")),
                RsaPrivateKey.parse(stock.text("minion_pem")));
        RecordedMaster master = master(stock);
        master.accept(minion.id().value(), minion.key().publicKey());
        ClientChannel client = client(minion, master.master.rsa().publicKey());
        if (version(stock) < 2) {
            assertThat(client.openPillar(
                            new ClientChannel.Sent(new byte[0], Nonce.random(RecordedMaster.RANDOM)),
                            stock.hex("reply_hex")))
                    .isInstanceOf(Answer.Untrusted.class);
            return;
        }
        ClientChannel.Sent sent = new ClientChannel.Sent(stock.hex("request_hex"), nonce(stock));
        byte[] theirs = stock.hex("reply_hex");
        assertThat(client.openPillar(sent, theirs))
                .isInstanceOfSatisfying(
                        Answer.Value.class,
                        value -> assertThat(Vectors.shown(value.value())).isEqualTo(stock.get("reply_value")));

        ServerChannel channel = master.channel(0);
        Object pillar = ((Answer.Value) client.openPillar(sent, theirs)).value();
        byte[] ours = channel.seal(channel.open(stock.hex("request_hex")), new Reply.Pillar(Codec.map(pillar)));
        assertThat(ours).hasSameSizeAs(theirs);
        assertThat(client.openPillar(sent, ours)).isEqualTo(new Answer.Value(pillar));

        for (int i = 0; i < theirs.length; i += 3) {
            byte[] changed = theirs.clone();
            changed[i] ^= 1;
            assertThat(client.openPillar(sent, changed)).isNotInstanceOf(Answer.Value.class);
            assertThat(client.openPillar(sent, Arrays.copyOf(theirs, i))).isNotInstanceOf(Answer.Value.class);
        }
        assertThat(client.openPillar(new ClientChannel.Sent(sent.frame(), Nonce.random(RecordedMaster.RANDOM)), theirs))
                .isInstanceOf(Answer.Untrusted.class);
    }

    static ClientChannel client(MinionIdentity minion, RsaPublicKey master) {
        KeyString key = KeyString.of(ANY_KEY);
        return new ClientChannel(
                minion,
                new SignInOutcome.Accepted(master, key, key, 4505),
                SignInSettings.DEFAULT,
                ClientChannel.Signing.OFF,
                java.time.Clock.systemUTC(),
                RecordedMaster.RANDOM);
    }

    static Stream<Vectors.Case> signedByMinion() {
        return Vectors.load("return_minion_signed").cases();
    }

    @ParameterizedTest
    @MethodSource("signedByMinion")
    void signatureOfAStockMinionIsVerified(Vectors.Case stock) {
        Map<String, Object> shown = stock.map("request_load_decoded");
        RecordedMaster master = RecordedMaster.ofAuth(ANY_KEY)
                .session("stocksig", stock.text("session_key"))
                .accept(
                        "stocksig",
                        RsaPublicKey.parse(Vectors.load("return_minion_signed").key("minion_pub")))
                .at((Long) shown.get("ts"));
        assertThat(master.channel(3).open(stock.hex("request_hex")))
                .isInstanceOfSatisfying(
                        AesRequest.class, aes -> assertThat(aes.signature()).isEqualTo(Request.SignatureCheck.VALID));
    }
}
