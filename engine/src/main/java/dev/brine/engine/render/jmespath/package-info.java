/**
 * JMESPath, the query language behind the {@code json_query} filter: {@code Expression.compile(text).search(data)}.
 *
 * <p>{@link dev.brine.engine.render.jmespath.Expression} is the door; the lexer cuts tokens, the parser (binding powers)
 * builds small functions, the library holds JMESPath's functions. Data are plain values.
 *
 * <p>Threads: a compiled expression is immutable.
 */
@NullMarked
package dev.brine.engine.render.jmespath;

import org.jspecify.annotations.NullMarked;
