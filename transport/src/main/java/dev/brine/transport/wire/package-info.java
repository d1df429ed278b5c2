/**
 * Values on the wire: msgpack, and the grammars of the names that travel with it.
 *
 * <p>Read in this order: {@link dev.brine.transport.wire.Codec} (bytes to plain values and back),
 * {@link dev.brine.transport.wire.DecodeLimits} and {@link dev.brine.transport.wire.DecodeException},
 * {@link dev.brine.transport.wire.Envelope} (the outer map of a request),
 * {@link dev.brine.transport.wire.EventPacket}, then the names: {@link dev.brine.transport.wire.MinionId},
 * {@link dev.brine.transport.wire.Jid}, {@link dev.brine.transport.wire.Token},
 * {@link dev.brine.transport.wire.Nonce}, {@link dev.brine.transport.wire.TagGrammar}.
 *
 * <p>Everything here is immutable and may be used by any thread.
 */
@NullMarked
package dev.brine.transport.wire;

import org.jspecify.annotations.NullMarked;
