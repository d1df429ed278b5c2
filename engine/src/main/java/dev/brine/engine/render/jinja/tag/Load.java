package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.expr.Target;
import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.Entry;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.Scoped;
import dev.brine.engine.render.jinja.scope.Symbols;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.TextBuilder;
import java.util.List;

/** {@code load_yaml as x} ... {@code endload} and its sisters for JSON and text: the body, read by the filter of that name. */
final class Load extends Statement {
    private final String filter;
    private final Target target;
    private final Body body;
    private Entry entry = Entry.NONE;
    private boolean top;

    Load(String filter, Target target, Body body, int line) {
        super(line);
        this.filter = filter;
        this.target = target;
        this.body = body;
    }

    @Override
    Flow exec(Activation activation, TextBuilder out) {
        TextBuilder caught = new TextBuilder();
        entry.enter(activation);
        body.exec(activation, caught);
        entry.leave(activation);
        activation.at(line());
        Object value = activation.run().filter(filter, caught.build(), Arguments.NONE);
        target.assign(activation, value, top);
        return Flow.NEXT;
    }

    @Override
    public List<? extends Scoped> parts() {
        return List.of(body, target);
    }

    @Override
    public void analyze(Symbols symbols) {
        target.analyze(symbols);
    }

    @Override
    public void bind(Frame frame, Unit unit) {
        top = frame.isTop();
        Frame inner = frame.inner().catching();
        body.analyze(inner.symbols());
        entry = inner.entry();
        body.bind(inner, unit);
        target.bind(frame, unit);
    }
}
