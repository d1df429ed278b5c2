package dev.brine.states.run;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Catalog;
import dev.brine.engine.plugin.MinionParts;
import dev.brine.states.render.Templates;
import dev.brine.states.state.StateContext;
import java.util.Map;
import java.util.function.Function;

/**
 * What one state run works with.
 *
 * @param minion the minion's parts
 * @param id the minion's id
 * @param templates renders what states need rendered
 * @param job the call that asked for the run: jid, user, cancellation
 * @param test whether nothing may be changed
 * @param pillar the pillar for this run, overrides merged in
 * @param opts every option as functions and templates see it
 * @param states makes the state modules of the run
 */
public record RunSettings(
        MinionParts minion,
        String id,
        Templates templates,
        Call job,
        boolean test,
        Map<String, Object> pillar,
        Map<String, Object> opts,
        Function<StateContext, Catalog> states) {

    boolean option(String name) {
        return Boolean.TRUE.equals(opts.get(name));
    }
}
