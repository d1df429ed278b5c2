/**
 * Which variable a name means.
 *
 * <p>Names are bound when a template is parsed: {@link dev.brine.engine.render.jinja.scope.Symbols} collects what each scope
 * reads and sets, {@link dev.brine.engine.render.jinja.scope.Frame} binds names to slots,
 * {@link dev.brine.engine.render.jinja.scope.Entry} fills slots when a scope is entered. At run time an
 * {@link dev.brine.engine.render.jinja.scope.Activation} holds the slots of one running body and
 * {@link dev.brine.engine.render.jinja.scope.Variables} what is visible by name across files. The rules are those of Jinja 3.1:
 * {@code if} opens no scope; loops, macros, {@code with}, blocks and captures do; inner assignments end with their scope.
 *
 * <p>Threads: everything bound is immutable; activations and variables belong to one render.
 */
@NullMarked
package dev.brine.engine.render.jinja.scope;

import org.jspecify.annotations.NullMarked;
