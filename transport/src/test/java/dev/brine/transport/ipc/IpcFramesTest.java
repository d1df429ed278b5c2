package dev.brine.transport.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpcFramesTest {

    private static final int LIMIT = 1 << 20;

    /** All frames that stock Salt wrote, of three versions and both directions. */
    static Stream<byte[]> stockFrames() throws IOException {
        List<byte[]> frames = new ArrayList<>();
        try (InputStream in = IpcFramesTest.class.getResourceAsStream("/vectors/ipc_framing.json");
                JsonParser json = new JsonFactory().createParser(in)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME && json.currentName().equals("bytes_hex")) {
                    frames.add(HexFormat.of().parseHex(json.nextTextValue()));
                }
            }
        }
        assertThat(frames).hasSize(6);
        return frames.stream();
    }

    @ParameterizedTest
    @MethodSource("stockFrames")
    void stockFrameIsReadAtEverySplit(byte[] frame) throws Exception {
        for (int split = 0; split <= frame.length; split++) {
            IpcFrames frames = new IpcFrames(LIMIT);
            List<byte[]> bodies = new ArrayList<>();
            frames.feed(ByteBuffer.wrap(frame, 0, split), bodies::add);
            assertThat(bodies).hasSize(split == frame.length ? 1 : 0);
            frames.feed(ByteBuffer.wrap(frame, split, frame.length - split), bodies::add);
            frames.feed(ByteBuffer.wrap(frame), bodies::add);
            assertThat(bodies).hasSize(2);
            assertThat(new String(bodies.get(0), StandardCharsets.ISO_8859_1))
                    .startsWith("vec/")
                    .contains("\n\n");
            assertThat(frames.atBoundary()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("stockFrames")
    void whatWeWriteIsWhatStockWrites(byte[] frame) throws Exception {
        List<byte[]> bodies = new ArrayList<>();
        new IpcFrames(LIMIT).feed(ByteBuffer.wrap(frame), bodies::add);

        assertThat(IpcFrames.frame(bodies.get(0), frame[0] == 0)).isEqualTo(frame);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void streamInRandomPiecesGivesAllBodies(boolean prefixed) throws Exception {
        Random random = new Random(7);
        ByteBuffer stream = ByteBuffer.allocate(4 << 20);
        List<byte[]> expected = new ArrayList<>();
        for (int n = 0; n < 300; n++) {
            byte[] body = new byte[n % 50 == 0 ? 70_000 : random.nextInt(600)];
            random.nextBytes(body);
            expected.add(body);
            stream.put(IpcFrames.frame(body, prefixed));
        }
        stream.flip();
        IpcFrames frames = new IpcFrames(LIMIT);
        List<byte[]> bodies = new ArrayList<>();
        while (stream.hasRemaining()) {
            int piece = Math.min(stream.remaining(), 1 + random.nextInt(5000));
            frames.feed(stream.slice(stream.position(), piece), bodies::add);
            stream.position(stream.position() + piece);
        }

        assertThat(bodies).hasSameSizeAs(expected);
        for (int n = 0; n < expected.size(); n++) {
            assertThat(bodies.get(n)).isEqualTo(expected.get(n));
        }
    }

    @Test
    void headWithContentsAndTheOtherOrderAreRead() throws Exception {
        // {"body": "ab", "head": {"x": [1, {"y": nil}], "z": bin 3}}
        byte[] frame = HexFormat.of()
                .parseHex("82a4626f6479a26162a46865616482a178920181a179c0a17ac403010203".replace(" ", ""));
        for (int split = 0; split <= frame.length; split++) {
            IpcFrames frames = new IpcFrames(LIMIT);
            List<byte[]> bodies = new ArrayList<>();
            frames.feed(ByteBuffer.wrap(frame, 0, split), bodies::add);
            frames.feed(ByteBuffer.wrap(frame, split, frame.length - split), bodies::add);
            assertThat(bodies).containsExactly("ab".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "474554202f20485454502f312e310d0a0d0a", // HTTP
                "1603010200010001fc0303", // TLS
                "82a46865616480a4626f647905", // body is a number
                "82a46865616480a4786f6479c400", // unknown key
                "82a46865616480a46865616480", // no body
                "82a46865616480a4626f6479c6ffffffff", // 4 GiB announced
                "0000000782a46865616480a4626f6479c40161", // runs past the announced length
                "82a468656164919191919191919191919191919191919191919191", // nested
                "82a468656164df7fffffff82", // huge map
                "82a468656164c1" // no msgpack
            })
    void garbageIsRefused(String hex) {
        IpcFrames frames = new IpcFrames(LIMIT);
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThatThrownBy(() -> frames.feed(ByteBuffer.wrap(bytes), body -> {}))
                .isInstanceOf(IpcFormatException.class);
    }

    @Test
    void frameOverTheLimitIsRefusedBeforeItArrives() {
        IpcFrames frames = new IpcFrames(1000);
        byte[] start = ByteBuffer.wrap(IpcFrames.frame(new byte[2000], false))
                .slice(0, 30)
                .array();

        assertThatThrownBy(() -> frames.feed(ByteBuffer.wrap(start, 0, 30), body -> {}))
                .isInstanceOf(IpcFormatException.class)
                .hasMessageContaining("1000");
    }
}
