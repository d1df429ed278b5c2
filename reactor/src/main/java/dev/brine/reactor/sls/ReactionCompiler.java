package dev.brine.reactor.sls;

import dev.brine.engine.event.Origin;
import dev.brine.engine.render.RenderError;
import dev.brine.engine.render.RenderException;
import dev.brine.engine.render.RenderResult;
import dev.brine.reactor.sls.Compilation.FileResult;
import dev.brine.reactor.sls.Compilation.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Renders the files that answer an event and compiles them to ordered chunks.
 *
 * <p>Salt 3006: utils/reactor.py reactions. A file that cannot be rendered gives nothing and the others stand; an error in
 * their joined data takes away all reactions of the event.
 */
public final class ReactionCompiler {
    private final SlsFiles files;
    private final SlsRenderer renderer;
    private final ReactionOrder order;

    /** In stock's order. */
    public ReactionCompiler(SlsFiles files, SlsRenderer renderer) {
        this(files, renderer, ReactionOrder.STOCK);
    }

    public ReactionCompiler(SlsFiles files, SlsRenderer renderer, ReactionOrder order) {
        this.files = files;
        this.renderer = renderer;
        this.order = order;
    }

    /** The same for files that are found in another way. */
    public ReactionCompiler with(SlsFiles others) {
        return new ReactionCompiler(others, renderer, order);
    }

    /** Compiles the files that {@code references} stand for, in this order. Never throws for what is in the files. */
    public Compilation compile(List<String> references, EventContext event) {
        List<FileResult> results = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        HighData high = new HighData();
        for (String reference : references) {
            List<Path> found = files.find(reference);
            if (found.isEmpty()) {
                results.add(new FileResult(
                        reference,
                        reference,
                        State.MISSING,
                        "",
                        reference + ": no such file; reactions to " + event.tag() + " that it would give are not run"));
            }
            for (Path file : found) {
                results.add(one(reference, file, event, high));
            }
        }
        warnings.addAll(high.replaced());
        try {
            List<String> errors = HighCheck.errors(high);
            List<LowChunk> chunks = errors.isEmpty() ? ChunkCompiler.compile(high, order) : List.of();
            return new Compilation(List.copyOf(results), chunks, List.copyOf(errors), List.copyOf(warnings));
        } catch (HighCheck.Malformed e) {
            return new Compilation(
                    List.copyOf(results), List.of(), List.of(String.valueOf(e.getMessage())), List.copyOf(warnings));
        }
    }

    /** What is wrong with a file whatever the event: it cannot be read, or is no template. */
    public Optional<String> fault(Path file) {
        try {
            renderer.render(file, new EventContext("", Map.of(), Map.of(), Origin.LOCAL));
            return Optional.empty();
        } catch (RenderException e) {
            return e.error().reason().startsWith("Jinja syntax error")
                    ? Optional.of(e.error().headline())
                    : Optional.empty();
        } catch (SlsException e) {
            return Optional.of(e.toString());
        }
    }

    private FileResult one(String reference, Path file, EventContext event, HighData high) {
        try {
            RenderResult rendered = renderer.render(file, event);
            int before = high.ids().size();
            high.add(file.toString(), rendered.value(), rendered.lines(), rendered.tainted());
            String text = rendered.text() == null ? "" : rendered.text();
            boolean empty = high.ids().size() == before && high.replaced().isEmpty();
            return new FileResult(reference, file.toString(), empty ? State.EMPTY : State.RENDERED, text, "");
        } catch (RenderException e) {
            RenderError error = e.error();
            State state = error.refused() ? State.REFUSED : State.FAILED;
            return new FileResult(reference, file.toString(), state, "", error.headline());
        } catch (SlsException e) {
            return new FileResult(reference, file.toString(), State.FAILED, "", e.toString());
        }
    }
}
