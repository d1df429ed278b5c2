/**
 * Template tests: {@code value is defined}.
 *
 * <p>{@link dev.brine.engine.render.jinja.test.Tests} has them all: those of Jinja 3.1 and Salt's own ({@code list},
 * {@code match}, {@code equalto}, ...).
 *
 * <p>Threads: the table is immutable and shared.
 */
@NullMarked
package dev.brine.engine.render.jinja.test;

import org.jspecify.annotations.NullMarked;
