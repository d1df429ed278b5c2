package dev.brine.engine.render.jinja;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.tree.Node;
import dev.brine.engine.render.jinja.expr.Expr;
import dev.brine.engine.render.jinja.expr.ExpressionParser;
import dev.brine.engine.render.jinja.lex.TokenStream;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.TextBuilder;
import dev.brine.engine.render.jinja.value.Values;
import org.jspecify.annotations.Nullable;

/**
 * Jinjava's interpreter with Salt's language: own parser, own expressions, own tags. Whatever way in is used, no expression of
 * Jinjava's own is ever evaluated and no Java member is ever looked up. One render, one thread.
 */
final class SaltInterpreter extends JinjavaInterpreter {
    private final Library library;
    private final RenderContext context;

    SaltInterpreter(Jinjava application, Context names, Library library, RenderContext context) {
        super(application, names, application.getGlobalConfig());
        this.library = library;
        this.context = context;
    }

    SaltInterpreter(SaltInterpreter other) {
        super(other);
        this.library = other.library;
        this.context = other.context;
    }

    @Override
    public Node parse(String template) {
        return library.parse(null, null, template, context.syntax());
    }

    @Override
    public String render(String template) {
        return render(parse(template));
    }

    @Override
    public String render(String template, long renderLimit) {
        return render(parse(template));
    }

    @Override
    public String renderFlat(String template) {
        return render(parse(template));
    }

    @Override
    public String renderFlat(String template, long renderLimit) {
        return render(parse(template));
    }

    @Override
    public String render(Node root) {
        return render(root, true);
    }

    @Override
    public String render(Node root, boolean processExtendRoots) {
        if (!(root instanceof Template template)) {
            throw new IllegalArgumentException("not a template of this engine: " + root.getName());
        }
        TextBuilder out = new TextBuilder();
        new RunState(library, context).render(template, out);
        return context.taint() == null ? out.toString() : context.taint().replaced(out.build());
    }

    @Override
    public @Nullable Object resolveELExpression(String expression, int lineNumber) {
        return evaluate(expression);
    }

    @Override
    public @Nullable Object resolveELExpression(String expression, int lineNumber, int startPosition) {
        return evaluate(expression);
    }

    @Override
    public @Nullable Object resolveELExpressionSilently(String expression) {
        return evaluate(expression);
    }

    private @Nullable Object evaluate(String text) {
        TokenStream stream = TokenStream.ofExpression(text);
        Expr expression = new ExpressionParser(stream).expression();
        return new RunState(library, context).evaluate(expression);
    }

    @Override
    public String getAsString(@Nullable Object value) {
        try {
            return Values.text(value);
        } catch (PyError e) {
            return "";
        }
    }
}
