package dev.brine.engine.render.jinja.tag;

/** How to go on behind a statement. */
enum Flow {
    NEXT,
    BREAK,
    CONTINUE
}
