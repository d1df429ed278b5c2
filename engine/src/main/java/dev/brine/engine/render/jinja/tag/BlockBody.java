package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.BodyLayout;
import dev.brine.engine.render.jinja.scope.Entry;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.NameScan;
import dev.brine.engine.render.jinja.scope.Ref;
import dev.brine.engine.render.jinja.scope.Run;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.scope.Variables;
import dev.brine.engine.render.jinja.value.TextBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one file puts into a block. It sees the names visible to all, {@code super()} and {@code self}. */
final class BlockBody {
    private final String name;
    private final Body body;
    private final int line;
    private Activation.Origin origin = new Activation.Origin(null, true);
    private Entry entry = Entry.NONE;
    private int size;
    private @Nullable String file;
    private @Nullable Ref superRef;
    private @Nullable Ref selfRef;

    BlockBody(String name, Body body, int line) {
        this.name = name;
        this.body = body;
        this.line = line;
    }

    String name() {
        return name;
    }

    int line() {
        return line;
    }

    Body body() {
        return body;
    }

    void bind(Unit unit) {
        origin = new Activation.Origin(unit.path(), true);
        file = unit.name();
        BodyLayout layout = new BodyLayout(null);
        Frame frame = Frame.block(layout);
        java.util.Set<String> used = NameScan.of(List.of(body), List.of("self", "super"));
        used.forEach(frame.symbols()::parameter);
        body.analyze(frame.symbols());
        superRef = used.contains("super") ? frame.ref("super") : null;
        selfRef = used.contains("self") ? frame.ref("self") : null;
        entry = frame.entry();
        body.bind(frame, unit);
        size = layout.size();
    }

    void render(Run run, Variables variables, TextBuilder out) {
        Activation activation = new Activation(run, variables, null, origin, size);
        activation.at(line);
        run.enter(activation);
        if (superRef != null) {
            superRef.set(activation, BlockReference.behind(run, variables, this));
        }
        if (selfRef != null) {
            selfRef.set(activation, new SelfReference(run, variables, file));
        }
        entry.enter(activation);
        body.exec(activation, out);
        run.leave(activation);
    }
}
