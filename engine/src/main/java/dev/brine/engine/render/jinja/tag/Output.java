package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.expr.Expr;
import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.Scoped;
import dev.brine.engine.render.jinja.scope.Symbols;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.value.Printed;
import dev.brine.engine.render.jinja.value.TextBuilder;
import java.util.ArrayList;
import java.util.List;

/** Text and <code>{{ prints }}</code>. */
final class Output extends Statement {
    /** Each a String or an Expr. */
    private final Object[] pieces;

    private boolean mayBeReplaced;

    Output(List<Object> pieces, int line) {
        super(line);
        this.pieces = pieces.toArray();
    }

    @Override
    void mark(Unit unit) {}

    /** True when there is nothing but white space. */
    boolean isBlank() {
        for (Object piece : pieces) {
            if (!(piece instanceof String text) || text.isEmpty() || !text.isBlank()) {
                return false;
            }
        }
        return true;
    }

    @Override
    Flow exec(Activation activation, TextBuilder out) {
        if (mayBeReplaced && activation.variables().isExtended()) {
            return Flow.NEXT;
        }
        for (Object piece : pieces) {
            if (piece instanceof String text) {
                out.append(text);
            } else {
                Expr expression = (Expr) piece;
                activation.at(expression.line());
                out.append(
                        Printed.of(expression.eval(activation), activation.run().tracksTaint()));
            }
        }
        activation.run().budget().checkChars(out.length());
        return Flow.NEXT;
    }

    @Override
    public List<? extends Scoped> parts() {
        List<Expr> expressions = new ArrayList<>();
        for (Object piece : pieces) {
            if (piece instanceof Expr expression) {
                expressions.add(expression);
            }
        }
        return expressions;
    }

    @Override
    public void analyze(Symbols symbols) {
        parts().forEach(part -> part.analyze(symbols));
    }

    @Override
    public void bind(Frame frame, Unit unit) {
        mayBeReplaced = frame.mayBeReplaced();
        for (Object piece : pieces) {
            if (piece instanceof Expr expression) {
                unit.mark(expression.line());
                expression.bind(frame, unit);
            }
        }
    }
}
