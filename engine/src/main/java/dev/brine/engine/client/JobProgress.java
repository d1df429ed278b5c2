package dev.brine.engine.client;

import java.util.List;
import java.util.Map;

/**
 * How far a published job is.
 *
 * @param minions ids that are expected to answer
 * @param returned by id, whether the minion did what was asked
 */
public record JobProgress(List<String> minions, Map<String, Boolean> returned) {}
