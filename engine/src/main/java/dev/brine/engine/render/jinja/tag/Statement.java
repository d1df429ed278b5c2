package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.scope.Scoped;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.value.TextBuilder;

/** One statement, or a stretch of text with prints between. */
abstract class Statement implements Scoped {
    private final int line;

    Statement(int line) {
        this.line = line;
    }

    final int line() {
        return line;
    }

    /** Leaves its line for pieces behind it that have none; called before it is bound. */
    void mark(Unit unit) {
        unit.mark(line);
    }

    /** Runs it, appending what it prints. */
    abstract Flow exec(Activation activation, TextBuilder out);
}
