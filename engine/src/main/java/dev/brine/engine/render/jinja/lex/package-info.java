/**
 * Template text to tokens.
 *
 * <p>{@link dev.brine.engine.render.jinja.lex.Syntax} says which marks begin what,
 * {@link dev.brine.engine.render.jinja.lex.Lexer} cuts the text lazily, so that faults come in the order of the text,
 * {@link dev.brine.engine.render.jinja.lex.TokenStream} gives the parser one token of look-ahead.
 *
 * <p>Threads: a Syntax is immutable and shared; lexer and stream belong to one parse.
 */
@NullMarked
package dev.brine.engine.render.jinja.lex;

import org.jspecify.annotations.NullMarked;
