package dev.brine.transport.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brine.transport.vectors.Vectors;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RsaKeyTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path dir;

    @SuppressWarnings("unchecked")
    private static Map<String, String> key(String name) {
        return (Map<String, String>) Vectors.load("rsa").keys().get(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"k1", "k2", "k4"})
    void stockKeyFilesAreReproducedCharacterForCharacter(String name) {
        RsaPrivateKey pair = RsaPrivateKey.parse(key(name).get("pem"));
        assertThat(pair.pem()).isEqualTo(key(name).get("pem").strip());
        assertThat(pair.publicKey().text()).isEqualTo(key(name).get("pub").strip());
    }

    @Test
    void savedKeyIsReadableByItsOwnerAloneFromTheStart() throws IOException {
        RsaPrivateKey pair = RsaPrivateKey.generate(2048, RANDOM);
        Path file = dir.resolve("master.pem");
        pair.save(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("r--------");
        assertThat(Files.readString(file))
                .startsWith("-----BEGIN RSA PRIVATE KEY-----\n")
                .endsWith("-----END RSA PRIVATE KEY-----\n");
        assertThat(Files.readAllLines(file)).allMatch(line -> line.length() <= 64);
        RsaPrivateKey loaded = RsaPrivateKey.load(file);
        assertThat(loaded.publicKey()).isEqualTo(pair.publicKey());
        assertThat(loaded.pem()).isEqualTo(pair.pem());
    }

    @Test
    void existingKeyIsNeverOverwritten() throws IOException {
        Path file = dir.resolve("master.pem");
        Files.writeString(file, "precious");
        RsaPrivateKey pair = RsaPrivateKey.parse(key("k1").get("pem"));
        assertThatThrownBy(() -> pair.save(file)).isInstanceOf(FileAlreadyExistsException.class);
        Path link = Files.createSymbolicLink(dir.resolve("link.pem"), dir.resolve("elsewhere"));
        assertThatThrownBy(() -> pair.save(link)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("precious");
    }

    @Test
    void keyThatOthersMayReadIsNotLoaded() throws IOException {
        Path file = dir.resolve("open.pem");
        Files.writeString(file, key("k1").get("pem"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> RsaPrivateKey.load(file))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("chmod 0400");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(RsaPrivateKey.load(file).publicKey().text())
                .isEqualTo(key("k1").get("pub").strip());
    }

    @Test
    void bothWrappingsOfAKeyAreRead() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        RSAPrivateCrtKey jdk = (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
        RsaPrivateKey pkcs8 = RsaPrivateKey.parse(new Pem("PRIVATE KEY", jdk.getEncoded()).text());
        RsaPrivateKey pkcs1 = RsaPrivateKey.parse(pkcs8.pem());
        assertThat(pkcs1.publicKey()).isEqualTo(pkcs8.publicKey());
    }

    @Test
    void publicKeyIsCanonicalWhateverItsText() {
        String canonical = key("k1").get("pub").strip();
        assertThat(RsaPublicKey.parse("  " + canonical.replace("\n", "\r\n") + "\r\n")
                        .text())
                .isEqualTo(canonical);
        String oneLine = canonical.replaceAll("(?<!-)\n(?!-)", "");
        assertThat(RsaPublicKey.parse(oneLine).text()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({"1024,65537", "2047,65537", "2048,3", "2048,65536", "2048,17", "8200,65537"})
    void weakOrCostlyKeyIsRefused(int bits, long exponent) {
        BigInteger modulus = BigInteger.TWO.pow(bits - 1).add(BigInteger.valueOf(12345));
        assertThatThrownBy(() -> RsaPublicKey.of(modulus, BigInteger.valueOf(exponent)))
                .isInstanceOf(KeyFormatException.class);
    }

    @Test
    void weakKeyIsRefusedAsPemToo() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(new RSAKeyGenParameterSpec(2048, BigInteger.valueOf(3)));
        String pem =
                new Pem("PUBLIC KEY", generator.generateKeyPair().getPublic().getEncoded()).text();
        assertThatThrownBy(() -> RsaPublicKey.parse(pem)).isInstanceOf(KeyFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "-----BEGIN PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\n\u0007*\n-----END PUBLIC KEY-----",
                "-----BEGIN RSA PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PRIVATE KEY-----"
            })
    void textThatIsNoPublicKeyIsRefused(String text) {
        assertThatThrownBy(() -> RsaPublicKey.parse(text)).isInstanceOf(KeyFormatException.class);
        assertThatThrownBy(() -> RsaPrivateKey.parse(text.replace("PUBLIC", "PRIVATE")))
                .isInstanceOf(KeyFormatException.class);
    }

    @Test
    void hugeTextIsNotParsed() {
        String text = "-----BEGIN PUBLIC KEY-----\n" + "A".repeat(500_000) + "\n-----END PUBLIC KEY-----";
        assertThatThrownBy(() -> RsaPublicKey.parse(text)).hasMessageContaining("over the limit");
    }

    @Test
    void keyWithAnyByteOfItsDerChangedIsAKeyOrRefused() {
        Pem pem = Pem.parse(key("k1").get("pub"));
        Pem secret = Pem.parse(key("k1").get("pem"));
        for (int i = 0; i < 40; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = pem.content().clone();
                changed[i] ^= (byte) (1 << bit);
                parsesOrRefuses(() -> RsaPublicKey.parse(new Pem("PUBLIC KEY", changed).text()));
                byte[] changedSecret = secret.content().clone();
                changedSecret[i] ^= (byte) (1 << bit);
                parsesOrRefuses(() -> RsaPrivateKey.parse(new Pem("RSA PRIVATE KEY", changedSecret).text()));
            }
        }
    }

    private static void parsesOrRefuses(java.util.function.Supplier<Object> parse) {
        try {
            assertThat(parse.get()).isNotNull();
        } catch (KeyFormatException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @Test
    void nothingSecretIsShown() {
        RsaPrivateKey pair = RsaPrivateKey.parse(key("k1").get("pem"));
        assertThat(pair.toString())
                .doesNotContain(pair.pem().substring(100, 120))
                .contains("2048 bit");
    }

    @Test
    void recoverySignatureFillsTheKeyOrIsRefused() {
        RsaPrivateKey pair = RsaPrivateKey.parse(key("k1").get("pem"));
        byte[] full = new byte[254];
        assertThat(pair.publicKey().recover(pair.signRecovery(full))).isEqualTo(full);
        byte[] ofNothing = pair.signRecovery(new byte[0]);
        assertThatThrownBy(() -> pair.publicKey().recover(ofNothing)).isInstanceOf(AuthFailure.class);
        assertThatThrownBy(() -> pair.signRecovery(new byte[255])).isInstanceOf(IllegalArgumentException.class);
    }
}
