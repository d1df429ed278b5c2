package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.Entry;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.Scoped;
import dev.brine.engine.render.jinja.scope.Symbols;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.value.TextBuilder;
import java.util.List;

/** A body in a scope of its own: {@code autoescape}, which changes nothing here because Salt never escapes. */
final class Scope extends Statement {
    private final Body body;
    private Entry entry = Entry.NONE;

    Scope(Body body, int line) {
        super(line);
        this.body = body;
    }

    @Override
    Flow exec(Activation activation, TextBuilder out) {
        entry.enter(activation);
        Flow flow = body.exec(activation, out);
        entry.leave(activation);
        return flow;
    }

    @Override
    public List<? extends Scoped> parts() {
        return List.of(body);
    }

    @Override
    public void analyze(Symbols symbols) {}

    @Override
    public void bind(Frame frame, Unit unit) {
        Frame inner = frame.inner();
        body.analyze(inner.symbols());
        entry = inner.entry();
        body.bind(inner, unit);
    }
}
