package dev.brine.engine.render.jinja.expr;

import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.NameScan;
import dev.brine.engine.render.jinja.scope.Ref;
import dev.brine.engine.render.jinja.scope.Symbols;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.value.Undefined;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A variable that is read. */
public final class Name extends Expr {
    private final String name;
    private Ref ref = new Ref(0, 0);

    public Name(String name, int line) {
        super(line);
        this.name = name;
    }

    public String name() {
        return name;
    }

    @Override
    public @Nullable Object eval(Activation activation) {
        Object value = ref.get(activation);
        return value == Ref.MISSING ? activation.run().undefined(Undefined.variable(name)) : value;
    }

    @Override
    public List<Expr> parts() {
        return List.of();
    }

    @Override
    public void scan(NameScan scan) {
        scan.read(name);
    }

    @Override
    public void analyze(Symbols symbols) {
        symbols.load(name);
    }

    @Override
    public void bind(Frame frame, Unit unit) {
        ref = frame.ref(name);
    }
}
