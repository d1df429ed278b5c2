package dev.brine.transport.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brine.transport.vectors.Vectors;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.Nonce;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrypticleTest {
    private static final Vectors VECTORS = Vectors.load("crypticle");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Crypticle CRYPTICLE = new Crypticle(KeyString.of(VECTORS.key("key")), RANDOM);

    static Stream<Vectors.Case> good() {
        return VECTORS.cases().filter(c -> !c.has("expect"));
    }

    static Stream<Vectors.Case> bad() {
        return VECTORS.cases().filter(c -> c.has("expect"));
    }

    private static Nonce nonce(Vectors.Case stock) {
        return stock.has("nonce") ? new Nonce(stock.text("nonce")) : null;
    }

    @ParameterizedTest
    @MethodSource("good")
    void stockBlobIsOpened(Vectors.Case stock) {
        byte[] payload = CRYPTICLE.open(stock.hex("blob_hex"), nonce(stock));
        assertThat(Vectors.shown(Codec.NETWORK.decode(payload))).isEqualTo(stock.get("value"));
        byte[] plain = stock.hex("plaintext_hex");
        assertThat(payload).isEqualTo(Arrays.copyOfRange(plain, plain.length - payload.length, plain.length));
    }

    @ParameterizedTest
    @MethodSource("good")
    void ownBlobHasTheStockForm(Vectors.Case stock) {
        byte[] payload = CRYPTICLE.open(stock.hex("blob_hex"), nonce(stock));
        byte[] blob = CRYPTICLE.seal(payload, nonce(stock));
        assertThat(blob).hasSameSizeAs(stock.hex("blob_hex")).isNotEqualTo(stock.hex("blob_hex"));
        assertThat(CRYPTICLE.open(blob, nonce(stock))).isEqualTo(payload);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void badStockBlobIsRefused(Vectors.Case stock) {
        assertThatThrownBy(() -> CRYPTICLE.open(stock.hex("blob_hex"), nonce(stock)))
                .isInstanceOf(AuthFailure.class);
    }

    @ParameterizedTest
    @MethodSource("good")
    void blobCutOrChangedAnywhereIsRefused(Vectors.Case stock) {
        byte[] blob = stock.hex("blob_hex");
        for (int i = 0; i < blob.length; i++) {
            byte[] cut = Arrays.copyOf(blob, i);
            byte[] changed = blob.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> CRYPTICLE.open(cut, nonce(stock))).isInstanceOf(AuthFailure.class);
            assertThatThrownBy(() -> CRYPTICLE.open(changed, nonce(stock))).isInstanceOf(AuthFailure.class);
        }
    }

    @Test
    void blobSealedWithAnotherKeyOrNonceIsRefused() {
        Crypticle other = new Crypticle(KeyString.generate(RANDOM), RANDOM);
        Nonce nonce = Nonce.random(RANDOM);
        byte[] blob = CRYPTICLE.seal(new byte[] {1}, nonce);
        assertThatThrownBy(() -> other.open(blob, nonce)).isInstanceOf(AuthFailure.class);
        assertThatThrownBy(() -> CRYPTICLE.open(blob, Nonce.random(RANDOM))).isInstanceOf(AuthFailure.class);
        byte[] bare = CRYPTICLE.seal(new byte[] {1});
        assertThatThrownBy(() -> CRYPTICLE.open(bare, nonce)).isInstanceOf(AuthFailure.class);
    }

    @Test
    void manyThreadsShareOneCrypticle() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                byte[] payload = new byte[100 + t];
                Arrays.fill(payload, (byte) t);
                Crypticle own = t % 2 == 0 ? CRYPTICLE : new Crypticle(KeyString.generate(RANDOM), RANDOM);
                tasks.add(() -> {
                    for (int i = 0; i < 500; i++) {
                        Nonce nonce = Nonce.random(RANDOM);
                        if (!Arrays.equals(payload, own.open(own.seal(payload, nonce), nonce))) {
                            return false;
                        }
                    }
                    return true;
                });
            }
            for (Future<Boolean> done : threads.invokeAll(tasks)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "m4p7fNoXIQS8pfhFsbYWdnwTrrFQJoNk106P+cChqh3WB5lnrCC8x+iQcnpetANXfWGsdJIYPQ4",
                "m4p7fNoXIQS8pfhFsbYWdnwTrrFQJoNk106P+cChqh3WB5lnrCC8x+iQcnpetANXfWGsdJIYPQ==",
                "m4p7fNoXIQS8pfhFsbYWdnwTrrFQJoNk106P_cChqh3WB5lnrCC8x-iQcnpetANXfWGsdJIYPQ4="
            })
    void textThatIsNoKeyIsRefusedWithoutShowingIt(String text) {
        assertThatThrownBy(() -> KeyString.of(text))
                .isInstanceOf(KeyFormatException.class)
                .hasMessageNotContaining("m4p7");
    }

    @Test
    void keyTextIsKeptAsItIsAndNotShown() {
        KeyString key = KeyString.of(VECTORS.key("key") + "\n");
        assertThat(key.text()).isEqualTo(VECTORS.key("key"));
        assertThat(key.toString()).doesNotContain("m4p7");
        assertThat(KeyString.generate(RANDOM).text())
                .hasSize(76)
                .isNotEqualTo(KeyString.generate(RANDOM).text());
    }
}
