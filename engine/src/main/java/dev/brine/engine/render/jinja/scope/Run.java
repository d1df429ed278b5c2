package dev.brine.engine.render.jinja.scope;

import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.PyObject;
import dev.brine.engine.render.jinja.value.TextBuilder;
import dev.brine.engine.render.jinja.value.Undefined;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The render as bodies see it. One thread only. */
public interface Run extends EvalContext {
    /** The undefined as this render treats it ({@code allow_undefined}). */
    Undefined undefined(Undefined strict);

    boolean hasFilter(String name);

    boolean hasTest(String name);

    /** Every name that the running body sees. */
    Map<String, @Nullable Object> visibleNames();

    /** A body begins; pair with {@link #leave}, but not when it ends by a fault: the chain then tells where it happened. */
    void enter(Activation activation);

    /** A body ended well. */
    void leave(Activation activation);

    /** True while event text is tainted in this render. */
    boolean tracksTaint();

    /** The file of that name (or one of those names), loaded and parsed. */
    Loaded load(@Nullable Object nameOrNames, NamePolicy policy);

    /** Which kinds of names are asked for. */
    enum NamePolicy {
        ONE,
        LIST,
        ONE_OR_LIST
    }

    /** A parsed file in this render. */
    interface Loaded {
        /** Name under which it was asked for. */
        String name();

        /** Runs it with exactly those names, appending to {@code out}. */
        void render(Map<String, @Nullable Object> names, TextBuilder out);

        /** Runs it as the file that the one of these variables extends. */
        void renderExtended(Variables variables, TextBuilder out);

        /** What it exports, run with exactly those names. */
        PyObject module(Map<String, @Nullable Object> names);

        /** What it exports without context: run once in a render. */
        PyObject sharedModule();

        /** What it prints without context: run once in a render. */
        Object sharedText();

        /** Adds its blocks behind those already there. */
        void addBlocks(Variables variables);
    }
}
