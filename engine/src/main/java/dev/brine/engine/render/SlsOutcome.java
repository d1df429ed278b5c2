package dev.brine.engine.render;

/** What became of one SLS file among several: a broken one does not stop the others. */
public sealed interface SlsOutcome {

    /** The file. */
    String file();

    /** It was rendered. */
    record Rendered(String file, HighData high) implements SlsOutcome {}

    /** It could not be rendered. */
    record Failed(String file, RenderError error) implements SlsOutcome {}
}
