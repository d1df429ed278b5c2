package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.expr.Call;
import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.Scoped;
import dev.brine.engine.render.jinja.scope.Symbols;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.value.TextBuilder;
import dev.brine.engine.render.jinja.value.Values;
import java.util.List;

/** {@code call(x) macro()} ... {@code endcall}: the body is the macro's {@code caller}. */
final class CallBlock extends Statement {
    private final Call call;
    private final MacroBody body;

    CallBlock(Call call, MacroBody body, int line) {
        super(line);
        this.call = call;
        this.body = body;
    }

    @Override
    Flow exec(Activation activation, TextBuilder out) {
        activation.at(line());
        Object result = call.eval(activation, new MacroValue("", body, activation));
        out.append(Values.string(result));
        return Flow.NEXT;
    }

    @Override
    public List<? extends Scoped> parts() {
        return List.of(call, body);
    }

    @Override
    public void analyze(Symbols symbols) {
        call.analyze(symbols);
    }

    @Override
    public void bind(Frame frame, Unit unit) {
        call.bind(frame, unit);
        body.bind(frame, unit);
    }
}
