package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.expr.Expr;
import dev.brine.engine.render.jinja.expr.Sequence;
import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.Locals;
import dev.brine.engine.render.jinja.scope.Run;
import dev.brine.engine.render.jinja.scope.Scoped;
import dev.brine.engine.render.jinja.scope.Symbols;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.TextBuilder;
import java.util.List;

/** {@code include x ignore missing with context}. */
final class Include extends Statement {
    private final Expr template;
    private final boolean ignoreMissing;
    private final boolean withContext;
    private Locals locals = Locals.NONE;

    Include(Expr template, boolean ignoreMissing, boolean withContext, int line) {
        super(line);
        this.template = template;
        this.ignoreMissing = ignoreMissing;
        this.withContext = withContext;
    }

    @Override
    Flow exec(Activation activation, TextBuilder out) {
        activation.at(line());
        Object name = template.eval(activation);
        Run run = activation.run();
        Run.Loaded file;
        try {
            file = run.load(name, template instanceof Sequence ? Run.NamePolicy.LIST : Run.NamePolicy.ONE_OR_LIST);
        } catch (PyError e) {
            if (ignoreMissing && e.type().startsWith("Template") && e.type().endsWith("NotFound")) {
                return Flow.NEXT;
            }
            throw e;
        }
        if (withContext) {
            file.render(locals.add(activation), out);
        } else {
            out.append(file.sharedText());
        }
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
        template.bind(frame, unit);
        locals = withContext ? frame.locals() : Locals.NONE;
    }
}
