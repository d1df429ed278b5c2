package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.lex.Syntax;
import dev.brine.engine.render.jinja.lex.TemplateSyntaxException;
import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.BodyLayout;
import dev.brine.engine.render.jinja.scope.Entry;
import dev.brine.engine.render.jinja.scope.Frame;
import dev.brine.engine.render.jinja.scope.NameScan;
import dev.brine.engine.render.jinja.scope.Ref;
import dev.brine.engine.render.jinja.scope.Run;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.scope.Variables;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.TextBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole file, parsed and bound. Immutable and shared by all threads. */
public final class FileBody {
    private final Body body;
    private final List<BlockBody> blocks;
    private final Entry entry;
    private final int size;
    private final @Nullable String name;
    private final Activation.Origin origin;
    private final @Nullable Ref selfRef;

    private FileBody(StatementParser parser, Body body, Unit unit) {
        this.body = body;
        this.blocks = List.copyOf(parser.blocks());
        BodyLayout layout = new BodyLayout(null);
        Frame frame = Frame.root(layout, parser.isExtending());
        boolean usesSelf = !NameScan.of(List.of(body), List.of("self")).isEmpty();
        if (usesSelf) {
            frame.symbols().parameter("self");
        }
        body.analyze(frame.symbols());
        selfRef = usesSelf ? frame.ref("self") : null;
        entry = frame.entry();
        body.bind(frame, unit);
        blocks.forEach(block -> block.bind(unit));
        size = layout.size();
        origin = new Activation.Origin(unit.path(), false);
        name = unit.name();
    }

    /** Reads a file; faults are {@link TemplateSyntaxException}. */
    public static FileBody parse(Syntax syntax, String text, Unit unit) {
        StatementParser parser = new StatementParser(syntax, text);
        Body body = parser.parse();
        HashSet<String> names = new HashSet<>();
        for (BlockBody block : parser.blocks()) {
            if (!names.add(block.name())) {
                throw new TemplateSyntaxException("block " + Repr.repr(block.name()) + " defined twice", block.line());
            }
        }
        return new FileBody(parser, body, unit);
    }

    /** Adds the file's blocks behind those of files that extend it. */
    public void addBlocks(Variables variables) {
        for (BlockBody block : blocks) {
            variables
                    .blocks()
                    .computeIfAbsent(block.name(), name -> new ArrayList<>())
                    .add(block);
        }
    }

    /** Runs the file, then the one it extends. Its blocks must be in the variables already. */
    public void render(Run run, Variables variables, TextBuilder out) {
        Activation activation = new Activation(run, variables, null, origin, size);
        activation.at(1);
        run.enter(activation);
        entry.enter(activation);
        if (selfRef != null) {
            selfRef.set(activation, new SelfReference(run, variables, name));
        }
        body.exec(activation, out);
        Run.Loaded extended = variables.takeExtended();
        if (extended != null) {
            extended.renderExtended(variables, out);
        }
        run.leave(activation);
    }
}
