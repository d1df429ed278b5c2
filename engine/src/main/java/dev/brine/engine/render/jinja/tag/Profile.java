package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.expr.Expr;
import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.Scoped;
import dev.brine.engine.render.jinja.scope.Symbols;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.value.TextBuilder;
import dev.brine.engine.render.jinja.value.Values;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code profile as label} ... {@code endprofile}: logs how long the body took. Opens no scope. */
final class Profile extends Statement {
    private static final Logger LOG = LoggerFactory.getLogger(Profile.class);

    private final Expr label;
    private final String source;
    private final Body body;

    Profile(Expr label, String source, Body body, int line) {
        super(line);
        this.label = label;
        this.source = source;
        this.body = body;
    }

    @Override
    Flow exec(Activation activation, TextBuilder out) {
        activation.at(line());
        Object name = label.eval(activation);
        long start = System.nanoTime();
        Flow flow = body.exec(activation, out);
        if (LOG.isDebugEnabled()) {
            LOG.debug("rendering {} {} took {} us", source, Values.text(name), (System.nanoTime() - start) / 1000);
        }
        return flow;
    }

    @Override
    public List<? extends Scoped> parts() {
        return List.of(label, body);
    }

    @Override
    public void analyze(Symbols symbols) {
        label.analyze(symbols);
        body.analyze(symbols);
    }

    @Override
    public void bind(Frame frame, Unit unit) {
        label.bind(frame, unit);
        body.bind(frame, unit);
    }
}
