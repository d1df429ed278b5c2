/**
 * Modules that users write in Python: execution, state, grains, runner, returner, beacon, utility, renderer, engine, wheel and other modules.
 *
 * <p>Reading order: {@link dev.brine.engine.python.PythonCode} is the door: tables, renderers and grains of one daemon; its
 * {@code Modules} know what a kind offers, {@code Overlay} lays that over built-in functions. {@code Python} runs tasks in an {@code
 * Interpreter}, one supervised {@code python3} process that forks a child for each call; a {@code Conversation} is one such call
 * from here. {@code resources/.../python} holds the other side and the small {@code salt} package that modules import. {@link
 * dev.brine.engine.python.ModuleSync} copies modules from the file server.
 *
 * <p>Thread rule: all types are safe for any thread. A call's requests run on the thread that made the call; the process's
 * output is read by one thread of the interpreter, which never waits for a caller.
 */
@NullMarked
package dev.brine.engine.python;

import org.jspecify.annotations.NullMarked;
