package dev.brine.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.transport.channel.Request.AesRequest;
import dev.brine.transport.channel.Request.BadRequest;
import dev.brine.transport.crypto.Crypticle;
import dev.brine.transport.crypto.KeyString;
import dev.brine.transport.crypto.RsaPrivateKey;
import dev.brine.transport.vectors.Vectors;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.Envelope;
import dev.brine.transport.wire.MinionId;
import dev.brine.transport.wire.NamedConstant;
import dev.brine.transport.wire.Nonce;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Seeded random input: whatever comes, there is one answer and no exception. */
class HostileInputTest {
    private static final String KEY = Vectors.load("crypticle").key("key");

    private final Random random = new Random(20261121);
    private final RecordedMaster master = RecordedMaster.ofAuth(KEY).session("vec-v3", KEY);
    private final ServerChannel server = master.channel(0);

    private byte[] mutated(byte[] frame) {
        byte[] changed = frame.clone();
        for (int edits = random.nextInt(4) + 1; edits > 0; edits--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
        return changed;
    }

    private Object value(int depth) {
        return switch (random.nextInt(depth > 3 ? 10 : 12)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong();
            case 3 -> (long) random.nextInt(5);
            case 4 -> random.nextDouble();
            case 5 -> "../x\n";
            case 6 -> "vec-v3";
            case 7 -> new byte[random.nextInt(300)];
            case 8 -> new BigInteger(64, random);
            case 9 -> random.nextBoolean() ? new NamedConstant("X", 1L) : LocalDateTime.of(2026, 1, 2, 3, 4);
            case 10 -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(depth + 1));
                }
                yield list;
            }
            default -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put(random.nextBoolean() ? "k" + i : (long) i, value(depth + 1));
                }
                yield map;
            }
        };
    }

    @Test
    void mutatedSignInsAreAnswered() {
        List<byte[]> frames =
                Vectors.load("auth").cases().map(c -> c.hex("request_hex")).toList();
        for (int i = 0; i < 5000; i++) {
            Request request = server.open(mutated(frames.get(i % frames.size())));
            assertThat(server.seal(request, new Reply.Failure())).isNotEmpty();
        }
    }

    @Test
    void randomFieldsOfASignInAreAnswered() {
        String[] fields = {"id", "pub", "nonce", "token", "enc_algo", "sig_algo", "autosign_grains", "cmd"};
        Map<String, Object> good = Codec.map(Codec.NETWORK
                .decodeMap(Vectors.load("auth").named("v3-accepted-token").hex("request_hex"))
                .get("load"));
        for (int i = 0; i < 2000; i++) {
            Map<String, Object> load = new LinkedHashMap<>(good);
            load.put(fields[i % fields.length], value(0));
            Request request = server.open(new Envelope.Clear(load, random.nextInt(5)).encode());
            assertThat(server.seal(request, new Reply.Failure())).isNotEmpty();
        }
    }

    @Test
    void randomLoadsUnderAGoodSealAreAnswered() {
        Crypticle crypticle = new Crypticle(KeyString.of(KEY), RecordedMaster.RANDOM);
        String[] fields = {"cmd", "id", "ts", "nonce", "tok", "sig", "jid"};
        for (int i = 0; i < 5000; i++) {
            Object load = value(0);
            if (i % 2 == 0) {
                Map<String, Object> map = new LinkedHashMap<>();
                for (String field : fields) {
                    if (random.nextInt(4) > 0) {
                        map.put(field, value(0));
                    }
                }
                load = map;
            }
            byte[] blob = crypticle.seal(Codec.NETWORK.encode(load));
            int version = random.nextInt(5);
            Request request = server.open(new Envelope.Encrypted(blob, version, "vec-v3", null, null).encode());
            assertThat(request).isInstanceOfAny(BadRequest.class, AesRequest.class);
            assertThat(version >= 3 && request instanceof AesRequest).isFalse();
            assertThat(server.seal(request, new Reply.Value(1L))).isNotEmpty();
        }
    }

    @Test
    void minionSurvivesWhateverAMasterSends() {
        RsaPrivateKey key = RsaPrivateKey.parse(Vectors.load("return").key("minion_pem"));
        MinionIdentity identity = new MinionIdentity(new MinionId("web1"), key);
        SignIn signIn = new SignIn(identity, null, SignInSettings.DEFAULT, RecordedMaster.RANDOM);
        ClientChannel client =
                RecordedRequestTest.client(identity, master.master.rsa().publicKey());
        ClientChannel.Sent sent = new ClientChannel.Sent(new byte[0], Nonce.random(RecordedMaster.RANDOM));
        PublishReader reader = new PublishReader(
                new SignInOutcome.Accepted(master.master.rsa().publicKey(), KeyString.of(KEY), KeyString.of(KEY), 4505),
                PublishReader.Signatures.OPTIONAL,
                RecordedMaster.RANDOM);
        String[] fields = {"enc", "load", "sig", "key", "pillar", "sig_algo", "ret", "pub_key", "nonce"};
        for (int i = 0; i < 3000; i++) {
            Object value = value(0);
            if (i % 2 == 0) {
                Map<String, Object> map = new LinkedHashMap<>();
                for (String field : fields) {
                    map.put(
                            field,
                            random.nextInt(4) > 0
                                    ? value(0)
                                    : Codec.NETWORK.encode(Map.of("ret", true, "pub_key", "x")));
                }
                map.put("enc", i % 4 == 0 ? "clear" : "aes");
                value = map;
            }
            byte[] bytes = Codec.NETWORK.encode(value);
            assertThat(signIn.finish(bytes)).isNotInstanceOf(SignInOutcome.Accepted.class);
            assertThat(client.open(sent, bytes)).isInstanceOf(Answer.SignInAgain.class);
            assertThat(client.openPillar(sent, bytes)).isNotInstanceOf(Answer.Value.class);
            assertThat(reader.open(bytes)).isNotInstanceOf(Publication.Job.class);
        }
    }
}
