package dev.brine.reactor;

import dev.brine.engine.config.RawConfig;
import dev.brine.reactor.policy.Policy;
import dev.brine.reactor.policy.PolicyReader;
import dev.brine.reactor.rule.RuleBook;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The policies of the configuration that the rules were last read from. Any thread. */
final class PolicyBook implements Supplier<List<Policy>> {
    private static final Logger log = LoggerFactory.getLogger(PolicyBook.class);

    private final RuleBook rules;
    private volatile Read read;

    private record Read(RawConfig config, PolicyReader.Result result) {}

    PolicyBook(RuleBook rules) {
        this.rules = rules;
        this.read = read(rules.config());
    }

    @Override
    public List<Policy> get() {
        return result().policies();
    }

    /** The policies, and what is wrong with those that are refused. */
    PolicyReader.Result result() {
        RawConfig config = rules.config();
        Read known = read;
        if (!known.config.equals(config)) {
            known = read(config);
            read = known;
        }
        return known.result;
    }

    private static Read read(RawConfig config) {
        PolicyReader.Result result =
                PolicyKeys.reader().read(config.value("reactor_policy").orElse(null), config.place("reactor_policy"));
        result.problems().forEach(problem -> log.error("{}", problem));
        return new Read(config, result);
    }
}
