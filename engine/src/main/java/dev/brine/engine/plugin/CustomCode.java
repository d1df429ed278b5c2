package dev.brine.engine.plugin;

import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.render.Renderers;

/** The modules that users wrote for this host, in Python. Safe for any thread. */
public interface CustomCode {

    /**
     * The custom functions of a kind laid over those that are built in.
     *
     * <p>Salt 3006: a custom module hides a built-in one whose file has the same name; one that only calls itself so adds to it.
     */
    FunctionTable functions(CustomKind kind, FunctionTable builtIn, Dunders dunders);

    /** Users' renderers and {@code py}; they see what the render's world holds. */
    Renderers renderers();

    /** Looks at the modules anew before one is used the next time. */
    void refresh();

    /** No custom code. */
    CustomCode NONE = new CustomCode() {
        @Override
        public FunctionTable functions(CustomKind kind, FunctionTable builtIn, Dunders dunders) {
            return builtIn;
        }

        @Override
        public Renderers renderers() {
            return Renderers.NONE;
        }

        @Override
        public void refresh() {}
    };
}
