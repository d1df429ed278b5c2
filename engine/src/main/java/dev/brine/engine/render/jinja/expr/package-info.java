/**
 * Expressions: parser, tree and evaluation.
 *
 * <p>{@link dev.brine.engine.render.jinja.expr.ExpressionParser} (operators), OperandParser (what they join) and
 * {@link dev.brine.engine.render.jinja.expr.TargetParser} read tokens into {@link dev.brine.engine.render.jinja.expr.Expr}
 * nodes, each of which evaluates itself; {@link dev.brine.engine.render.jinja.expr.Arithmetic} has the operators,
 * {@link dev.brine.engine.render.jinja.expr.Members} what {@code a.b} and {@code a[b]} mean,
 * {@link dev.brine.engine.render.jinja.expr.Target} what may stand left of {@code =}.
 *
 * <p>Threads: nodes are immutable once bound and shared by all renders.
 */
@NullMarked
package dev.brine.engine.render.jinja.expr;

import org.jspecify.annotations.NullMarked;
