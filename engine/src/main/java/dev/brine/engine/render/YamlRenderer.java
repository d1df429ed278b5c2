package dev.brine.engine.render;

import dev.brine.engine.render.jinja.taint.TaintTable;
import dev.brine.engine.render.yaml.ScalarHook;
import dev.brine.engine.render.yaml.YamlDocument;
import dev.brine.engine.render.yaml.YamlError;
import dev.brine.engine.render.yaml.YamlLoader;
import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** YAML text to plain data; what is empty, false or zero becomes an empty mapping, as in stock. */
final class YamlRenderer implements Renderer {
    private final YamlLoader loader = new YamlLoader();

    @Override
    public Object render(@Nullable Object input, RenderStage stage) {
        if (!(input instanceof String text)) {
            throw stage.error("AttributeError", "the yaml renderer needs text", null, 0);
        }
        stage.text(text);
        TaintTable taint = stage.taint();
        ScalarHook hook = taint == null || taint.isEmpty() ? ScalarHook.NONE : new TaintHook(taint, stage);
        try {
            YamlDocument document = loader.document(text, hook);
            stage.lines(document.lines());
            Object value = document.value();
            return value == null || isFalse(value) ? new LinkedHashMap<>() : value;
        } catch (YamlError e) {
            throw error(e, stage);
        }
    }

    private static boolean isFalse(Object value) {
        return value.equals(false)
                || value.equals(0L)
                || value.equals(0.0)
                || value.equals(-0.0)
                || value.equals("")
                || value.equals(BigInteger.ZERO)
                || (value instanceof Collection<?> items && items.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty())
                || (value instanceof byte[] bytes && bytes.length == 0);
    }

    /** Stock tells the line of scanner errors apart, puts it into the words of others, and lets the rest fall through. */
    private static RenderException error(YamlError e, RenderStage stage) {
        YamlError.Place place = e.place();
        int line = place == null ? 0 : place.line();
        TaintTable taint = stage.taint();
        String whole = String.valueOf(e.getMessage());
        String message = taint == null ? whole : taint.expand(whole);
        return switch (e.kind()) {
            case SCANNER -> stage.error("SaltRenderError", e.problem(), line, line);
            case PARSER, CONSTRUCTOR -> stage.error("SaltRenderError", message, null, line);
            default -> stage.error(e.kind().pythonName(), message, null, line);
        };
    }
}
