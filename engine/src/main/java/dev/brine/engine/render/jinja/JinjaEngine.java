package dev.brine.engine.render.jinja;

import com.google.common.collect.ImmutableMap;
import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.InterpreterFactory;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import dev.brine.engine.render.jinja.lex.Syntax;
import dev.brine.engine.render.jinja.lex.TemplateSyntaxException;
import dev.brine.engine.render.jinja.test.Tests;
import dev.brine.engine.render.jinja.value.Filter;
import dev.brine.engine.render.jinja.value.Test;
import java.util.Map;

/**
 * Salt's template engine on Jinjava: its interpreter life cycle and node tree, with the language of Jinja 3.1 as Salt sets it up.
 * Thread-safe; one object serves the whole process.
 *
 * <pre>{@code
 * Template template = engine.parse(text, Syntax.DEFAULT);
 * String yaml = engine.render(template, RenderContext.builder().event(tag, data).build());
 * }</pre>
 */
public final class JinjaEngine {
    private final Jinjava jinjava;
    private final Context names;
    private final Library library;

    /** @param filters every filter by name */
    public JinjaEngine(Map<String, Filter> filters) {
        library = new Library(ImmutableMap.copyOf(filters), ImmutableMap.<String, Test>copyOf(Tests.table()));
        jinjava = new Jinjava(JinjavaConfig.newBuilder()
                .withNestedInterpretationEnabled(false)
                .withInterperterFactory(new Factory(library))
                .build());
        names = new Context(jinjava.getGlobalContext());
        if (jinjava.getGlobalConfig().isNestedInterpretationEnabled()) {
            throw new IllegalStateException("rendered values would be rendered again: nested interpretation is on");
        }
    }

    /** Reads a template; faults are {@link TemplateException}. */
    public Template parse(String text, Syntax syntax) {
        try {
            return library.parse(null, null, text, syntax);
        } catch (TemplateSyntaxException e) {
            throw new TemplateException(
                    e.kind().prefix() + e.message(), e.line(), null, e.line(), Excerpt.of(text, e.line()));
        }
    }

    /** Renders a template. Stock puts the final newline back that Jinja takes away, and so does this. */
    public String render(Template template, RenderContext context) {
        String text = interpreter(context).render(template);
        boolean newline = template.text().endsWith("\n");
        return newline ? text + "\n" : text;
    }

    SaltInterpreter interpreter(RenderContext context) {
        return new SaltInterpreter(jinjava, names, library, context);
    }

    /** Makes interpreters for whoever asks Jinjava itself; they render without any names from outside. */
    private record Factory(Library library) implements InterpreterFactory {
        @Override
        public JinjavaInterpreter newInstance(JinjavaInterpreter other) {
            return new SaltInterpreter((SaltInterpreter) other);
        }

        @Override
        public JinjavaInterpreter newInstance(Jinjava application, Context context, JinjavaConfig config) {
            return new SaltInterpreter(
                    application, context, library, RenderContext.builder().build());
        }
    }
}
