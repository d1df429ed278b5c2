package dev.brine.engine.render;

import dev.brine.engine.render.jinja.taint.TaintTable;
import dev.brine.engine.render.yaml.KeyLines;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the stages of one request share. For one request, on one thread. */
public final class RenderStage {
    private final RenderRequest request;
    private final @Nullable TaintTable taint;
    private final List<TaintedSpot> spots = new ArrayList<>();
    private String arguments = "";
    private KeyLines lines = KeyLines.none();
    private @Nullable String text;

    RenderStage(RenderRequest request, @Nullable TaintTable taint) {
        this.request = request;
        this.taint = taint;
    }

    public RenderRequest request() {
        return request;
    }

    /** What follows the renderer's name in the shebang line, such as {@code -s}. */
    public String arguments() {
        return arguments;
    }

    /** The placeholders of event text in this request's texts; null when none is tracked. */
    public @Nullable TaintTable taint() {
        return taint;
    }

    /** Where the keys stand, once a stage made data of the text. */
    public KeyLines lines() {
        return lines;
    }

    public void lines(KeyLines found) {
        lines = found;
    }

    /** The text that the last text stage made, placeholders inside; null before. */
    public @Nullable String text() {
        return text;
    }

    List<TaintedSpot> spots() {
        return spots;
    }

    void arguments(String given) {
        arguments = given;
    }

    void text(String made) {
        text = made;
    }

    /** An error of stock's kind in this request's file. */
    public RenderException error(String type, String reason, @Nullable Integer line, int fileLine) {
        return new RenderException(new RenderError(type, reason, line, request.name(), fileLine, excerpt(fileLine)));
    }

    private String excerpt(int line) {
        String shown = text;
        return line <= 0 || shown == null ? "" : Excerpts.around(taint == null ? shown : taint.expand(shown), line);
    }
}
