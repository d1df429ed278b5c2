package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.expr.Expr;
import dev.brine.engine.render.jinja.expr.Target;
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
import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** {@code for x in y if z recursive ... else ...}. Each round has a scope of its own. */
final class For extends Statement {

    /** The part behind {@code if}, with its own copy of the loop's names. */
    record Condition(Target target, Expr test) {}

    private final Target target;
    private final Expr items;
    private final @Nullable Condition condition;
    private final boolean recursive;
    private final Body body;
    private final Body otherwise;
    private final boolean hasOtherwise;

    private @Nullable Ref loopRef;
    private @Nullable BodyLayout layout;
    private @Nullable String path;
    private Entry bodyEntry = Entry.NONE;
    private Entry testEntry = Entry.NONE;
    private Entry elseEntry = Entry.NONE;

    For(
            Target target,
            Expr items,
            @Nullable Condition condition,
            boolean recursive,
            Body body,
            @Nullable Body otherwise,
            int line) {
        super(line);
        this.target = target;
        this.items = items;
        this.condition = condition;
        this.recursive = recursive;
        this.body = body;
        this.otherwise = otherwise == null ? Body.EMPTY : otherwise;
        this.hasOtherwise = otherwise != null;
    }

    @Override
    Flow exec(Activation activation, TextBuilder out) {
        activation.at(line());
        Object value = items.eval(activation);
        if (layout == null) {
            loop(activation, value, null, 0, out);
        } else {
            recurse(activation, value, 0, out);
        }
        return Flow.NEXT;
    }

    /** Runs the loop in an activation of its own, so that rounds further out keep their variables. */
    private void recurse(Activation outer, @Nullable Object value, int depth, TextBuilder out) {
        Activation inner =
                new Activation(outer.run(), outer.variables(), outer, new Activation.Origin(path, false), size());
        inner.at(line());
        outer.run().enter(inner);
        LoopContext.Again again = (items, deeper) -> {
            TextBuilder text = new TextBuilder();
            recurse(outer, items, deeper, text);
            return text.build();
        };
        loop(inner, value, again, depth, out);
        outer.run().leave(inner);
    }

    private int size() {
        return layout == null ? 0 : layout.size();
    }

    private void loop(
            Activation a, @Nullable Object value, LoopContext.@Nullable Again again, int depth, TextBuilder out) {
        Iterator<@Nullable Object> iterator = Values.iterate(value);
        Iterator<@Nullable Object> rounds = condition == null ? iterator : new Filtered(a, iterator, condition);
        LoopContext context = loopRef == null
                ? null
                : new LoopContext(a.run(), condition == null ? value : null, rounds, again, depth);
        boolean any = false;
        while (context == null ? rounds.hasNext() : context.hasNext()) {
            any = true;
            a.run().budget().round();
            if (context != null && loopRef != null) {
                loopRef.set(a, context);
            }
            target.assign(a, context == null ? rounds.next() : context.next(), false);
            bodyEntry.enter(a);
            Flow flow = body.exec(a, out);
            a.at(line());
            if (flow == Flow.BREAK) {
                break;
            }
        }
        bodyEntry.leave(a);
        if (!any && hasOtherwise) {
            elseEntry.enter(a);
            otherwise.exec(a, out);
            elseEntry.leave(a);
        }
    }

    /** The items for which the condition holds, found one by one. */
    private final class Filtered implements Iterator<@Nullable Object> {
        private final Activation activation;
        private final Iterator<@Nullable Object> source;
        private final Condition condition;
        private @Nullable Object ahead;
        private boolean known;

        Filtered(Activation activation, Iterator<@Nullable Object> source, Condition condition) {
            this.activation = activation;
            this.source = source;
            this.condition = condition;
        }

        @Override
        public boolean hasNext() {
            while (!known && source.hasNext()) {
                activation.run().budget().round();
                Object item = source.next();
                condition.target().assign(activation, item, false);
                testEntry.enter(activation);
                int before = activation.line();
                activation.at(condition.test().line());
                if (Values.truth(condition.test().eval(activation))) {
                    ahead = item;
                    known = true;
                }
                activation.at(before);
            }
            return known;
        }

        @Override
        public @Nullable Object next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            known = false;
            return ahead;
        }
    }

    @Override
    public List<? extends Scoped> parts() {
        List<Scoped> all = new ArrayList<>(List.of(target, items, body, otherwise));
        if (condition != null) {
            all.add(condition.test());
        }
        return all;
    }

    @Override
    public void analyze(Symbols symbols) {
        items.analyze(symbols);
    }

    @Override
    public void bind(Frame frame, Unit unit) {
        path = unit.path();
        items.bind(frame, unit);
        boolean extended =
                recursive || !NameScan.of(List.of(body), List.of("loop")).isEmpty() || hasScopedBlock(body);
        layout = recursive ? new BodyLayout(frame.body()) : null;
        BodyLayout place = layout == null ? frame.body() : layout;
        Frame inner = frame.inner(place);
        if (extended) {
            inner.symbols().parameter("loop");
        }
        target.analyze(inner.symbols());
        body.analyze(inner.symbols());
        if (condition != null) {
            Frame test = frame.beside(place, "test");
            condition.target().analyze(test.symbols());
            condition.test().analyze(test.symbols());
            condition.target().bind(test, unit);
            condition.test().bind(test, unit);
            testEntry = test.entry();
        }
        loopRef = extended ? inner.ref("loop") : null;
        target.bind(inner, unit);
        bodyEntry = inner.entry();
        body.bind(inner, unit);
        Frame last = frame.inner(place);
        otherwise.analyze(last.symbols());
        elseEntry = last.entry();
        otherwise.bind(last, unit);
    }

    private static boolean hasScopedBlock(Scoped piece) {
        if (piece instanceof Block block && block.isScoped()) {
            return true;
        }
        for (Scoped part : piece.parts()) {
            if (hasScopedBlock(part)) {
                return true;
            }
        }
        return false;
    }
}
