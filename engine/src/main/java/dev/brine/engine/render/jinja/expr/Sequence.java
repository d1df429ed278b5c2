package dev.brine.engine.render.jinja.expr;

import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.value.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code [a, b]} or {@code (a, b)}. */
public final class Sequence extends Expr {
    private final List<Expr> items;
    private final boolean tuple;

    private Sequence(List<Expr> items, boolean tuple, int line) {
        super(line);
        this.items = List.copyOf(items);
        this.tuple = tuple;
    }

    static Sequence list(List<Expr> items, int line) {
        return new Sequence(items, false, line);
    }

    static Sequence tuple(List<Expr> items, int line) {
        return new Sequence(items, true, line);
    }

    boolean isTuple() {
        return tuple;
    }

    public List<Expr> items() {
        return items;
    }

    @Override
    public Object eval(Activation activation) {
        List<@Nullable Object> values = new ArrayList<>(items.size());
        for (Expr item : items) {
            values.add(item.eval(activation));
        }
        return tuple ? Tuple.of(values) : values;
    }

    @Override
    public List<Expr> parts() {
        return items;
    }
}
