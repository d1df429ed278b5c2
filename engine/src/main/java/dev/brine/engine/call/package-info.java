/**
 * Functions: how one is declared, found, given its arguments and run. One mechanism serves execution modules, state
 * functions, runners and wheel functions.
 *
 * <p>Reading order: {@link dev.brine.engine.call.Module}, {@link dev.brine.engine.call.Fn} and {@link
 * dev.brine.engine.call.Arg} declare; {@link dev.brine.engine.call.Catalog} makes the object that holds a module's functions
 * when it is first asked for; {@link dev.brine.engine.call.FunctionTable} finds a {@link dev.brine.engine.call.Function} by
 * name; {@link dev.brine.engine.call.Invoker} runs it for a {@link dev.brine.engine.call.Call} and turns whatever happens into
 * an {@link dev.brine.engine.call.Outcome}. This is the only package that uses reflection, and the invoker the only place that
 * turns exceptions of functions into outcomes.
 *
 * <p>Thread rule: tables and functions are immutable once made and shared; a call belongs to the thread that runs it.
 */
@NullMarked
package dev.brine.engine.call;

import org.jspecify.annotations.NullMarked;
