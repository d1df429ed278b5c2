package dev.brine.engine.render.jinja.expr;

import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.value.Undefined;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code a.name}: the attribute, else the item of that name. */
final class Member extends Expr {
    private final Expr owner;
    private final String name;

    Member(Expr owner, String name, int line) {
        super(line);
        this.owner = owner;
        this.name = name;
    }

    @Override
    public @Nullable Object eval(Activation activation) {
        Object found = Members.attribute(owner.eval(activation), name);
        return found instanceof Undefined undefined ? activation.run().undefined(undefined) : found;
    }

    @Override
    public List<Expr> parts() {
        return List.of(owner);
    }
}
