package dev.brine.transport.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brine.transport.vectors.Vectors;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RsaVectorTest {
    private static final Vectors VECTORS = Vectors.load("rsa");

    record Item(Map<String, Object> fields) {
        String text(String field) {
            return (String) fields.get(field);
        }

        byte[] hex(String field) {
            return HexFormat.of().parseHex(text(field));
        }

        RsaPrivateKey pair() {
            return RsaPrivateKey.parse(key().get("pem"));
        }

        RsaPublicKey publicKey() {
            return RsaPublicKey.parse(key().get("pub"));
        }

        @SuppressWarnings("unchecked")
        Map<String, String> key() {
            return (Map<String, String>) VECTORS.keys().get(text("key"));
        }
    }

    @SuppressWarnings("unchecked")
    private static Stream<Item> items(String name) {
        return ((List<Map<String, Object>>) VECTORS.named(name).get("items"))
                .stream().map(Item::new);
    }

    static Stream<Item> x931() {
        return items("x931");
    }

    static Stream<Item> pkcs1v15() {
        return items("pkcs1v15");
    }

    static Stream<Item> oaep() {
        return items("oaep");
    }

    static Stream<Item> finger() {
        return items("finger");
    }

    @ParameterizedTest
    @MethodSource("x931")
    void recoverySignatureIsReproducedByteForByte(Item item) {
        assertThat(item.pair().signRecovery(item.hex("message_hex"))).isEqualTo(item.hex("signature_hex"));
    }

    @ParameterizedTest
    @MethodSource("x931")
    void recoverySignatureGivesItsMessage(Item item) {
        assertThat(item.publicKey().recover(item.hex("signature_hex"))).isEqualTo(item.hex("message_hex"));
    }

    @ParameterizedTest
    @MethodSource("x931")
    void damagedRecoverySignatureHoldsNoMessage(Item item) {
        byte[] message = item.hex("message_hex");
        byte[] good = item.hex("signature_hex");
        for (int i = 0; i < good.length; i += 7) {
            byte[] bad = good.clone();
            bad[i] ^= 0x10;
            assertThat(item.publicKey().verifyRecovery(message, bad)).isFalse();
        }
        for (int length = 0; length < good.length; length++) {
            assertThat(item.publicKey().verifyRecovery(message, java.util.Arrays.copyOf(good, length)))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("pkcs1v15")
    void signatureIsReproducedAndVerified(Item item) {
        SigningAlgorithm algorithm =
                SigningAlgorithm.named(item.text("algorithm")).orElseThrow();
        byte[] message = item.hex("data_hex");
        byte[] signature = item.hex("signature_hex");
        assertThat(item.pair().sign(algorithm, message)).isEqualTo(signature);
        assertThat(item.publicKey().verify(algorithm, message, signature)).isTrue();
        signature[9] ^= 1;
        assertThat(item.publicKey().verify(algorithm, message, signature)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("oaep")
    void encryptedTextIsDecryptedAndNothingElseIs(Item item) {
        EncryptionAlgorithm algorithm =
                EncryptionAlgorithm.named(item.text("algorithm")).orElseThrow();
        byte[] cipher = item.hex("ciphertext_hex");
        byte[] plain = item.hex("plaintext_hex");
        assertThat(item.pair().decrypt(algorithm, cipher)).isEqualTo(plain);
        assertThat(item.pair().decrypt(algorithm, item.publicKey().encrypt(algorithm, plain)))
                .isEqualTo(plain);
        cipher[3] ^= 1;
        assertThatThrownBy(() -> item.pair().decrypt(algorithm, cipher)).isInstanceOf(AuthFailure.class);
    }

    @ParameterizedTest
    @MethodSource("finger")
    void fingerprintIsAsSaltKeyShowsIt(Item item) {
        assertThat(item.publicKey().fingerprint("sha256")).isEqualTo(item.text("sha256"));
        assertThat(item.publicKey().fingerprint("md5")).isEqualTo(item.text("md5"));
    }
}
