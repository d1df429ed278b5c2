package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.expr.Expr;
import dev.brine.engine.render.jinja.expr.Target;
import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.Entry;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.Scoped;
import dev.brine.engine.render.jinja.scope.Symbols;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.value.TextBuilder;
import java.util.ArrayList;
import java.util.List;

/** {@code with a = 1, b = 2} ... {@code endwith}: the values are those outside. */
final class With extends Statement {
    private final List<Target> targets;
    private final List<Expr> values;
    private final Body body;
    private Entry entry = Entry.NONE;
    private int shownLine;

    With(List<Target> targets, List<Expr> values, Body body, int line) {
        super(line);
        this.targets = List.copyOf(targets);
        this.values = List.copyOf(values);
        this.body = body;
    }

    /** Odd but true: in stock a fault in the values is told with the line of what stands before. */
    @Override
    void mark(Unit unit) {}

    @Override
    Flow exec(Activation activation, TextBuilder out) {
        activation.at(shownLine);
        entry.enter(activation);
        for (int i = 0; i < targets.size(); i++) {
            targets.get(i).assign(activation, values.get(i).eval(activation), false);
        }
        Flow flow = body.exec(activation, out);
        entry.leave(activation);
        return flow;
    }

    @Override
    public List<? extends Scoped> parts() {
        List<Scoped> all = new ArrayList<>(targets);
        all.addAll(values);
        all.add(body);
        return all;
    }

    @Override
    public void analyze(Symbols symbols) {
        values.forEach(value -> value.analyze(symbols));
    }

    @Override
    public void bind(Frame frame, Unit unit) {
        shownLine = unit.marked();
        Frame inner = frame.inner();
        targets.forEach(target -> target.analyze(inner.symbols()));
        body.analyze(inner.symbols());
        entry = inner.entry();
        targets.forEach(target -> target.bind(inner, unit));
        values.forEach(value -> value.bind(frame, unit));
        body.bind(inner, unit);
    }
}
