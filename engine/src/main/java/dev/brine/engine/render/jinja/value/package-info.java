/**
 * Python values for templates: what they print, how they compare, add up and iterate.
 *
 * <p>A template value is a plain value (null for {@code None}, Boolean, Long, BigInteger, Double, String, byte[], List,
 * Map, LinkedHashSet) or one of the types here: {@link dev.brine.engine.render.jinja.value.Tuple},
 * {@link dev.brine.engine.render.jinja.value.PyRange}, {@link dev.brine.engine.render.jinja.value.DictView},
 * {@link dev.brine.engine.render.jinja.value.PyIterator}, {@link dev.brine.engine.render.jinja.value.Text},
 * {@link dev.brine.engine.render.jinja.value.Undefined}, {@link dev.brine.engine.render.jinja.value.Callable},
 * {@link dev.brine.engine.render.jinja.value.PyObject}. Start reading at
 * {@link dev.brine.engine.render.jinja.value.Values}; faults are {@link dev.brine.engine.render.jinja.value.PyError}.
 *
 * <p>Threads: all helpers are stateless; the values of one render belong to the thread that renders.
 */
@NullMarked
package dev.brine.engine.render.jinja.value;

import org.jspecify.annotations.NullMarked;
