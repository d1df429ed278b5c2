/**
 * Reading untyped values at the edge.
 *
 * <p>Loads from the wire, event data, grains and pillar are maps of plain values: null, Boolean, Long (BigInteger beyond 64
 * bit), Double, String, byte[], List, Map. {@link dev.brine.engine.data.Data} is the typed, read-only view through which the
 * rest of the engine looks at them; whatever has the wrong type is a {@link dev.brine.engine.data.DataException} that names
 * the path. {@link dev.brine.engine.data.TextKeys} takes what users wrote and asks for less.
 *
 * <p>Beside it: patterns ({@code Glob}, {@code Regex}) and addresses ({@code IpAddress}) that several parts compare with.
 *
 * <p>Thread rule: views are immutable as long as nobody changes the map beneath.
 */
@NullMarked
package dev.brine.engine.data;

import org.jspecify.annotations.NullMarked;
