package dev.brine.engine.render.jmespath;

import org.jspecify.annotations.Nullable;

/** A compiled JMESPath expression. */
public final class Expression {
    private final Node root;

    private Expression(Node root) {
        this.root = root;
    }

    /**
     * Compiles it.
     *
     * @throws JmesPathError when it is no JMESPath
     */
    public static Expression compile(String text) {
        return new Expression(new Parser(text).parse());
    }

    /** What the expression finds in {@code data}; null for nothing. */
    public @Nullable Object search(@Nullable Object data) {
        return root.eval(data);
    }
}
