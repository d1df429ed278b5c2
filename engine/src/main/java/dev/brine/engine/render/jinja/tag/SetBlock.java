package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.expr.FilterCall;
import dev.brine.engine.render.jinja.expr.Target;
import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.Entry;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.Scoped;
import dev.brine.engine.render.jinja.scope.Symbols;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.value.TextBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code set a} ... {@code endset}: what the body prints, perhaps filtered. */
final class SetBlock extends Statement {
    private final Target target;
    private final @Nullable FilterCall filter;
    private final Body body;
    private Entry entry = Entry.NONE;
    private boolean top;

    SetBlock(Target target, @Nullable FilterCall filter, Body body, int line) {
        super(line);
        this.target = target;
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
        Object text = caught.build();
        Object value = filter == null ? text : filter.eval(activation, text);
        target.assign(activation, value, top);
        entry.leave(activation);
        return Flow.NEXT;
    }

    @Override
    public List<? extends Scoped> parts() {
        return filter == null ? List.of(target, body) : List.of(target, filter, body);
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
        if (filter != null) {
            filter.analyze(inner.symbols());
            filter.bind(inner, unit);
        }
        entry = inner.entry();
        body.bind(inner, unit);
        target.bind(frame, unit);
    }
}
