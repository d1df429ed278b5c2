package dev.brine.states.state;

import dev.brine.states.render.TemplateError;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The content of a file that stands in the state itself: {@code contents}, {@code contents_pillar}, {@code contents_grains}. */
final class Contents {
    private final StateContext context;
    private final Args args;

    Contents(StateContext context, Args args) {
        this.context = context;
        this.args = args;
    }

    /** The arguments contradict each other or name nothing; the message is the state's comment. */
    static final class Invalid extends Exception {
        private static final long serialVersionUID = 1L;

        Invalid(String message) {
            super(message);
        }
    }

    void checkCombination(boolean keepMode) throws Invalid {
        long given = List.of("contents", "contents_pillar", "contents_grains").stream()
                .filter(args::has)
                .count();
        if (Args.truth(args.value("source")) && given > 0) {
            throw new Invalid("'source' cannot be used in combination with 'contents', 'contents_pillar', or "
                    + "'contents_grains'");
        }
        if (keepMode && given > 0) {
            throw new Invalid("Mode preservation cannot be used in combination with 'contents', 'contents_pillar', or "
                    + "'contents_grains'");
        }
        if (given > 1) {
            throw new Invalid("Only one of 'contents', 'contents_pillar', and 'contents_grains' is permitted");
        }
    }

    /** The bytes; null when the state gives no content. */
    byte @Nullable [] bytes() throws Invalid {
        Object value = value();
        if (value == null) {
            return null;
        }
        if (!args.flag("allow_empty", true) && !Args.truth(value)) {
            String which = args.has("contents_pillar")
                    ? "contents_pillar " + args.value("contents_pillar")
                    : args.has("contents_grains") ? "contents_grains " + args.value("contents_grains") : "'contents'";
            throw new Invalid(which + " value would result in empty contents. Set allow_empty to True to allow the "
                    + "managed file to be empty.");
        }
        if (value instanceof byte[] binary) {
            return binary;
        }
        String text = joined(value);
        if (args.has("template")) {
            return rendered(text);
        }
        return text.getBytes(charset(args.text("encoding")));
    }

    private byte[] rendered(String text) throws Invalid {
        try {
            Map<String, Object> known = new LinkedHashMap<>();
            return TemplateText.render(context, "<contents>", context.saltenv(), text, args, known);
        } catch (TemplateError e) {
            throw new Invalid(String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Object value() throws Invalid {
        if (args.has("contents_pillar")) {
            return stored("Pillar", args.value("contents_pillar"), context.pillar());
        }
        if (args.has("contents_grains")) {
            return stored("Grain", args.value("contents_grains"), context.grains());
        }
        return args.value("contents");
    }

    private Object stored(String what, @Nullable Object keys, Map<String, Object> data) throws Invalid {
        if (keys instanceof List<?> several) {
            StringBuilder all = new StringBuilder();
            for (Object key : several) {
                all.append(all.length() == 0 ? "" : "\n").append(stored(what, key, data));
            }
            return all.toString();
        }
        Object value = Lookup.traverse(data, String.valueOf(keys), args.text("contents_delimiter", ":"));
        if (value == null) {
            throw new Invalid(what + " " + keys + " does not exist");
        }
        return value;
    }

    /** Salt 3006: every line ends in one newline; with {@code contents_newline: False} the last one in none. */
    private String joined(Object value) throws Invalid {
        StringBuilder text = new StringBuilder();
        List<Object> parts = value instanceof List<?> ? Args.list(value) : List.of(Args.python(value));
        if (parts.isEmpty()) {
            throw new Invalid("Contents specified by contents/contents_pillar/contents_grains is not a string or list "
                    + "of strings, and is not binary data. SLS is likely malformed.");
        }
        for (Object part : parts) {
            for (String line : PythonLines.of(Args.python(part))) {
                text.append(line).append('\n');
            }
        }
        if (!args.flag("contents_newline", true)) {
            int end = text.length();
            while (end > 0 && text.charAt(end - 1) == '\n') {
                end--;
            }
            text.setLength(end);
        }
        return text.toString();
    }

    /** By Python's name; UTF-8 when it is empty. */
    static Charset charset(String encoding) throws Invalid {
        try {
            return encoding.isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(java(encoding));
        } catch (UnsupportedCharsetException | IllegalCharsetNameException e) {
            throw new Invalid("unknown encoding: " + encoding);
        }
    }

    /** Python's name of a character set as Java knows it. */
    private static String java(String encoding) {
        String name = encoding.toLowerCase(Locale.ROOT).replace('_', '-');
        return name.matches("latin-?1|l1") ? "ISO-8859-1" : name;
    }
}
