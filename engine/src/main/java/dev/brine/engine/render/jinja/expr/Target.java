package dev.brine.engine.render.jinja.expr;

import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.NameScan;
import dev.brine.engine.render.jinja.scope.Ref;
import dev.brine.engine.render.jinja.scope.Scoped;
import dev.brine.engine.render.jinja.scope.Symbols;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Values;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may stand left of {@code =} or behind {@code for}: names, tuples or lists of them, {@code namespace.attribute}. */
public abstract class Target implements Scoped {
    /** True when the names come from outside (loop, with) instead of being assigned in the scope. */
    private final boolean parameter;

    Target(boolean parameter) {
        this.parameter = parameter;
    }

    final boolean isParameter() {
        return parameter;
    }

    /** The same names again, unbound: for a scope beside the one of this target. */
    public abstract Target copy();

    /** Puts the value where it belongs; {@code top} also makes it visible to importers. */
    public abstract void assign(Activation activation, @Nullable Object value, boolean top);

    @Override
    public List<? extends Scoped> parts() {
        return List.of();
    }

    /** A single name. */
    static final class Variable extends Target {
        private final String name;
        private Ref ref = new Ref(0, 0);

        Variable(String name, boolean parameter) {
            super(parameter);
            this.name = name;
        }

        @Override
        public Target copy() {
            return new Variable(name, isParameter());
        }

        @Override
        public void assign(Activation activation, @Nullable Object value, boolean top) {
            ref.set(activation, value);
            if (top) {
                activation.variables().set(name, value);
            }
        }

        @Override
        public void scan(NameScan scan) {
            scan.store(name);
        }

        @Override
        public void analyze(Symbols symbols) {
            if (isParameter()) {
                symbols.parameter(name);
            } else {
                symbols.store(name);
            }
        }

        @Override
        public void bind(Frame frame, Unit unit) {
            ref = frame.ref(name);
        }
    }

    /** Several targets that share out the items of the value. */
    static final class Unpack extends Target {
        private final List<Target> targets;

        Unpack(List<Target> targets, boolean parameter) {
            super(parameter);
            this.targets = List.copyOf(targets);
        }

        @Override
        public Target copy() {
            return new Unpack(targets.stream().map(Target::copy).toList(), isParameter());
        }

        @Override
        public void assign(Activation activation, @Nullable Object value, boolean top) {
            Iterator<@Nullable Object> items = Values.iterateOrNull(value);
            if (items == null) {
                throw PyError.type("cannot unpack non-iterable " + Values.typeName(value) + " object");
            }
            @Nullable Object[] parts = new @Nullable Object[targets.size()];
            for (int i = 0; i < parts.length; i++) {
                if (!items.hasNext()) {
                    throw PyError.value("not enough values to unpack (expected " + parts.length + ", got " + i + ")");
                }
                parts[i] = items.next();
            }
            if (items.hasNext()) {
                throw PyError.value("too many values to unpack (expected " + parts.length + ")");
            }
            for (int i = 0; i < parts.length; i++) {
                targets.get(i).assign(activation, parts[i], top);
            }
        }

        @Override
        public List<? extends Scoped> parts() {
            return targets;
        }

        @Override
        public void analyze(Symbols symbols) {
            targets.forEach(target -> target.analyze(symbols));
        }

        @Override
        public void bind(Frame frame, Unit unit) {
            targets.forEach(target -> target.bind(frame, unit));
        }
    }

    /** {@code ns.name}. */
    static final class Attribute extends Target {
        private final String owner;
        private final String name;
        private Ref ref = new Ref(0, 0);

        Attribute(String owner, String name) {
            super(false);
            this.owner = owner;
            this.name = name;
        }

        @Override
        public Target copy() {
            return new Attribute(owner, name);
        }

        @Override
        public void assign(Activation activation, @Nullable Object value, boolean top) {
            if (!(ref.get(activation) instanceof Settable namespace)) {
                throw PyError.runtime("cannot assign attribute on non-namespace object");
            }
            namespace.setAttribute(name, value);
        }

        @Override
        public void scan(NameScan scan) {
            scan.read(owner);
        }

        @Override
        public void analyze(Symbols symbols) {
            symbols.load(owner);
        }

        @Override
        public void bind(Frame frame, Unit unit) {
            ref = frame.ref(owner);
        }
    }

    /** An object whose attributes a template may set: {@code namespace()}. */
    public interface Settable {
        void setAttribute(String name, @Nullable Object value);
    }
}
