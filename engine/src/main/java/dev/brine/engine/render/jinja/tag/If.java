package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.expr.Expr;
import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.Scoped;
import dev.brine.engine.render.jinja.scope.Symbols;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.value.TextBuilder;
import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.List;

/** {@code if}, {@code elif}, {@code else}. Opens no scope. */
final class If extends Statement {

    /** A condition and what follows when it holds. */
    record Branch(Expr test, Body body, int line) {}

    private final List<Branch> branches;
    private final Body otherwise;

    If(List<Branch> branches, Body otherwise, int line) {
        super(line);
        this.branches = List.copyOf(branches);
        this.otherwise = otherwise;
    }

    @Override
    Flow exec(Activation activation, TextBuilder out) {
        for (Branch branch : branches) {
            activation.at(branch.line());
            if (Values.truth(branch.test().eval(activation))) {
                return branch.body().exec(activation, out);
            }
        }
        return otherwise.exec(activation, out);
    }

    @Override
    public List<? extends Scoped> parts() {
        List<Scoped> all = new ArrayList<>();
        for (Branch branch : branches) {
            all.add(branch.test());
            all.add(branch.body());
        }
        all.add(otherwise);
        return all;
    }

    @Override
    public void analyze(Symbols symbols) {
        branches.get(0).test().analyze(symbols);
        Symbols then = symbols.branch();
        branches.get(0).body().analyze(then);
        Symbols elif = symbols.branch();
        for (Branch branch : branches.subList(1, branches.size())) {
            branch.test().analyze(elif);
            Symbols body = elif.branch();
            branch.body().analyze(body);
            elif.join(List.of(body, elif.branch(), elif.branch()));
        }
        Symbols last = symbols.branch();
        otherwise.analyze(last);
        symbols.join(List.of(then, elif, last));
    }

    @Override
    public void bind(Frame frame, Unit unit) {
        Frame soft = frame.soft();
        for (Branch branch : branches) {
            unit.mark(branch.line());
            branch.test().bind(soft, unit);
            branch.body().bind(soft, unit);
        }
        otherwise.bind(soft, unit);
    }
}
