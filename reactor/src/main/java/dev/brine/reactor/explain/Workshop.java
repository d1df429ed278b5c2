package dev.brine.reactor.explain;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.event.Event;
import dev.brine.reactor.policy.Policy;
import dev.brine.reactor.policy.PolicyReader;
import dev.brine.reactor.reaction.CallResolver;
import dev.brine.reactor.rule.RuleBook;
import dev.brine.reactor.sls.ReactionCompiler;
import dev.brine.reactor.sls.SlsFiles;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is needed to tell what would happen.
 *
 * @param book the rules
 * @param minions accepted ids as they are now
 * @param read the policies as they are now, and what is wrong with others
 * @param standing what these remember
 */
public record Workshop(
        RuleBook book,
        SlsFiles files,
        ReactionCompiler compiler,
        CallResolver resolver,
        Supplier<List<String>> minions,
        Supplier<PolicyReader.Result> read,
        Standing standing) {

    /**
     * An event to be thought of.
     *
     * @param origin who fired it ({@code master}, {@code minion:web1}); who usually fires such events when empty
     * @throws FunctionError when {@code origin} is none
     */
    public static Event event(String tag, Map<String, Object> data, String origin) {
        try {
            return Event.of(tag, data, origin.isEmpty() ? Sender.usual(tag, data) : Sender.read(origin));
        } catch (IllegalArgumentException e) {
            throw new FunctionError(String.valueOf(e.getMessage()));
        }
    }

    List<Policy> policies() {
        return read.get().policies();
    }

    /** The same with other rules and policies. */
    public Workshop with(RuleBook other, Supplier<PolicyReader.Result> policies) {
        return new Workshop(other, files, compiler, resolver, minions, policies, standing);
    }
}
