package dev.brine.engine.render.jinja.scope;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A scope while names are bound to slots. Made by {@link #root} and the {@code inner} methods; the flags say what an assignment
 * there means for others.
 */
public final class Frame {

    /** What kind of scope it is. */
    public enum Kind {
        /** Top of a file: assignments are visible to whoever imports it. */
        TOP,
        /** Top, but inside an {@code if}. */
        TOP_SOFT,
        BLOCK,
        INNER
    }

    private final Symbols symbols;
    private final Kind kind;
    private final boolean soft;
    private final boolean replaced;

    private Frame(Symbols symbols, Kind kind, boolean soft, boolean replaced) {
        this.symbols = symbols;
        this.kind = kind;
        this.soft = soft;
        this.replaced = replaced;
    }

    /**
     * The outermost scope of a file.
     *
     * @param extending true when the file has an {@code extends}, which silences its own text
     */
    public static Frame root(BodyLayout body, boolean extending) {
        return new Frame(Symbols.root(body), Kind.TOP, false, extending);
    }

    /** The outermost scope of a {@code block}: it sees nothing of the file around it but what is visible by name. */
    public static Frame block(BodyLayout body) {
        return new Frame(Symbols.root(body), Kind.BLOCK, false, false);
    }

    /** A scope in the same body. */
    public Frame inner() {
        return new Frame(symbols.inner(symbols.body(), ""), Kind.INNER, false, replaced);
    }

    /** As {@link #inner()}, for a scope that lives beside another one of the same level. */
    public Frame beside(BodyLayout body, String kindOfScope) {
        return new Frame(symbols.inner(body, kindOfScope), Kind.INNER, false, replaced);
    }

    /** A scope in a body of its own inside this one: macro, recursive loop. */
    public Frame inner(BodyLayout body) {
        return new Frame(symbols.inner(body, ""), Kind.INNER, false, replaced);
    }

    /** The same scope inside a condition: unknown filters there are found at run time only. */
    public Frame soft() {
        return new Frame(symbols, kind == Kind.TOP ? Kind.TOP_SOFT : kind, true, replaced);
    }

    /** The same scope where text is caught and so never silenced: macro, set block. */
    public Frame catching() {
        return new Frame(symbols, kind, soft, false);
    }

    /** True where printing has to ask whether the file extends another by now. */
    public boolean mayBeReplaced() {
        return replaced;
    }

    public Symbols symbols() {
        return symbols;
    }

    public BodyLayout body() {
        return symbols.body();
    }

    public boolean isSoft() {
        return soft;
    }

    /** True where assignments belong to the file. */
    public boolean isTop() {
        return kind == Kind.TOP || kind == Kind.TOP_SOFT;
    }

    /** Where the name lies, seen from this scope. It must have been analysed before. */
    public Ref ref(String name) {
        Symbols.Place place = symbols.find(name);
        if (place == null) {
            throw new IllegalStateException("name not analysed: " + name);
        }
        return ref(place);
    }

    private Ref ref(Symbols.Place place) {
        return new Ref(symbols.body().hopsTo(place.body()), place.slot());
    }

    /** What has to be done when this scope is entered; call when it is analysed wholly. */
    public Entry entry() {
        return Entry.of(symbols, this::ref);
    }

    /** The variables that are set here or further out. */
    public Locals locals() {
        Map<String, Ref> found = new LinkedHashMap<>();
        symbols.stored().forEach((name, place) -> found.put(name, ref(place)));
        return new Locals(found);
    }
}
