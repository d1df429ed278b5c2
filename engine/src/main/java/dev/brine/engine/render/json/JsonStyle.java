package dev.brine.engine.render.json;

import org.jspecify.annotations.Nullable;

/**
 * The layout arguments of Python's {@code json.dumps}.
 *
 * @param indent text of one level, or null for everything on one line
 * @param itemSeparator between items; Python: {@code ", "}, with an indent {@code ","}
 * @param keySeparator between key and value
 * @param ascii whether everything beyond ASCII is escaped ({@code ensure_ascii})
 * @param sortKeys whether keys are put in order
 */
public record JsonStyle(
        @Nullable String indent, String itemSeparator, String keySeparator, boolean ascii, boolean sortKeys) {

    /** {@code json.dumps(x)}. */
    public static final JsonStyle PYTHON = new JsonStyle(null, ", ", ": ", true, false);

    /** Salt's own default: as Python's, but no escapes for what is not ASCII. */
    public static final JsonStyle SALT = new JsonStyle(null, ", ", ": ", false, false);

    /** As short as it gets. */
    public static final JsonStyle COMPACT = new JsonStyle(null, ",", ":", false, false);

    /** The same with {@code width} blanks a level, which also takes the blank behind commas away. */
    public JsonStyle indented(int width) {
        return indented(" ".repeat(Math.max(width, 0)));
    }

    public JsonStyle indented(String level) {
        return new JsonStyle(level, ",", keySeparator, ascii, sortKeys);
    }

    public JsonStyle sorted(boolean sorted) {
        return new JsonStyle(indent, itemSeparator, keySeparator, ascii, sorted);
    }

    public JsonStyle ascii(boolean escaped) {
        return new JsonStyle(indent, itemSeparator, keySeparator, escaped, sortKeys);
    }

    public JsonStyle separators(String item, String key) {
        return new JsonStyle(indent, item, key, ascii, sortKeys);
    }
}
