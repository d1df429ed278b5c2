package dev.brine.engine.render.jinja.expr;

import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.value.TextBuilder;
import dev.brine.engine.render.jinja.value.Values;
import java.util.List;

/** {@code a ~ b}: both as text. */
final class Concat extends Expr {
    private final List<Expr> parts;

    Concat(List<Expr> parts, int line) {
        super(line);
        this.parts = List.copyOf(parts);
    }

    @Override
    public Object eval(Activation activation) {
        TextBuilder text = new TextBuilder();
        for (Expr part : parts) {
            text.append(Values.string(part.eval(activation)));
        }
        activation.run().budget().checkChars(text.length());
        return text.build();
    }

    @Override
    public List<Expr> parts() {
        return parts;
    }
}
