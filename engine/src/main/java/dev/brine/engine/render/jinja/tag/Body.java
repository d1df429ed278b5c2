package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.Scoped;
import dev.brine.engine.render.jinja.scope.Symbols;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.value.TextBuilder;
import java.util.List;

/** Statements one after the other. */
final class Body implements Scoped {
    static final Body EMPTY = new Body(List.of());

    private final Statement[] statements;

    Body(List<Statement> statements) {
        this.statements = statements.toArray(Statement[]::new);
    }

    boolean isEmpty() {
        return statements.length == 0;
    }

    Flow exec(Activation activation, TextBuilder out) {
        for (Statement statement : statements) {
            Flow flow = statement.exec(activation, out);
            if (flow != Flow.NEXT) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    @Override
    public List<Statement> parts() {
        return List.of(statements);
    }

    @Override
    public void analyze(Symbols symbols) {
        for (Statement statement : statements) {
            statement.analyze(symbols);
        }
    }

    @Override
    public void bind(Frame frame, Unit unit) {
        for (Statement statement : statements) {
            statement.mark(unit);
            statement.bind(frame, unit);
        }
    }
}
