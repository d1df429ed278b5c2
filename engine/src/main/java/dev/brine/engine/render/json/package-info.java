/**
 * JSON as Python's {@code json} module reads and writes it.
 *
 * <p>Reading order: {@link dev.brine.engine.render.json.JsonReader} (text to plain values, Python's errors),
 * {@link dev.brine.engine.render.json.JsonWriter} (values to text) with
 * {@link dev.brine.engine.render.json.JsonStyle} (separators, indent, escapes, key order).
 * Own code instead of a library because the text must be Python's to the byte, and so must the complaints.
 *
 * <p>Threads: all immutable or confined to one call.
 */
@NullMarked
package dev.brine.engine.render.json;

import org.jspecify.annotations.NullMarked;
