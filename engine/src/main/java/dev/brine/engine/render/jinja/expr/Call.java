package dev.brine.engine.render.jinja.expr;

import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.value.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code f(a, b=1)}. */
public final class Call extends Expr {
    private final Expr callee;
    private final CallArguments arguments;

    Call(Expr callee, CallArguments arguments, int line) {
        super(line);
        this.callee = callee;
        this.arguments = arguments;
    }

    @Override
    public @Nullable Object eval(Activation activation) {
        Object function = callee.eval(activation);
        return activation.run().call(function, arguments.eval(activation));
    }

    /** The call of a call block: {@code caller} is one argument more. */
    public @Nullable Object eval(Activation activation, Object caller) {
        Object function = callee.eval(activation);
        Arguments written = arguments.eval(activation);
        Map<String, @Nullable Object> named = new LinkedHashMap<>(written.keyword());
        named.put("caller", caller);
        return activation.run().call(function, new Arguments(written.positional(), named));
    }

    @Override
    public List<Expr> parts() {
        List<Expr> all = new ArrayList<>();
        all.add(callee);
        all.addAll(arguments.children());
        return all;
    }
}
