package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.expr.Expr;
import dev.brine.engine.render.jinja.lex.TemplateSyntaxException;
import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.BodyLayout;
import dev.brine.engine.render.jinja.scope.Entry;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.NameScan;
import dev.brine.engine.render.jinja.scope.Ref;
import dev.brine.engine.render.jinja.scope.Scoped;
import dev.brine.engine.render.jinja.scope.Symbols;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.value.TextBuilder;
import dev.brine.engine.render.jinja.value.Undefined;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parameters and body of a macro or call block. */
final class MacroBody implements Scoped {
    private final List<String> parameters;
    private final List<Expr> defaults;
    private final Body body;
    private final int line;

    private Activation.Origin origin = new Activation.Origin(null, false);
    private Entry entry = Entry.NONE;
    private int size;
    private List<Ref> parameterRefs = List.of();
    private @Nullable Ref callerRef;
    private @Nullable Ref kwargsRef;
    private @Nullable Ref varargsRef;

    MacroBody(List<String> parameters, List<Expr> defaults, Body body, int line) {
        this.parameters = List.copyOf(parameters);
        this.defaults = List.copyOf(defaults);
        this.body = body;
        this.line = line;
    }

    List<String> parameters() {
        return parameters;
    }

    boolean takesCaller() {
        return callerRef != null;
    }

    boolean takesKwargs() {
        return kwargsRef != null;
    }

    boolean takesVarargs() {
        return varargsRef != null;
    }

    @Override
    public List<? extends Scoped> parts() {
        List<Scoped> all = new ArrayList<>(defaults);
        all.add(body);
        return all;
    }

    @Override
    public void scan(NameScan scan) {
        parameters.forEach(scan::store);
        Scoped.super.scan(scan);
    }

    @Override
    public void analyze(Symbols symbols) {
        parameters.forEach(symbols::parameter);
        parts().forEach(part -> part.analyze(symbols));
    }

    @Override
    public void bind(Frame outer, Unit unit) {
        origin = new Activation.Origin(unit.path(), false);
        BodyLayout layout = new BodyLayout(outer.body());
        Frame frame = outer.inner(layout).catching();
        Set<String> special = NameScan.of(List.of(body), List.of("caller", "kwargs", "varargs"));
        if (special.contains("caller") && parameters.contains("caller") && !hasDefault("caller")) {
            throw new TemplateSyntaxException(
                    "When defining macros or call blocks the special \"caller\" argument must be omitted or be given a"
                            + " default.",
                    line);
        }
        special.removeAll(parameters);
        special.forEach(frame.symbols()::parameter);
        analyze(frame.symbols());
        callerRef = special.contains("caller") ? frame.ref("caller") : null;
        kwargsRef = special.contains("kwargs") ? frame.ref("kwargs") : null;
        varargsRef = special.contains("varargs") ? frame.ref("varargs") : null;
        List<Ref> refs = new ArrayList<>();
        parameters.forEach(name -> refs.add(frame.ref(name)));
        parameterRefs = List.copyOf(refs);
        entry = frame.entry();
        parts().forEach(part -> part.bind(frame, unit));
        size = layout.size();
    }

    private boolean hasDefault(String parameter) {
        return parameters.indexOf(parameter) >= parameters.size() - defaults.size();
    }

    /** What came with one call; {@link Ref#MISSING} where nothing came. */
    record Given(
            List<@Nullable Object> values,
            @Nullable Object caller,
            @Nullable Object kwargs,
            @Nullable Object varargs) {}

    /** Runs it inside the activation that defined it. */
    Object render(Activation outer, Given given) {
        Activation activation = new Activation(outer.run(), outer.variables(), outer, origin, size);
        activation.at(line);
        outer.run().enter(activation);
        set(callerRef, activation, given.caller());
        set(kwargsRef, activation, given.kwargs());
        set(varargsRef, activation, given.varargs());
        for (int i = 0; i < parameterRefs.size(); i++) {
            parameterRefs.get(i).set(activation, given.values().get(i));
        }
        entry.enter(activation);
        for (int i = 0; i < parameterRefs.size(); i++) {
            if (given.values().get(i) == Ref.MISSING) {
                parameterRefs.get(i).set(activation, byDefault(activation, i));
            }
        }
        TextBuilder out = new TextBuilder();
        body.exec(activation, out);
        outer.run().leave(activation);
        return out.build();
    }

    private static void set(@Nullable Ref ref, Activation activation, @Nullable Object value) {
        if (ref != null) {
            ref.set(activation, value);
        }
    }

    private @Nullable Object byDefault(Activation activation, int parameter) {
        int at = parameter - (parameters.size() - defaults.size());
        if (at >= 0) {
            return defaults.get(at).eval(activation);
        }
        return activation
                .run()
                .undefined(Undefined.because("parameter '" + parameters.get(parameter) + "' was not provided"));
    }
}
