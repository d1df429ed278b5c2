package dev.brine.transport.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brine.transport.vectors.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventPacketTest {
    static Stream<Vectors.Case> frames() {
        return Stream.concat(
                Vectors.load("event_bus_3006").cases(),
                Vectors.load("ipc_framing")
                        .cases()
                        .filter(c -> c.has("tag") || c.text("name").startsWith("pull")));
    }

    private static byte[] body(Vectors.Case stock) {
        byte[] bytes = stock.hex(stock.has("frame_hex") ? "frame_hex" : "bytes_hex");
        int from = bytes[0] == 0 ? 4 : 0;
        return Codec.octets(
                Codec.LOCAL.decodeMap(bytes, from, bytes.length - from).get("body"));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void stockEventIsReadAndReproduced(Vectors.Case stock) {
        byte[] body = body(stock);
        EventPacket packet = EventPacket.decode(body, Codec.LOCAL);
        if (stock.has("tag")) {
            assertThat(packet.tag()).isEqualTo(stock.text("tag"));
            assertThat(Vectors.shown(packet.data())).isEqualTo(stock.get("data"));
        }
        assertThat(packet.encode()).isEqualTo(body);
    }

    @ParameterizedTest
    @MethodSource("frames")
    void eventCutAnywhereIsRefused(Vectors.Case stock) {
        byte[] body = body(stock);
        for (int length = 0; length < body.length; length++) {
            byte[] cut = Arrays.copyOf(body, length);
            assertThatThrownBy(() -> EventPacket.decode(cut, Codec.LOCAL)).isInstanceOf(DecodeException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n\n\u0080", "tag\n\n", "tag\n\n\u0005", "tag\n\n\u0090", "tag", "\u00ff\n\n\u0080"})
    void whatIsNoEventIsRefused(String latin1) {
        byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> EventPacket.decode(bytes, Codec.LOCAL)).isInstanceOf(DecodeException.class);
    }

    @Test
    void tagThatWouldEndEarlyCannotBeMade() {
        assertThatThrownBy(() -> new EventPacket("salt/key\n\nx", Map.of())).isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> new EventPacket("x\n", Map.of())).isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> new EventPacket("", Map.of())).isInstanceOf(DecodeException.class);
    }
}
