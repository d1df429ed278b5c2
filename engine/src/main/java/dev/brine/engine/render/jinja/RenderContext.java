package dev.brine.engine.render.jinja;

import dev.brine.engine.render.jinja.global.SaltObject;
import dev.brine.engine.render.jinja.lex.Syntax;
import dev.brine.engine.render.jinja.limit.RenderLimits;
import dev.brine.engine.render.jinja.taint.TaintTable;
import dev.brine.engine.render.jinja.taint.Tainted;
import dev.brine.engine.render.jinja.value.NamedDict;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one render gets from outside. Build it with {@link #builder()}; use it for one render only, because templates may change the
 * maps they are given, as in stock.
 *
 * @param variables names that the template sees besides the globals
 * @param loader finds imported files
 * @param syntax marks and blanks, also for imported files
 * @param limits the most it may use
 * @param lenient true: undefined prints as '' ({@code allow_undefined})
 * @param taint where printed event text is registered; null when nothing is tracked
 */
public record RenderContext(
        Map<String, @Nullable Object> variables,
        TemplateLoader loader,
        Syntax syntax,
        RenderLimits limits,
        boolean lenient,
        @Nullable TaintTable taint) {

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the parts of a {@link RenderContext}. */
    public static final class Builder {
        private final Map<String, @Nullable Object> variables = new HashMap<>();
        private TemplateLoader loader = TemplateLoader.NONE;
        private Syntax syntax = Syntax.DEFAULT;
        private RenderLimits limits = RenderLimits.OPERATOR;
        private boolean lenient;
        private @Nullable TaintTable taint;

        private Builder() {}

        /** Any plain value. */
        public Builder variable(String name, @Nullable Object value) {
            variables.put(name, value);
            return this;
        }

        /** {@code pillar} and {@code grains}: dicts that stock hands out in a wrapper. */
        public Builder wrapped(String name, Map<?, ?> value) {
            variables.put(name, new NamedDict(value));
            return this;
        }

        /** The functions behind {@code salt[...]}. */
        public Builder salt(SaltFunctions functions) {
            variables.put("salt", new SaltObject(functions));
            return this;
        }

        /** {@code tag} and {@code data} of an event as they are: what they print is part of the YAML text, as in stock. */
        public Builder event(String tag, @Nullable Object data) {
            return variable("tag", tag).variable("data", data);
        }

        /** {@code tag} and {@code data} of an event whose text must not change the structure of what is rendered. */
        public Builder taintedEvent(String tag, @Nullable Object data, TaintTable table) {
            taint = table;
            return variable("tag", Tainted.view(tag, "tag")).variable("data", Tainted.view(data, "data"));
        }

        /** A further name whose text is tracked like the event's. */
        public Builder tainted(String name, @Nullable Object value) {
            return variable(name, Tainted.view(value, name));
        }

        public Builder loader(TemplateLoader files) {
            loader = files;
            return this;
        }

        public Builder syntax(Syntax marks) {
            syntax = marks;
            return this;
        }

        public Builder limits(RenderLimits most) {
            limits = most;
            return this;
        }

        /** {@code allow_undefined}. */
        public Builder lenient(boolean allowUndefined) {
            lenient = allowUndefined;
            return this;
        }

        public RenderContext build() {
            return new RenderContext(variables, loader, syntax, limits, lenient, taint);
        }
    }
}
