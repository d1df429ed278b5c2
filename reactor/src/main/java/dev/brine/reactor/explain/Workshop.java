package dev.brine.reactor.explain;

import dev.brine.reactor.reaction.CallResolver;
import dev.brine.reactor.rule.RuleBook;
import dev.brine.reactor.sls.ReactionCompiler;
import dev.brine.reactor.sls.SlsFiles;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to tell what would happen.
 *
 * @param book the rules
 * @param minions accepted ids as they are now
 */
public record Workshop(
        RuleBook book,
        SlsFiles files,
        ReactionCompiler compiler,
        CallResolver resolver,
        Supplier<List<String>> minions) {

    /** An event to be explained or tried. */
    record Question(String tag, Map<String, @Nullable Object> data) {}
}
