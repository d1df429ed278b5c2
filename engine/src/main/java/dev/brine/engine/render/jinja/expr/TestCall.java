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

/** {@code value is name(args)}. */
final class TestCall extends Expr {
    private final Expr value;
    private final String name;
    private final CallArguments arguments;
    private boolean known = true;

    TestCall(Expr value, String name, CallArguments arguments, int line) {
        super(line);
        this.value = value;
        this.name = name;
        this.arguments = arguments;
    }

    @Override
    public @Nullable Object eval(Activation activation) {
        Object tested = value.eval(activation);
        if (!known) {
            throw PyError.runtime("No test named " + Repr.repr(name) + " found.");
        }
        return activation.run().test(name, tested, arguments.eval(activation));
    }

    @Override
    public List<Expr> parts() {
        List<Expr> all = new ArrayList<>();
        all.add(value);
        all.addAll(arguments.children());
        return all;
    }

    @Override
    public void bind(Frame frame, Unit unit) {
        known = unit.hasTest(name);
        if (!frame.isSoft() && !known) {
            throw new TemplateSyntaxException("No test named " + Repr.repr(name) + ".", line());
        }
        super.bind(frame, unit);
    }
}
