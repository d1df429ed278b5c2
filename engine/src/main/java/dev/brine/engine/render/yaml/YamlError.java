package dev.brine.engine.render.yaml;

import org.jspecify.annotations.Nullable;

/**
 * A text that PyYAML's loader would not have taken, in PyYAML's words.
 *
 * <p>{@link #getMessage()} is what {@code str(exc)} gives in Python: context, its mark, problem, its mark.
 * Lines and columns count from 1.
 */
public final class YamlError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The part of the loader that refused; stock Salt treats them differently. */
    public enum Kind {
        READER("ReaderError"),
        SCANNER("ScannerError"),
        PARSER("ParserError"),
        COMPOSER("ComposerError"),
        CONSTRUCTOR("ConstructorError"),
        /** A scalar that its explicit tag cannot take, such as {@code !!int x}. */
        VALUE("ValueError"),
        /** A collection that contains itself. */
        RECURSION("RecursionError"),
        /** One of our {@link YamlLimits}; stock has none. */
        LIMIT("YAMLError");

        private final String pythonName;

        Kind(String pythonName) {
            this.pythonName = pythonName;
        }

        /** The exception class a Python traceback would name. */
        public String pythonName() {
            return pythonName;
        }
    }

    /**
     * A place in the text.
     *
     * @param line from 1
     * @param column from 1
     */
    public record Place(int line, int column) {
        @Override
        public String toString() {
            return "  in \"<unicode string>\", line " + line + ", column " + column;
        }
    }

    private final Kind kind;
    private final String problem;
    private final transient @Nullable Place place;

    YamlError(
            Kind kind, @Nullable String context, @Nullable Place contextPlace, String problem, @Nullable Place place) {
        super(text(context, contextPlace, problem, place));
        this.kind = kind;
        this.problem = problem;
        this.place = place;
    }

    YamlError(Kind kind, String problem, @Nullable Place place) {
        this(kind, null, null, problem, place);
    }

    /** The part of the loader that refused. */
    public Kind kind() {
        return kind;
    }

    /** What is wrong, one line, without the place. */
    public String problem() {
        return problem;
    }

    /** Where, if it is known. */
    public @Nullable Place place() {
        return place;
    }

    private static String text(
            @Nullable String context, @Nullable Place contextPlace, String problem, @Nullable Place place) {
        StringBuilder out = new StringBuilder();
        if (context != null) {
            out.append(context).append('\n');
        }
        if (contextPlace != null && !contextPlace.equals(place)) {
            out.append(contextPlace).append('\n');
        }
        out.append(problem);
        if (place != null) {
            out.append('\n').append(place);
        }
        return out.toString();
    }
}
