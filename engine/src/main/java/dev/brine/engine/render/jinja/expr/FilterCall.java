package dev.brine.engine.render.jinja.expr;

import dev.brine.engine.render.jinja.lex.TemplateSyntaxException;
import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Repr;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code value|name(args)}; without a value inside the head of a filter block. */
public final class FilterCall extends Expr {
    private final @Nullable Expr value;
    private final String name;
    private final CallArguments arguments;
    private boolean known = true;

    FilterCall(@Nullable Expr value, String name, CallArguments arguments, int line) {
        super(line);
        this.value = value;
        this.name = name;
        this.arguments = arguments;
    }

    @Override
    public @Nullable Object eval(Activation activation) {
        return eval(activation, null);
    }

    /** As filter of a block: {@code captured} goes in at the left end of the chain. */
    public @Nullable Object eval(Activation activation, @Nullable Object captured) {
        Object input = captured;
        if (value instanceof FilterCall inner) {
            input = inner.eval(activation, captured);
        } else if (value != null) {
            input = value.eval(activation);
        }
        if (!known) {
            throw PyError.runtime("No filter named " + Repr.repr(name) + " found.");
        }
        return activation.run().filter(name, input, arguments.eval(activation));
    }

    @Override
    public List<Expr> parts() {
        List<Expr> all = new ArrayList<>();
        if (value != null) {
            all.add(value);
        }
        all.addAll(arguments.children());
        return all;
    }

    @Override
    public void bind(Frame frame, Unit unit) {
        known = unit.hasFilter(name);
        if (!frame.isSoft() && !known) {
            throw new TemplateSyntaxException("No filter named " + Repr.repr(name) + ".", line());
        }
        super.bind(frame, unit);
    }
}
