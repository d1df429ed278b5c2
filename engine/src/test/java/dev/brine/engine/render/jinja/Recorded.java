package dev.brine.engine.render.jinja;

import dev.brine.engine.render.jinja.lex.Syntax;
import dev.brine.engine.render.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Templates with what Jinja 3.1.2 itself made of them (sandbox, StrictUndefined, the extensions and finalizer that Salt sets up).
 * Half of them came out of a random generator, half were written.
 */
final class Recorded {

    /** One template; {@code error} is null when it renders. */
    record Case(
            String template, Map<?, ?> context, Map<?, ?> files, Map<?, ?> env, String text, String error, Long line) {

        /** What we make of it, in one line that can be compared. */
        String expected() {
            return error == null ? "text: " + text : "line " + line + ": " + error;
        }
    }

    private Recorded() {}

    static List<Case> cases(String resource) throws IOException {
        List<Case> all = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream(resource), resource)) {
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Object group : (List<?>) JsonReader.read(json)) {
                Map<?, ?> map = (Map<?, ?>) group;
                for (Object item : (List<?>) map.get("cases")) {
                    Map<?, ?> one = (Map<?, ?>) item;
                    all.add(new Case(
                            (String) one.get("template"),
                            (Map<?, ?>) map.get("context"),
                            (Map<?, ?>) map.get("files"),
                            one.get("env") instanceof Map<?, ?> env ? env : Map.of(),
                            (String) one.get("text"),
                            (String) one.get("error"),
                            (Long) one.get("line")));
                }
            }
        }
        return all;
    }

    static String rendered(JinjaEngine engine, Case one) {
        Syntax syntax = Syntax.of(one.env());
        RenderContext.Builder context = RenderContext.builder()
                .syntax(syntax)
                .loader(name -> one.files().get(name) instanceof String text
                        ? new TemplateLoader.Source(name, name, text, text)
                        : null);
        // templates may change what they are given, so each gets its own copy
        Map<?, ?> copy = (Map<?, ?>) copy(one.context());
        copy.forEach((name, value) -> context.variable((String) name, value));
        try {
            return "text: " + engine.render(engine.parse(one.template(), syntax), context.build());
        } catch (TemplateException e) {
            return "line " + e.fileLine() + ": " + e.reason();
        }
    }

    private static Object copy(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copied = new java.util.LinkedHashMap<>();
            map.forEach((k, v) -> copied.put(k, copy(v)));
            return copied;
        } else if (value instanceof List<?> list) {
            List<Object> copied = new ArrayList<>();
            list.forEach(item -> copied.add(copy(item)));
            return copied;
        }
        return value;
    }
}
