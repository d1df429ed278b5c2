package dev.brine.transport.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brine.transport.vectors.Vectors;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {
    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    static Stream<Vectors.Case> serializer() {
        return Vectors.load("msgpack").cases().filter(c -> !c.text("name").contains("head"));
    }

    @ParameterizedTest
    @MethodSource("serializer")
    void stockNetworkBytesAreReproduced(Vectors.Case stock) {
        byte[] wire = stock.hex("wire_hex");
        assertThat(Codec.NETWORK.encode(Codec.NETWORK.decode(wire))).isEqualTo(wire);
    }

    @ParameterizedTest
    @MethodSource("serializer")
    void stockDiskBytesAreReproduced(Vectors.Case stock) {
        byte[] ipc = stock.hex("ipc_hex");
        assertThat(Codec.LOCAL.encode(Codec.LOCAL.decode(ipc))).isEqualTo(ipc);
        assertThat(Codec.NETWORK.encode(Codec.LOCAL.decode(ipc))).isEqualTo(stock.hex("wire_hex"));
    }

    static Stream<Arguments> values() {
        Map<Object, Object> mixed = new LinkedHashMap<>();
        mixed.put(1L, "a");
        mixed.put(null, "b");
        return Stream.of(
                Arguments.of("str-40", "a".repeat(40)),
                Arguments.of("bytes", new byte[] {(byte) 0xff, (byte) 0xfe}),
                Arguments.of("int-neg", -5L),
                Arguments.of("int-70000", 70000),
                Arguments.of("int-2^64-1", BigInteger.TWO.pow(64).subtract(BigInteger.ONE)),
                Arguments.of("int-2^70", BigInteger.TWO.pow(70)),
                Arguments.of("float", 1.5),
                Arguments.of("none", null),
                Arguments.of("true", true),
                Arguments.of("datetime", LocalDateTime.of(2026, 1, 2, 3, 4, 5, 678_901_000)),
                Arguments.of("date", LocalDate.of(2026, 1, 2)),
                Arguments.of("set", new LinkedHashSet<>(List.of(7L))),
                Arguments.of("intkeys", mixed));
    }

    @ParameterizedTest
    @MethodSource("values")
    void plainValueBecomesStockBytes(String name, Object value) {
        Vectors.Case stock = Vectors.load("msgpack").named(name);
        assertThat(Codec.NETWORK.encode(value)).isEqualTo(stock.hex("wire_hex"));
        assertThat(Codec.LOCAL.encode(value)).isEqualTo(stock.hex("ipc_hex"));
    }

    @Test
    void everyHeadFormIsDecodedToOnePlainType() {
        assertThat(
                        Codec.NETWORK.decode(
                                hex(
                                        "9cca3fc00000d0fbd1fffbd2fffffffbd3fffffffffffffffbcc05cd0005ce00000005cf0000000000000005d90161da000161c40161")))
                .isEqualTo(List.of(1.5, -5L, -5L, -5L, -5L, 5L, 5L, 5L, 5L, "a", "a", "a"));
        assertThat(Codec.NETWORK.decode(hex("cfffffffffffffffff"))).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(Codec.LOCAL.decode(hex("c40161"))).isEqualTo(new byte[] {'a'});
        assertThat(Codec.NETWORK.decode(hex("d42a61"))).isEqualTo("a");
        assertThat(Codec.NETWORK.decode(hex("dd0000000101"))).isEqualTo(List.of(1L));
        assertThat(Codec.NETWORK.decode(hex("df00000001c2c3"))).isEqualTo(Map.of(false, true));
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                127,
                128,
                255,
                256,
                65535,
                65536,
                4294967295L,
                4294967296L,
                Long.MAX_VALUE,
                -1,
                -32,
                -33,
                -128,
                -129,
                -32768,
                -32769,
                Integer.MIN_VALUE,
                Integer.MIN_VALUE - 1L,
                Long.MIN_VALUE
            })
    void integersAtTheEdgesOfTheirFormsSurvive(long value) {
        assertThat(Codec.NETWORK.decode(Codec.NETWORK.encode(value))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 31, 32, 255, 256, 65535, 65536})
    void lengthsAtTheEdgesOfTheirFormsSurvive(int length) {
        List<Object> list = new ArrayList<>();
        Map<Object, Object> map = new LinkedHashMap<>();
        for (long i = 0; i < length; i++) {
            list.add(i);
            map.put(i, null);
        }
        byte[] octets = new byte[length];
        Arrays.fill(octets, (byte) 0xff);
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("text", "x".repeat(length));
        value.put("wide", "\u00fc".repeat(length));
        value.put("list", list);
        value.put("map", map);
        for (Codec codec : List.of(Codec.NETWORK, Codec.LOCAL)) {
            assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
        }
        Object expected = length == 0 ? "" : octets;
        assertThat(Codec.NETWORK.decode(Codec.NETWORK.encode(octets))).isEqualTo(expected);
        assertThat(Codec.LOCAL.decode(Codec.LOCAL.encode(octets))).isEqualTo(octets);
    }

    @Test
    void octetsComeBackExactlyWhetherTheyLookLikeTextOrNot() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = new byte[random.nextInt(5)];
            random.nextBytes(octets);
            assertThat(Codec.octets(Codec.NETWORK.decode(Codec.NETWORK.encode(octets))))
                    .isEqualTo(octets);
        }
    }

    @Test
    void strictUtf8TestAgreesWithTheJdk() {
        for (int i = 0; i < 0x1000000; i += i < 0x10000 ? 1 : 37) {
            byte[] octets = {(byte) (i >> 16), (byte) (i >> 8), (byte) i};
            assertThat(Utf8.isValid(octets, 0, 3)).as("%06x", i).isEqualTo(jdkAccepts(octets));
        }
        Random random = new Random(2);
        for (int i = 0; i < 100_000; i++) {
            byte[] octets = {
                (byte) (0xf0 + random.nextInt(6)),
                (byte) random.nextInt(),
                (byte) (0x80 + random.nextInt(66)),
                (byte) 0x80
            };
            assertThat(Utf8.isValid(octets, 0, 4))
                    .as(HexFormat.of().formatHex(octets))
                    .isEqualTo(jdkAccepts(octets));
        }
    }

    private static boolean jdkAccepts(byte[] octets) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "c1", // no such type
                "0101", // trailing bytes
                "82a16101a16102", // the same key twice
                "81900001", // a list as key
                "818000", // a map as key
                "c7184e3230", // cut date-time
                "d64e61616161", // not a date-time
                "d44f01", // a named constant that is no pair
                "d54f9101", // a named constant of one element
                "c7044f9201a1ff", // a name that is not text
            })
    void malformedBytesAreRefused(String bytes) {
        assertThatThrownBy(() -> Codec.NETWORK.decode(hex(bytes))).isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> Codec.LOCAL.decode(hex(bytes))).isInstanceOf(DecodeException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dd7fffffff",
                "ddffffffff",
                "df7fffffff",
                "dfffffffff",
                "db7fffffff",
                "dbffffffff",
                "c67fffffff",
                "c9ffffffff4e",
                "dcffff01"
            })
    void announcedLengthIsNotBelieved(String bytes) {
        assertThatThrownBy(() -> Codec.NETWORK.decode(hex(bytes))).isInstanceOf(DecodeException.class);
    }

    @Test
    void nestedAnnouncementsAllocateNothingForWhatIsNotThere() {
        byte[] bytes = new byte[5 * 500 + 4_000_000];
        for (int i = 0; i < 500; i++) {
            bytes[5 * i] = (byte) 0xdd;
            bytes[5 * i + 2] = 0x0f;
        }
        assertThatThrownBy(() -> Codec.NETWORK.decode(bytes)).isInstanceOf(DecodeException.class);
    }

    @Test
    void nestingElementsAndLengthAreLimited() {
        Codec codec = Codec.NETWORK.within(new DecodeLimits(100, 3, 10));
        assertThat(codec.decode(hex("91919101"))).isEqualTo(List.of(List.of(List.of(1L))));
        assertThatThrownBy(() -> codec.decode(hex("9191919101"))).hasMessageContaining("deeper than 3");
        assertThat(codec.decode(hex("9a01010101010101010101")))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(10);
        assertThatThrownBy(() -> codec.decode(hex("9b0101010101010101010101"))).hasMessageContaining("more than 10");
        assertThatThrownBy(() -> codec.decode(new byte[101])).hasMessageContaining("over the limit of 100");
    }

    @Test
    void deeplyNestedBytesEndInARefusalNotInAStackOverflow() {
        byte[] lists = new byte[1_000_000];
        Arrays.fill(lists, (byte) 0x91);
        assertThatThrownBy(() -> Codec.NETWORK.decode(lists)).isInstanceOf(DecodeException.class);
        byte[] constants = new byte[1_000_000];
        for (int i = 0; i + 1 < constants.length; i += 2) {
            constants[i] = (byte) 0xd8;
            constants[i + 1] = 0x4f;
        }
        assertThatThrownBy(() -> Codec.NETWORK.decode(constants)).isInstanceOf(DecodeException.class);
    }

    @Test
    void whatIsNotAPlainValueIsOurOwnMistake() {
        assertThatThrownBy(() -> Codec.NETWORK.encode(new StringBuilder()))
                .isInstanceOf(IllegalArgumentException.class);
        List<Object> self = new ArrayList<>();
        self.add(self);
        assertThatThrownBy(() -> Codec.NETWORK.encode(self)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namedConstantIsKeptAsItIs() {
        NamedConstant constant = new NamedConstant("NOT_SET", null);
        assertThat(Codec.LOCAL.decode(Codec.LOCAL.encode(List.of(constant)))).isEqualTo(List.of(constant));
    }

    @Test
    void mapWithOtherThanTextKeysIsNoLoad() {
        assertThatThrownBy(() -> Codec.NETWORK.decodeMap(hex("8101c0"))).isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> Codec.NETWORK.decodeMap(hex("90"))).isInstanceOf(DecodeException.class);
        assertThat(Codec.NETWORK.decodeMap(hex("81a161c0"))).containsEntry("a", null);
    }

    /** Every frame of every vector file. */
    static Stream<Arguments> frames() {
        return Stream.of(
                        "aes_misc",
                        "auth",
                        "auth_auto_accept",
                        "clear",
                        "errors",
                        "fileserver",
                        "minion_event",
                        "msgpack",
                        "peer",
                        "pillar",
                        "return",
                        "return_minion_signed",
                        "stock_minion_auth",
                        "stock_minion_events",
                        "event_bus_3006")
                .flatMap(file -> Vectors.load(file).cases())
                .flatMap(c -> Stream.of("request_hex", "reply_hex", "wire_hex", "ipc_hex", "frame_hex")
                        .filter(c::has)
                        .map(field -> Arguments.of(c, field)))
                .filter(a -> !a.get()[0].toString().contains("not-msgpack request"))
                .filter(a -> !(a.get()[0].toString().contains("not-msgpack") && a.get()[1].equals("request_hex")))
                .filter(a -> !a.get()[0].toString().contains("head"));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void frameCutAnywhereIsRefused(Vectors.Case stock, String field) {
        byte[] frame = stock.hex(field);
        for (int length = 0; length < frame.length; length++) {
            byte[] cut = Arrays.copyOf(frame, length);
            assertThatThrownBy(() -> Codec.NETWORK.decode(cut)).isInstanceOf(DecodeException.class);
            assertThatThrownBy(() -> Codec.LOCAL.decode(cut)).isInstanceOf(DecodeException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("frames")
    void frameWithAnyByteChangedIsAValueOrRefused(Vectors.Case stock, String field) {
        byte[] frame = stock.hex(field);
        for (int i = 0; i < frame.length; i++) {
            byte[] changed = frame.clone();
            changed[i] ^= (byte) 0x81;
            try {
                assertThat(Codec.kind(Codec.NETWORK.decode(changed))).isNotNull();
            } catch (DecodeException e) {
                assertThat(e).hasNoCause();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("frames")
    void stockFrameIsReproduced(Vectors.Case stock, String field) {
        byte[] frame = stock.hex(field);
        Codec codec = field.equals("frame_hex") || field.equals("ipc_hex") ? Codec.LOCAL : Codec.NETWORK;
        assertThat(codec.encode(codec.decode(frame))).isEqualTo(frame);
    }
}
