/**
 * From an SLS text to the data it stands for.
 *
 * <p>Reading order: {@link dev.brine.engine.render.RenderRequest} in its {@link dev.brine.engine.render.RenderWorld} (what a
 * file may see), {@link dev.brine.engine.render.RenderPipe} (the {@code #!jinja|yaml} pipe of
 * {@link dev.brine.engine.render.Renderer}s), {@link dev.brine.engine.render.SlsRenderer} (files to
 * {@link dev.brine.engine.render.HighData}). What high data mean is the reactor's and the states' own. Everything that goes wrong is a
 * {@link dev.brine.engine.render.RenderException} with a {@link dev.brine.engine.render.RenderError}: stock Salt's words and
 * our file and line.
 *
 * <p>Below: {@code yaml}, {@code json}, {@code jmespath} and {@code jinja} (the template language).
 *
 * <p>Threads: pipe and renderers are shared by all; one request is rendered by one thread.
 */
@NullMarked
package dev.brine.engine.render;

import org.jspecify.annotations.NullMarked;
