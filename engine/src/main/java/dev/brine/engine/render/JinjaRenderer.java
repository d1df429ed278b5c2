package dev.brine.engine.render;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.brine.engine.render.jinja.JinjaEngine;
import dev.brine.engine.render.jinja.RenderContext;
import dev.brine.engine.render.jinja.Template;
import dev.brine.engine.render.jinja.TemplateException;
import dev.brine.engine.render.jinja.filter.Filters;
import dev.brine.engine.render.jinja.lex.Syntax;
import dev.brine.engine.render.jinja.taint.TaintTable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Jinja as Salt sets it up. Parsed templates are kept by path, version and syntax. */
final class JinjaRenderer implements Renderer {
    private static final int MOST_TEMPLATES = 2_000;

    private final JinjaEngine engine = new JinjaEngine(Filters.all());
    private final Cache<Key, Template> parsed =
            Caffeine.newBuilder().maximumSize(MOST_TEMPLATES).build();

    private record Key(String path, Object version, Syntax syntax) {}

    @Override
    public Object render(@Nullable Object input, RenderStage stage) {
        if (!(input instanceof String text)) {
            throw stage.error("AttributeError", "the jinja renderer needs text", null, 0);
        }
        if (!stage.arguments().isEmpty() && !stage.arguments().equals("-s")) {
            throw stage.error("SaltRenderError", "Unknown renderer option: " + stage.arguments(), null, 1);
        }
        try {
            Syntax syntax = syntax(stage.request());
            Template template = template(text, stage.request(), syntax);
            return engine.render(template, context(stage, syntax));
        } catch (TemplateException e) {
            String file = e.file() == null ? stage.request().name() : e.file();
            throw new RenderException(
                    new RenderError("SaltRenderError", e.reason(), e.line(), file, e.fileLine(), e.excerpt()), e);
        }
    }

    private Template template(String text, RenderRequest request, Syntax syntax) {
        if (request.path() == null || request.version() == null || !text.equals(request.text())) {
            return engine.parse(text, syntax);
        }
        Key key = new Key(request.path(), request.version(), syntax);
        Template known = parsed.getIfPresent(key);
        if (known != null && known.text().equals(text)) {
            return known;
        }
        Template fresh = engine.parse(text, syntax);
        parsed.put(key, fresh);
        return fresh;
    }

    private static RenderContext context(RenderStage stage, Syntax syntax) {
        RenderRequest request = stage.request();
        RenderWorld world = request.world();
        RenderContext.Builder builder = RenderContext.builder()
                .loader(world.templates())
                .syntax(syntax)
                .limits(world.limits())
                .lenient(Boolean.TRUE.equals(world.opts().get("allow_undefined")))
                .salt(world.functions())
                .variable("opts", world.opts())
                .variable("saltenv", world.saltenv())
                .variable("sls", request.sls())
                .wrapped("grains", world.grains())
                .wrapped("pillar", world.pillar());
        SlsNames.of(request.path(), request.sls()).forEach(builder::variable);
        world.variables().forEach(builder::variable);
        RenderWorld.Reaction event = world.event();
        if (event != null) {
            TaintTable taint = stage.taint();
            if (taint == null) {
                builder.event(event.tag(), event.data());
                event.more().forEach(builder::variable);
            } else {
                builder.taintedEvent(event.tag(), event.data(), taint);
                event.more().forEach(builder::tainted);
            }
        }
        return builder.build();
    }

    /** {@code jinja_sls_env} holds for SLS files of states, {@code jinja_env} for all others. */
    private static Syntax syntax(RenderRequest request) {
        Map<String, Object> opts = request.world().opts();
        Map<Object, Object> chosen = new LinkedHashMap<>();
        if (opts.get(request.sls().isEmpty() ? "jinja_env" : "jinja_sls_env") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> chosen.put(Objects.requireNonNull(name), Objects.requireNonNull(value)));
        }
        for (String block : new String[] {"trim_blocks", "lstrip_blocks"}) {
            if (Boolean.TRUE.equals(opts.get("jinja_" + block))) {
                chosen.put(block, true);
            }
        }
        return Syntax.of(chosen);
    }
}
