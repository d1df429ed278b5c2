package dev.brine.engine.modules;

import dev.brine.engine.config.MinionOpts;
import dev.brine.engine.grains.Grains;
import dev.brine.engine.job.running.ProcessTable;
import dev.brine.engine.plugin.MasterRequests;
import dev.brine.engine.plugin.MinionParts;
import java.util.Map;

/**
 * What the built-in execution modules are made from.
 *
 * @param id the minion's id
 * @param minion the parts that plugins have, too
 * @param host the grains, with the file that holds the ones people set
 * @param master the way to the master
 * @param jobs what runs now
 * @param actions what functions may have the minion do
 */
public record ModuleParts(
        String id, MinionParts minion, Grains host, MasterRequests master, ProcessTable jobs, MinionActions actions) {

    public Map<String, Object> grains() {
        return minion.grains().get();
    }

    public Map<String, Object> pillar() {
        return minion.pillar().get();
    }

    /** The configuration as functions see it. */
    public Map<String, Object> opts() {
        return MinionOpts.of(minion.config(), id);
    }
}
