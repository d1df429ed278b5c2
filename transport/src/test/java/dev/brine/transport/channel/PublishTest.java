package dev.brine.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.transport.crypto.KeyString;
import dev.brine.transport.crypto.RsaPrivateKey;
import dev.brine.transport.crypto.RsaPublicKey;
import dev.brine.transport.crypto.SigningAlgorithm;
import dev.brine.transport.vectors.Vectors;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.MinionId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublishTest {
    private static final RsaPrivateKey MASTER =
            RsaPrivateKey.parse(Vectors.load("auth").key("master_pem"));
    private static final KeyString AES = KeyString.of(Vectors.load("crypticle").key("key"));
    private static final MasterKeys KEYS = new MasterKeys(MASTER, AES, RecordedMaster.RANDOM);

    static Stream<Vectors.Case> signed() {
        return Vectors.load("publish_signed").cases();
    }

    static Stream<Vectors.Case> filtered() {
        return Vectors.load("publish_unsigned_filtered").cases();
    }

    private static byte[] payload(Vectors.Case stock) {
        List<?> frames = (List<?>) stock.get("zmq_frames_hex");
        return HexFormat.of().parseHex((String) frames.get(frames.size() - 1));
    }

    private static PublishReader reader(RsaPublicKey master, KeyString aes, PublishReader.Signatures signatures) {
        return new PublishReader(new SignInOutcome.Accepted(master, aes, aes, 4505), signatures, RecordedMaster.RANDOM);
    }

    private static PublishReader reader(Vectors.Case stock, PublishReader.Signatures signatures) {
        String file = stock.where().substring(0, stock.where().indexOf('['));
        return reader(
                RsaPublicKey.parse(Vectors.load(file).key("master_pub")),
                KeyString.of(stock.text("aes_key")),
                signatures);
    }

    private static Map<String, Object> withoutSerial(Vectors.Case stock) {
        Map<String, Object> load = new LinkedHashMap<>(stock.map("load_decoded"));
        load.remove("serial");
        return load;
    }

    @ParameterizedTest
    @MethodSource("signed")
    void signedStockJobIsOpenedOnce(Vectors.Case stock) {
        PublishReader reader = reader(stock, PublishReader.Signatures.REQUIRED);
        assertThat(reader.open(payload(stock)))
                .isInstanceOfSatisfying(
                        Publication.Job.class,
                        job -> assertThat(Vectors.shown(job.load())).isEqualTo(withoutSerial(stock)));
        assertThat(reader.open(payload(stock))).isInstanceOf(Publication.Dropped.class);
    }

    @ParameterizedTest
    @MethodSource("signed")
    void jobCutOrChangedAnywhereIsNotObeyed(Vectors.Case stock) {
        byte[] payload = payload(stock);
        // A payload that does not name its algorithm means SHA1, as this one does: its name may be lost without harm.
        int algorithm = new String(payload, StandardCharsets.ISO_8859_1).indexOf("sig_algo");
        for (int i = 0; i < payload.length; i++) {
            byte[] changed = payload.clone();
            changed[i] ^= 1;
            if (i < algorithm || i >= algorithm + "sig_algo".length()) {
                assertThat(reader(stock, PublishReader.Signatures.REQUIRED).open(changed))
                        .isNotInstanceOf(Publication.Job.class);
            }
            assertThat(reader(stock, PublishReader.Signatures.REQUIRED).open(Arrays.copyOf(payload, i)))
                    .isNotInstanceOf(Publication.Job.class);
        }
    }

    @ParameterizedTest
    @MethodSource("filtered")
    void unsignedStockJobIsOpenedOnlyWhereSignaturesAreOptional(Vectors.Case stock) {
        assertThat(reader(stock, PublishReader.Signatures.OPTIONAL).open(payload(stock)))
                .isInstanceOfSatisfying(
                        Publication.Job.class,
                        job -> assertThat(Vectors.shown(job.load())).isEqualTo(withoutSerial(stock)));
        assertThat(reader(stock, PublishReader.Signatures.REQUIRED).open(payload(stock)))
                .isInstanceOf(Publication.Dropped.class);
    }

    @ParameterizedTest
    @MethodSource("signed")
    void ownJobHasTheStockForm(Vectors.Case stock) {
        Map<String, Object> load = Codec.NETWORK.decodeMap(Codec.NETWORK.encode(withoutSerial(stock)));
        long serial = (Long) stock.map("load_decoded").get("serial");
        byte[] ours = PublishSeal.signed(KEYS, load, serial, SigningAlgorithm.PKCS1V15_SHA1);
        assertThat(ours).hasSameSizeAs(payload(stock));
        assertThat(reader(MASTER.publicKey(), AES, PublishReader.Signatures.REQUIRED)
                        .open(ours))
                .isEqualTo(new Publication.Job(load));
    }

    @Test
    void topicIsTheHashOfTheId() {
        Vectors.Case stock = Vectors.load("publish_unsigned_filtered").named("glob-filtered");
        assertThat(PublishSeal.topic(new MinionId("stocksig"))).isEqualTo(stock.text("topic"));
    }

    @Test
    void serialMustGrow() {
        PublishReader reader = reader(MASTER.publicKey(), AES, PublishReader.Signatures.OPTIONAL);
        assertThat(reader.open(PublishSeal.unsigned(KEYS, Map.of("fun", "a"), 2)))
                .isInstanceOf(Publication.Job.class);
        assertThat(reader.open(PublishSeal.unsigned(KEYS, Map.of("fun", "a"), 2)))
                .isInstanceOf(Publication.Dropped.class);
        assertThat(reader.open(PublishSeal.unsigned(KEYS, Map.of("fun", "a"), 1)))
                .isInstanceOf(Publication.Dropped.class);
        assertThat(reader.open(PublishSeal.unsigned(KEYS, Map.of("fun", "a"), 3)))
                .isInstanceOf(Publication.Job.class);
    }

    @Test
    void jobWithoutSerialIsObeyedAsByStockMinions() {
        byte[] blob = KEYS.aes().seal(Codec.NETWORK.encode(Map.of("fun", "test.ping")));
        byte[] payload = Codec.NETWORK.encode(Map.of("enc", "aes", "load", blob));
        assertThat(reader(MASTER.publicKey(), AES, PublishReader.Signatures.OPTIONAL)
                        .open(payload))
                .isEqualTo(new Publication.Job(Map.of("fun", "test.ping")));
    }

    @Test
    void rotatedKeyCallsForAnotherSignIn() {
        KeyString next = KeyString.generate(RecordedMaster.RANDOM);
        byte[] payload = PublishSeal.signed(
                new MasterKeys(MASTER, next, RecordedMaster.RANDOM),
                Map.of("fun", "x"),
                1,
                SigningAlgorithm.PKCS1V15_SHA224);
        PublishReader old = reader(MASTER.publicKey(), AES, PublishReader.Signatures.REQUIRED);
        assertThat(old.open(payload)).isInstanceOf(Publication.SignInAgain.class);
        assertThat(old.serves(new SignInOutcome.Accepted(MASTER.publicKey(), next, AES, 4505)))
                .isFalse();
        assertThat(old.serves(new SignInOutcome.Accepted(MASTER.publicKey(), AES, next, 4505)))
                .isTrue();
        assertThat(reader(MASTER.publicKey(), next, PublishReader.Signatures.REQUIRED)
                        .open(payload))
                .isInstanceOf(Publication.Job.class);
    }

    @Test
    void jobSealedByAMinionThatKnowsTheSharedKeyIsNotObeyed() {
        RsaPrivateKey rogue = RsaPrivateKey.generate(2048, RecordedMaster.RANDOM);
        MasterKeys forged = new MasterKeys(rogue, AES, RecordedMaster.RANDOM);
        byte[] payload = PublishSeal.signed(forged, Map.of("fun", "x"), 1, SigningAlgorithm.PKCS1V15_SHA1);
        assertThat(reader(MASTER.publicKey(), AES, PublishReader.Signatures.OPTIONAL)
                        .open(payload))
                .isInstanceOf(Publication.Dropped.class);
    }
}
