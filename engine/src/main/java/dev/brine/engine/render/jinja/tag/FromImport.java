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
import dev.brine.engine.render.jinja.value.PyObject;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.TextBuilder;
import dev.brine.engine.render.jinja.value.Undefined;
import java.util.ArrayList;
import java.util.List;

/** {@code from x import a, b as c}. A name that the file does not export is undefined. */
final class FromImport extends Statement {

    /** One name, and what it is called here. */
    record Imported(String name, String alias) {}

    private final Expr template;
    private final List<Imported> names;
    private final boolean withContext;
    private Locals locals = Locals.NONE;
    private List<Ref> refs = List.of();
    private boolean top;
    private String position = "";

    FromImport(Expr template, List<Imported> names, boolean withContext, int line) {
        super(line);
        this.template = template;
        this.names = List.copyOf(names);
        this.withContext = withContext;
    }

    @Override
    Flow exec(Activation activation, TextBuilder out) {
        activation.at(line());
        Run run = activation.run();
        Run.Loaded file = run.load(template.eval(activation), Run.NamePolicy.ONE);
        PyObject module = withContext ? file.module(locals.add(activation)) : file.sharedModule();
        for (int i = 0; i < names.size(); i++) {
            Imported imported = names.get(i);
            Object value = module.attribute(imported.name());
            if (value == PyObject.ABSENT) {
                value = run.undefined(Undefined.because("the template " + Repr.repr(file.name()) + " (imported on "
                        + position + ") does not export the requested name " + Repr.repr(imported.name())));
            }
            refs.get(i).set(activation, value);
            if (top) {
                activation.variables().setImported(imported.alias(), value);
            }
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
        names.forEach(imported -> scan.store(imported.alias()));
    }

    @Override
    public void analyze(Symbols symbols) {
        template.analyze(symbols);
        names.forEach(imported -> symbols.store(imported.alias()));
    }

    @Override
    public void bind(Frame frame, Unit unit) {
        top = frame.isTop();
        position = unit.position(line());
        template.bind(frame, unit);
        List<Ref> places = new ArrayList<>();
        names.forEach(imported -> places.add(frame.ref(imported.alias())));
        refs = List.copyOf(places);
        locals = withContext ? frame.locals() : Locals.NONE;
    }
}
