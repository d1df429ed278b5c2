package dev.brine.engine.render.jinja.scope;

import java.util.List;

/** A piece of a template that reads or sets names. Both steps are made once, before the template is shared. */
public interface Scoped {
    /** The pieces directly inside, in the order of the text. */
    List<? extends Scoped> parts();

    /** Looks for names that are read before anything here sets them. */
    default void scan(NameScan scan) {
        for (Scoped part : parts()) {
            part.scan(scan);
        }
    }

    /** Tells the scope around it which names it reads and sets. */
    void analyze(Symbols symbols);

    /** Looks up where the names lie; all scopes around are analysed by then. */
    void bind(Frame frame, Unit unit);
}
