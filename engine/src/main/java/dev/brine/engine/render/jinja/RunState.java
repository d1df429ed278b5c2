package dev.brine.engine.render.jinja;

import dev.brine.engine.render.jinja.expr.Expr;
import dev.brine.engine.render.jinja.expr.Members;
import dev.brine.engine.render.jinja.global.Globals;
import dev.brine.engine.render.jinja.lex.TemplateSyntaxException;
import dev.brine.engine.render.jinja.limit.Budget;
import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.BodyLayout;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.Ref;
import dev.brine.engine.render.jinja.scope.Run;
import dev.brine.engine.render.jinja.scope.Variables;
import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.Callable;
import dev.brine.engine.render.jinja.value.Filter;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.Test;
import dev.brine.engine.render.jinja.value.TextBuilder;
import dev.brine.engine.render.jinja.value.Undefined;
import dev.brine.engine.render.jinja.value.Values;
import java.util.ConcurrentModificationException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One render: its variables, files, limits, and the chain of bodies that run. One thread only. */
final class RunState implements Run {
    private final Library library;
    private final RenderContext context;
    private final Budget budget;
    private final LoadedFiles files;
    private @Nullable Activation top;

    RunState(Library library, RenderContext context) {
        this.library = library;
        this.context = context;
        this.budget = new Budget(context.limits(), System::nanoTime);
        this.files = new LoadedFiles(this, library, context);
    }

    void render(Template template, TextBuilder out) {
        Variables variables = new Variables(new Names(context.variables(), Globals.names()));
        template.body().addBlocks(variables);
        try {
            template.body().render(this, variables, out);
        } catch (PyError e) {
            throw located(template, e);
        } catch (TemplateSyntaxException e) {
            String reason = e.kind().prefix() + e.message();
            throw failure(template, reason, e.file(), e.line());
        } catch (StackOverflowError e) {
            throw located(template, PyError.of("RecursionError", "maximum recursion depth exceeded"));
        } catch (UnsupportedOperationException e) {
            throw located(template, PyError.type("this value is shared and cannot be changed by a template"));
        } catch (ConcurrentModificationException e) {
            throw located(template, PyError.of("RuntimeError", "dictionary changed size during iteration"));
        }
    }

    /** Stock names the innermost body that is no block. */
    private TemplateException located(Template template, PyError error) {
        Activation at = top;
        while (at != null && at.origin().block() && at.caller() != null) {
            at = at.caller();
        }
        String reason = error.kind().prefix() + error.message();
        return at == null
                ? failure(template, reason, null, 1)
                : failure(template, reason, at.origin().file(), at.line());
    }

    private TemplateException failure(Template template, String reason, @Nullable String file, int line) {
        if (file == null) {
            return new TemplateException(reason, line, null, line, Excerpt.of(template.text(), line));
        }
        return new TemplateException(reason, 0, file, line, Excerpt.of(files.text(file), line));
    }

    @Nullable
    Object evaluate(Expr expression) {
        BodyLayout layout = new BodyLayout(null);
        Frame frame = Frame.root(layout, false);
        expression.analyze(frame.symbols());
        expression.bind(frame.soft(), library.unit(null, null));
        Variables variables = new Variables(new Names(context.variables(), Globals.names()));
        Activation activation =
                new Activation(this, variables, null, new Activation.Origin(null, false), layout.size());
        frame.entry().enter(activation);
        return expression.eval(activation);
    }

    // ---- what running bodies ask for

    @Override
    public Undefined undefined(Undefined strict) {
        return context.lenient() ? strict.asLenient() : strict;
    }

    @Override
    public boolean hasFilter(String name) {
        return library.filter(name) != null;
    }

    @Override
    public boolean hasTest(String name) {
        return library.test(name) != null;
    }

    @Override
    public void enter(Activation activation) {
        budget.enter();
        activation.calledBy(top);
        top = activation;
    }

    @Override
    public void leave(Activation activation) {
        budget.leave();
        top = activation.caller();
    }

    @Override
    public boolean tracksTaint() {
        return context.taint() != null;
    }

    @Override
    public Loaded load(@Nullable Object nameOrNames, NamePolicy policy) {
        return files.load(nameOrNames, policy);
    }

    @Override
    public Budget budget() {
        return budget;
    }

    // ---- what filters, tests and functions ask for

    @Override
    public @Nullable Object filter(String name, @Nullable Object value, Arguments arguments) {
        Filter filter = library.filter(name);
        if (filter == null) {
            throw PyError.runtime("No filter named " + Repr.repr(name) + ".");
        }
        budget.tick();
        if (context.taint() != null) {
            return TaintedFilter.apply(name, filter, this, value, arguments);
        }
        return filter.apply(this, value, arguments);
    }

    @Override
    public boolean test(String name, @Nullable Object value, Arguments arguments) {
        Test test = library.test(name);
        if (test == null) {
            throw PyError.runtime("No test named " + Repr.repr(name) + ".");
        }
        return test.check(this, value, arguments);
    }

    @Override
    public @Nullable Object attribute(@Nullable Object value, String name) {
        return checked(Members.attribute(value, name));
    }

    @Override
    public @Nullable Object item(@Nullable Object value, @Nullable Object key) {
        return checked(Members.item(value, key));
    }

    private @Nullable Object checked(@Nullable Object found) {
        return found instanceof Undefined undefined ? undefined(undefined) : found;
    }

    @Override
    public @Nullable Object call(@Nullable Object callee, Arguments arguments) {
        if (callee instanceof Callable callable) {
            budget.tick();
            return callable.call(this, arguments);
        }
        if (callee instanceof Undefined undefined) {
            throw undefined.error();
        }
        throw PyError.type("'" + Values.typeName(callee) + "' object is not callable");
    }

    @Override
    public @Nullable Object variable(String name) {
        Object value = top == null ? Ref.MISSING : top.variables().find(name);
        return value == Ref.MISSING ? undefined(Undefined.variable(name)) : value;
    }

    @Override
    public Map<String, @Nullable Object> visibleNames() {
        return top == null ? Map.of() : new LinkedHashMap<>(top.variables().all());
    }
}
