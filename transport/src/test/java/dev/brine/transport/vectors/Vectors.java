package dev.brine.transport.vectors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.brine.transport.wire.Codec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The golden vectors: JSON files recorded from stock Salt. */
public final class Vectors {
    private final String name;
    private final Map<String, Object> content;

    private Vectors(String name, Map<String, Object> content) {
        this.name = name;
        this.content = content;
    }

    @SuppressWarnings("unchecked")
    public static Vectors load(String name) {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + name + ".json");
                JsonParser parser = new JsonFactory().createParser(in)) {
            parser.nextToken();
            return new Vectors(name, (Map<String, Object>) value(parser));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The cases of a file, each named for the test report. */
    @SuppressWarnings("unchecked")
    public Stream<Case> cases() {
        List<Object> cases = (List<Object>) content.get("cases");
        return java.util.stream.IntStream.range(0, cases.size())
                .mapToObj(i -> new Case(name + "[" + i + "]", (Map<String, Object>) cases.get(i)));
    }

    public Case named(String caseName) {
        return cases().filter(c -> c.text("name").equals(caseName)).findFirst().orElseThrow();
    }

    @SuppressWarnings("unchecked")
    public Map<String, Object> keys() {
        return (Map<String, Object>) content.get("keys");
    }

    public String key(String field) {
        return (String) keys().get(field);
    }

    /** One case. */
    public record Case(String where, Map<String, Object> fields) {
        public boolean has(String field) {
            return fields.get(field) != null;
        }

        public String text(String field) {
            return (String) fields.get(field);
        }

        public byte[] hex(String field) {
            return HexFormat.of().parseHex(text(field));
        }

        public int version() {
            Object version = fields.containsKey("version") ? fields.get("version") : fields.get("request_version");
            return ((Long) version).intValue();
        }

        public Object get(String field) {
            return fields.get(field);
        }

        @SuppressWarnings("unchecked")
        public Map<String, Object> map(String field) {
            return (Map<String, Object>) fields.get(field);
        }

        @Override
        public String toString() {
            return where + " " + fields.get("name");
        }
    }

    /**
     * A decoded value in the form the vectors show it: octets as {@code {"$bin": hex}}, anything that is not a text key as
     * {@code $key:}.
     */
    public static Object shown(Object value) {
        if (value instanceof byte[] octets) {
            return Map.of("$bin", HexFormat.of().formatHex(octets));
        } else if (value instanceof List<?> list) {
            List<Object> out = new ArrayList<>();
            list.forEach(element -> out.add(shown(element)));
            return out;
        } else if (value instanceof Map<?, ?> map) {
            Map<Object, Object> out = new LinkedHashMap<>();
            map.forEach((k, v) -> out.put(k instanceof String ? k : "$key:" + python(k), shown(v)));
            return out;
        } else if (value instanceof java.math.BigInteger) {
            return value.toString();
        }
        return value;
    }

    /** Some files show every string as octets, because the client reads that reply raw. */
    public static Object withTextFromOctets(Object value) {
        if (value instanceof Map<?, ?> map) {
            if (map.size() == 1 && map.get("$bin") instanceof String hex) {
                byte[] octets = HexFormat.of().parseHex(hex);
                return shown(Codec.NETWORK.decode(Codec.NETWORK.encode(octets)));
            }
            Map<Object, Object> out = new LinkedHashMap<>();
            map.forEach((k, v) -> out.put(k, withTextFromOctets(v)));
            return out;
        } else if (value instanceof List<?> list) {
            List<Object> out = new ArrayList<>();
            list.forEach(element -> out.add(withTextFromOctets(element)));
            return out;
        }
        return value;
    }

    private static String python(Object key) {
        return key == null ? "None" : key.toString();
    }

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? (Object) parser.getText()
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            default -> throw new IOException("unexpected " + token);
        };
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            map.put(key, value(parser));
        }
        return map;
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser));
        }
        return list;
    }
}
