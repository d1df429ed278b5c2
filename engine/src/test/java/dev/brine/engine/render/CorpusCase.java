package dev.brine.engine.render;

import dev.brine.engine.render.jinja.TemplateLoader;
import dev.brine.engine.render.json.JsonStyle;
import dev.brine.engine.render.json.JsonWriter;
import dev.brine.engine.render.yaml.KeyLines;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One case of the rendering corpus, and how well a rendering of it agrees with stock Salt. */
record CorpusCase(Map<String, Object> json) {
    private static final Renderer TEMPLATES = new JinjaRenderer();

    /** How far a case agrees. */
    enum Verdict {
        /** In everything. */
        STRICT,
        /** An error where stock has one, but other words or another line. */
        OUTCOME,
        /** Not at all. */
        MISSED
    }

    record Judged(Verdict verdict, String difference) {}

    String name() {
        return (String) json.get("name");
    }

    String group() {
        return (String) json.get("group");
    }

    private boolean isTemplateOnly() {
        return "jinja".equals(json.get("kind"));
    }

    Judged judge(RenderPipe pipe) {
        Map<String, Object> error = map(json.get("expected_error"));
        RenderResult result;
        try {
            result = isTemplateOnly() ? template() : pipe.render(request());
        } catch (RenderException e) {
            return error.isEmpty() ? new Judged(Verdict.MISSED, "error: " + e.error()) : judgeError(error, e.error());
        }
        String got = isTemplateOnly() ? String.valueOf(result.value()) : encoded(result.value());
        if (!error.isEmpty()) {
            return new Judged(Verdict.MISSED, "no error but " + got + "\n    instead of " + error.get("message"));
        }
        Map<String, Object> expected = map(json.get("expected"));
        Object text = expected.get("rendered_text");
        if (isTemplateOnly()) {
            return got.equals(text)
                    ? new Judged(Verdict.STRICT, "")
                    : new Judged(Verdict.MISSED, got + "\n    instead of " + text);
        }
        if (text != null && !text.equals(result.text())) {
            return new Judged(Verdict.MISSED, "text " + result.text() + "\n    instead of " + text);
        }
        String wanted = JsonWriter.write(sorted(expected.get("parsed")), JsonStyle.PYTHON);
        return got.equals(wanted)
                ? new Judged(Verdict.STRICT, "")
                : new Judged(Verdict.MISSED, got + "\n    instead of " + wanted);
    }

    /** The template stage alone, without what the pipe does around it. */
    private RenderResult template() {
        RenderRequest request = request();
        Object text = TEMPLATES.render(request.text(), new RenderStage(request, null));
        return new RenderResult(text, KeyLines.none(), (String) text, List.of());
    }

    private static Judged judgeError(Map<String, Object> expected, RenderError error) {
        boolean words = error.reason().contains((String) expected.get("message"));
        Long line = error.line() == null ? null : Long.valueOf(error.line());
        boolean place = java.util.Objects.equals(line, expected.get("line"));
        return words && place
                ? new Judged(Verdict.STRICT, "")
                : new Judged(
                        Verdict.OUTCOME,
                        "line " + line + " " + error.reason() + "\n    instead of line " + expected.get("line") + " "
                                + expected.get("message"));
    }

    private RenderRequest request() {
        Map<String, Object> context = map(json.get("context"));
        Map<String, Object> opts = map(context.get("opts"));
        Map<String, Object> grains = map(context.get("grains"));
        Map<String, Object> pillar = map(context.get("pillar"));
        String sls = String.valueOf(context.getOrDefault("sls", ""));
        Map<String, Object> files = map(json.get("files"));
        TemplateLoader loader = name -> files.get(name) instanceof String text
                ? new TemplateLoader.Source(name, "/srv/salt/" + name, text, text)
                : null;
        RenderWorld world = RenderWorld.empty()
                .host(opts, grains, pillar)
                .saltenv(String.valueOf(context.getOrDefault("saltenv", "base")))
                .functions(new CorpusFunctions(opts, grains, pillar, map(json.get("stubs"))))
                .templates(loader)
                .event(String.valueOf(context.get("tag")), map(context.get("data")), TaintPolicy.OFF);
        String path = "/srv/salt/" + (sls.isEmpty() ? "reaction" : sls.replace('.', '/')) + ".sls";
        return new RenderRequest((String) json.get("template"), path, sls, null, world);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return value == null ? new LinkedHashMap<>() : (Map<String, Object>) value;
    }

    /** Rendered data in the corpus's notation. */
    private static String encoded(@Nullable Object value) {
        return JsonWriter.write(sorted(encode(value)), JsonStyle.PYTHON);
    }

    private static @Nullable Object encode(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            List<Object> pairs = new ArrayList<>();
            Map<Object, Object> plain = new LinkedHashMap<>();
            map.forEach((key, item) -> {
                List<Object> pair = new ArrayList<>();
                pair.add(encode(key));
                pair.add(encode(item));
                pairs.add(pair);
                plain.put(key, encode(item));
            });
            return map.keySet().stream().allMatch(String.class::isInstance) ? plain : Map.of("__map__", pairs);
        }
        if (value instanceof Set<?> set) {
            return Map.of("__set__", set.stream().map(CorpusCase::encode).toList());
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(encode(item)));
            return items;
        }
        if (value instanceof byte[] bytes) {
            return Map.of("__bytes__", Base64.getEncoder().encodeToString(bytes));
        }
        if (value instanceof Double real && (real.isNaN() || real.isInfinite())) {
            return Map.of("__float__", real.isNaN() ? "nan" : real > 0 ? "inf" : "-inf");
        }
        return value;
    }

    /** Sets have no order of their own. */
    private static @Nullable Object sorted(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(
                    key,
                    key.equals("__set__")
                            ? ((List<?>) item)
                                    .stream()
                                            .map(i -> JsonWriter.write(i, JsonStyle.PYTHON))
                                            .sorted()
                                            .toList()
                            : sorted(item)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(sorted(item)));
            return copy;
        }
        return value;
    }
}
