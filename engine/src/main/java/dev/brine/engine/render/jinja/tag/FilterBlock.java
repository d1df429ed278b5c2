package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.expr.FilterCall;
import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.Entry;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.Scoped;
import dev.brine.engine.render.jinja.scope.Symbols;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.value.TextBuilder;
import dev.brine.engine.render.jinja.value.Values;
import java.util.List;

/** {@code filter upper} ... {@code endfilter}: prints the filtered body. */
final class FilterBlock extends Statement {
    private final FilterCall filter;
    private final Body body;
    private Entry entry = Entry.NONE;

    FilterBlock(FilterCall filter, Body body, int line) {
        super(line);
        this.filter = filter;
        this.body = body;
    }

    @Override
    Flow exec(Activation activation, TextBuilder out) {
        TextBuilder caught = new TextBuilder();
        entry.enter(activation);
        Flow flow = body.exec(activation, caught);
        if (flow != Flow.NEXT) {
            return flow;
        }
        activation.at(line());
        Object result = filter.eval(activation, caught.build());
        entry.leave(activation);
        out.append(Values.string(result));
        return Flow.NEXT;
    }

    @Override
    public List<? extends Scoped> parts() {
        return List.of(body, filter);
    }

    @Override
    public void analyze(Symbols symbols) {
        filter.analyze(symbols);
    }

    @Override
    public void bind(Frame frame, Unit unit) {
        Frame inner = frame.inner();
        body.analyze(inner.symbols());
        filter.analyze(inner.symbols());
        entry = inner.entry();
        body.bind(inner, unit);
        filter.bind(inner, unit);
    }
}
