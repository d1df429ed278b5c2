package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.NameScan;
import dev.brine.engine.render.jinja.scope.Ref;
import dev.brine.engine.render.jinja.scope.Scoped;
import dev.brine.engine.render.jinja.scope.Symbols;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.value.TextBuilder;
import java.util.List;

/** {@code macro name(...)} ... {@code endmacro}. */
final class Macro extends Statement {
    private final String name;
    private final MacroBody body;
    private Ref ref = new Ref(0, 0);
    private boolean top;

    Macro(String name, MacroBody body, int line) {
        super(line);
        this.name = name;
        this.body = body;
    }

    @Override
    Flow exec(Activation activation, TextBuilder out) {
        activation.at(line());
        MacroValue macro = new MacroValue(name, body, activation);
        ref.set(activation, macro);
        if (top) {
            activation.variables().set(name, macro);
        }
        return Flow.NEXT;
    }

    @Override
    public List<? extends Scoped> parts() {
        return List.of(body);
    }

    @Override
    public void scan(NameScan scan) {
        body.scan(scan);
    }

    @Override
    public void analyze(Symbols symbols) {
        symbols.store(name);
    }

    @Override
    public void bind(Frame frame, Unit unit) {
        top = frame.isTop();
        ref = frame.ref(name);
        body.bind(frame, unit);
    }
}
