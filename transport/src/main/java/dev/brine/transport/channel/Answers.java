package dev.brine.transport.channel;

import dev.brine.transport.wire.Codec;
import java.util.Map;

/** Salt's fixed answers to requests that go wrong, word for word. */
final class Answers {
    static final String BAD_LOAD = "bad load";

    private static final String EXCEPTION = "Some exception handling minion payload";

    private Answers() {}

    static byte[] badLoad() {
        return Codec.NETWORK.encode(BAD_LOAD);
    }

    static byte[] undecodable() {
        return Codec.NETWORK.encode(Map.of("msg", BAD_LOAD));
    }

    static byte[] exception() {
        return Codec.NETWORK.encode(EXCEPTION);
    }

    static byte[] notMaps() {
        return Codec.NETWORK.encode("payload and load must be a dict");
    }

    static byte[] nullByteInId() {
        return Codec.NETWORK.encode("bad load: id contains a null byte");
    }

    static byte[] idNotText(Object shown) {
        return Codec.NETWORK.encode("bad load: id " + shown + " is not a string");
    }

    /** An unsigned answer to a sign-in. */
    static byte[] unsigned(Object ret) {
        return Codec.NETWORK.encode(Maps.of("enc", "clear", "load", Map.of("ret", ret)));
    }
}
