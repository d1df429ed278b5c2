package dev.brine.engine.render.jinja.method;

import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.Values;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Methods of bytes: those of str that make sense, on the bytes as Latin-1 text. */
final class BytesMethods {
    private BytesMethods() {}

    static @Nullable Method<byte[]> find(String name) {
        return switch (name) {
            case "decode" ->
                (context, self, arguments) -> decode(self, text(arguments, 0, "utf-8"), text(arguments, 1, "strict"));
            case "hex" -> (context, self, arguments) -> java.util.HexFormat.of().formatHex(self);
            case "upper",
                    "lower",
                    "strip",
                    "lstrip",
                    "rstrip",
                    "split",
                    "replace",
                    "startswith",
                    "endswith",
                    "find",
                    "count" -> (context, self, arguments) -> asString(context, name, self, arguments);
            default -> null;
        };
    }

    private static String text(Arguments arguments, int index, String otherwise) {
        return arguments.count() > index ? Values.text(arguments.at(index)) : otherwise;
    }

    private static @Nullable Object asString(EvalContext context, String name, byte[] self, Arguments arguments) {
        Method<String> method = StringMethods.find(name);
        if (method == null) {
            return null;
        }
        java.util.List<@Nullable Object> latin = new java.util.ArrayList<>();
        for (Object argument : arguments.positional()) {
            latin.add(argument instanceof byte[] bytes ? new String(bytes, StandardCharsets.ISO_8859_1) : argument);
        }
        Object result = method.call(
                context, new String(self, StandardCharsets.ISO_8859_1), new Arguments(latin, arguments.keyword()));
        return back(result);
    }

    private static @Nullable Object back(@Nullable Object result) {
        if (result instanceof String string) {
            return string.getBytes(StandardCharsets.ISO_8859_1);
        } else if (result instanceof java.util.List<?> list) {
            java.util.List<@Nullable Object> bytes = new java.util.ArrayList<>();
            list.forEach(item -> bytes.add(back(item)));
            return bytes;
        }
        return result;
    }

    private static String decode(byte[] bytes, String encoding, String errors) {
        Charset charset = charset(encoding);
        try {
            return charset.newDecoder()
                    .onMalformedInput(action(errors))
                    .onUnmappableCharacter(action(errors))
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            int at = 0;
            while (at < bytes.length && bytes[at] >= 0) {
                at++;
            }
            int odd = at < bytes.length ? bytes[at] & 0xff : 0;
            throw PyError.of(
                    "UnicodeDecodeError",
                    String.format(
                            "'%s' codec can't decode byte 0x%02x in position %d: invalid start byte",
                            encoding, odd, at));
        }
    }

    static byte[] encode(String text, String encoding, String errors) {
        Charset charset = charset(encoding);
        try {
            ByteBuffer bytes = charset.newEncoder()
                    .onMalformedInput(action(errors))
                    .onUnmappableCharacter(action(errors))
                    .encode(CharBuffer.wrap(text));
            byte[] out = new byte[bytes.remaining()];
            bytes.get(out);
            return out;
        } catch (CharacterCodingException e) {
            throw PyError.of("UnicodeEncodeError", "'" + encoding + "' codec can't encode " + Repr.repr(text));
        }
    }

    private static CodingErrorAction action(String errors) {
        return switch (errors) {
            case "ignore" -> CodingErrorAction.IGNORE;
            case "replace" -> CodingErrorAction.REPLACE;
            default -> CodingErrorAction.REPORT;
        };
    }

    private static Charset charset(String encoding) {
        String name = encoding.toLowerCase(Locale.ROOT).replace('_', '-');
        return switch (name) {
            case "utf-8", "utf8" -> StandardCharsets.UTF_8;
            case "ascii", "us-ascii" -> StandardCharsets.US_ASCII;
            case "latin-1", "latin1", "iso-8859-1" -> StandardCharsets.ISO_8859_1;
            case "utf-16" -> StandardCharsets.UTF_16;
            default -> throw PyError.of("LookupError", "unknown encoding: " + encoding);
        };
    }
}
