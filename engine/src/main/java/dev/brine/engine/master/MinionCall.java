package dev.brine.engine.master;

import dev.brine.engine.data.Data;
import dev.brine.transport.wire.MinionId;

/**
 * An encrypted command.
 *
 * @param id who sent it, as its session proves
 * @param load what it asks; {@code id} in it is the sender's
 * @param badlySigned whether the load carries a signature that does not hold
 * @param bytes how long the request was on the wire
 */
record MinionCall(MinionId id, Data load, boolean badlySigned, int bytes) {}
