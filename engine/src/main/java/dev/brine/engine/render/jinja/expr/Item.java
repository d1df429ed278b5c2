package dev.brine.engine.render.jinja.expr;

import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.value.Undefined;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code a[key]}: the item, else the attribute of that name. */
final class Item extends Expr {
    private final Expr owner;
    private final Expr key;

    Item(Expr owner, Expr key, int line) {
        super(line);
        this.owner = owner;
        this.key = key;
    }

    @Override
    public @Nullable Object eval(Activation activation) {
        Object value = owner.eval(activation);
        if (key instanceof Slice slice) {
            return slice.of(value, activation);
        }
        Object found = Members.item(value, key.eval(activation));
        return found instanceof Undefined undefined ? activation.run().undefined(undefined) : found;
    }

    @Override
    public List<Expr> parts() {
        return List.of(owner, key);
    }
}
