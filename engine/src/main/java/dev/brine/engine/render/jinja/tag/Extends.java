package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.expr.Expr;
import dev.brine.engine.render.jinja.lex.TemplateSyntaxException;
import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.Run;
import dev.brine.engine.render.jinja.scope.Scoped;
import dev.brine.engine.render.jinja.scope.Symbols;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.TextBuilder;
import java.util.List;

/** {@code extends x}: from here on the other file prints, with the blocks of this one. */
final class Extends extends Statement {
    private final Expr template;

    Extends(Expr template, int line) {
        super(line);
        this.template = template;
    }

    @Override
    Flow exec(Activation activation, TextBuilder out) {
        if (activation.variables().isExtended()) {
            throw PyError.runtime("extended multiple times");
        }
        activation.at(line());
        Run.Loaded parent = activation.run().load(template.eval(activation), Run.NamePolicy.ONE);
        parent.addBlocks(activation.variables());
        activation.variables().extend(parent);
        return Flow.NEXT;
    }

    @Override
    public List<? extends Scoped> parts() {
        return List.of(template);
    }

    @Override
    public void analyze(Symbols symbols) {
        template.analyze(symbols);
    }

    @Override
    public void bind(Frame frame, Unit unit) {
        if (!frame.isTop()) {
            throw new TemplateSyntaxException("cannot use extend from a non top-level scope", line());
        }
        template.bind(frame, unit);
    }
}
