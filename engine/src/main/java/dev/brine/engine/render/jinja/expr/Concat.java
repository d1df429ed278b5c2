package dev.brine.engine.render.jinja.expr;

import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.value.TextBuilder;
import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code a ~ b}: both as text. */
final class Concat extends Expr {
    private final List<Expr> parts;

    Concat(List<Expr> parts, int line) {
        super(line);
        this.parts = List.copyOf(parts);
    }

    @Override
    public Object eval(Activation activation) {
        List<@Nullable Object> values = new ArrayList<>(parts.size());
        for (Expr part : parts) {
            values.add(part.eval(activation));
        }
        TextBuilder text = new TextBuilder();
        for (Object value : values) {
            text.append(Values.string(value));
        }
        activation.run().budget().checkChars(text.length());
        return text.build();
    }

    @Override
    public List<Expr> parts() {
        return parts;
    }
}
