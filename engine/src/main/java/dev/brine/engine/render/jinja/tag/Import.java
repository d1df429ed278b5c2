package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.expr.Expr;
import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.Locals;
import dev.brine.engine.render.jinja.scope.Ref;
import dev.brine.engine.render.jinja.scope.Run;
import dev.brine.engine.render.jinja.scope.Scoped;
import dev.brine.engine.render.jinja.scope.Symbols;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.TextBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code import x as y}; {@code import_yaml x as y} also reads the text of the file. */
final class Import extends Statement {
    private final Expr template;
    private final String name;
    private final boolean withContext;
    private final @Nullable String filter;
    private Locals locals = Locals.NONE;
    private Ref ref = new Ref(0, 0);
    private boolean top;

    /** @param filter what reads the text, null for a plain import */
    Import(Expr template, String name, boolean withContext, @Nullable String filter, int line) {
        super(line);
        this.template = template;
        this.name = name;
        this.withContext = withContext;
        this.filter = filter;
    }

    @Override
    Flow exec(Activation activation, TextBuilder out) {
        activation.at(line());
        Run run = activation.run();
        Run.Loaded file = run.load(template.eval(activation), Run.NamePolicy.ONE);
        @Nullable Object value = withContext ? file.module(locals.add(activation)) : file.sharedModule();
        if (filter != null) {
            value = run.filter(filter, value, Arguments.NONE);
        }
        ref.set(activation, value);
        if (top && filter != null) {
            activation.variables().set(name, value);
        } else if (top) {
            activation.variables().setImported(name, value);
        }
        return Flow.NEXT;
    }

    @Override
    public List<? extends Scoped> parts() {
        return List.of(template);
    }

    @Override
    public void scan(dev.brine.engine.render.jinja.scope.NameScan scan) {
        template.scan(scan);
        scan.store(name);
    }

    @Override
    public void analyze(Symbols symbols) {
        template.analyze(symbols);
        symbols.store(name);
    }

    @Override
    public void bind(Frame frame, Unit unit) {
        top = frame.isTop();
        template.bind(frame, unit);
        ref = frame.ref(name);
        locals = withContext ? frame.locals() : Locals.NONE;
    }
}
