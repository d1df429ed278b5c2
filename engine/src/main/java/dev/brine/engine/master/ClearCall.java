package dev.brine.engine.master;

import dev.brine.engine.data.Data;

/**
 * A clear command, from anybody.
 *
 * @param load what it asks
 * @param peer the address it came from, for logs
 */
record ClearCall(Data load, String peer) {}
