/**
 * Salt's template language on the JVM.
 *
 * <p>Reading order: {@link dev.brine.engine.render.jinja.JinjaEngine} (parse, render),
 * {@link dev.brine.engine.render.jinja.RenderContext}, {@link dev.brine.engine.render.jinja.SaltFunctions},
 * {@link dev.brine.engine.render.jinja.TemplateLoader} (what a render needs from outside),
 * {@link dev.brine.engine.render.jinja.TemplateException}, then the rooms below:
 * {@code value} (Python values), {@code lex}, {@code expr}, {@code scope}, {@code tag}, {@code test}, {@code method},
 * {@code global}, {@code filter}, {@code taint}, {@code limit}.
 *
 * <p>Threads: parsed templates and registries are immutable and shared; one render is one thread.
 */
@NullMarked
package dev.brine.engine.render.jinja;

import org.jspecify.annotations.NullMarked;
