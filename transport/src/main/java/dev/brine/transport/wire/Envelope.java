package dev.brine.transport.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outer map of a request on the request port.
 *
 * <pre>
 * clear:     {enc: "clear", load: {...}, version: 3}
 * encrypted: {enc: "aes", load: blob, version: 3, id: minion id, enc_algo: .., sig_algo: ..}
 * </pre>
 *
 * Versions 0 to 2 lack id and algorithms; version 0 lacks even its number.
 */
public sealed interface Envelope {
    /** The version both Salt and Brine speak now. */
    int CURRENT_VERSION = 3;

    /** Protocol version; absent on the wire means 0. */
    int version();

    /** The bytes to send. */
    byte[] encode();

    /** A clear-text request. The load's types are not checked here: the answer to a wrong one differs. */
    record Clear(@Nullable Object load, int version) implements Envelope {
        @Override
        public byte[] encode() {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("enc", "clear");
            map.put("load", load);
            map.put("version", (long) version);
            return Codec.NETWORK.encode(map);
        }
    }

    /**
     * An encrypted request.
     *
     * @param blob the Crypticle blob; not copied
     * @param id claimed sender, null before version 3; not checked yet
     * @param encAlgo algorithm for keys in the reply, or null
     * @param sigAlgo algorithm for signatures in the reply, or null
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Encrypted(
            byte[] blob,
            int version,
            @Nullable String id,
            @Nullable String encAlgo,
            @Nullable String sigAlgo) implements Envelope {
        @Override
        public byte[] encode() {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("enc", "aes");
            map.put("load", blob);
            map.put("version", (long) version);
            putUnlessNull(map, "id", id);
            putUnlessNull(map, "enc_algo", encAlgo);
            putUnlessNull(map, "sig_algo", sigAlgo);
            return Codec.NETWORK.encode(map);
        }

        private static void putUnlessNull(Map<String, @Nullable Object> map, String key, @Nullable String value) {
            if (value != null) {
                map.put(key, value);
            }
        }
    }

    /**
     * Reads the outer map from a decoded value.
     *
     * @throws DecodeException if a field is missing or of the wrong type
     */
    static Envelope of(@Nullable Object decoded) {
        Map<String, @Nullable Object> map = Codec.map(decoded);
        if (!map.containsKey("load")) {
            throw new DecodeException("the envelope has no load");
        }
        int version = version(map);
        Object load = map.get("load");
        return switch (Codec.text(map.get("enc"))) {
            case "clear" -> new Clear(load, version);
            case "aes" ->
                new Encrypted(
                        Codec.octets(load),
                        version,
                        optional(map, "id"),
                        optional(map, "enc_algo"),
                        optional(map, "sig_algo"));
            default -> throw new DecodeException("the envelope's enc is neither clear nor aes");
        };
    }

    private static int version(Map<String, @Nullable Object> map) {
        if (!map.containsKey("version")) {
            return 0;
        }
        if (map.get("version") instanceof Long version && version >= 0 && version <= 1000) {
            return version.intValue();
        }
        throw new DecodeException("the envelope's version is not a small number");
    }

    private static @Nullable String optional(Map<String, @Nullable Object> map, String key) {
        Object value = map.get(key);
        return value == null ? null : Codec.text(value);
    }
}
