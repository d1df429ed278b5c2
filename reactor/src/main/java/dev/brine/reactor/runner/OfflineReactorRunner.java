package dev.brine.reactor.runner;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.Data;
import dev.brine.engine.event.Event;
import dev.brine.engine.render.yaml.YamlError;
import dev.brine.engine.render.yaml.YamlLoader;
import dev.brine.reactor.explain.Explainer;
import dev.brine.reactor.explain.Lint;
import dev.brine.reactor.explain.RuleTest;
import dev.brine.reactor.explain.Workshop;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Functions that tell what the rules would do; nothing is run. */
@Module("reactor")
public final class OfflineReactorRunner {
    private final Workshop shop;
    private final LongFunction<Optional<Event>> journal;

    /** @param journal finds an event by its number */
    public OfflineReactorRunner(Workshop shop, LongFunction<Optional<Event>> journal) {
        this.shop = shop;
        this.journal = journal;
    }

    @Fn(doc = """
                    Tell what the reactor would do about an event; nothing is run

                    tag: the event's tag, or the number of an event in the journal
                    data: its data
                    origin: who fired it: master, local, api, or minion:ID; as usual for such a tag when left out

                    CLI Example:

                        salt-run reactor.explain salt/auth data='{"id": "Minion7", "act": "pend"}'
                    """)
    public Map<String, Object> explain(
            Object tag, @Arg(dflt = "None") @Nullable Object data, @Arg(dflt = "''") String origin) {
        Explainer explainer = new Explainer(shop);
        if (tag instanceof Long number && data == null) {
            Event event = journal.apply(number)
                    .orElseThrow(() -> new FunctionError("event " + number + " is not in the journal"));
            return explainer.explain(event);
        }
        return explainer.explain(Workshop.event(String.valueOf(tag), map(data), origin));
    }

    @Fn(doc = """
                    Try rules or one SLS file with events, and compare with what is expected

                    file: an SLS file; or a .conf file with rules and policies, whose SLS files may also lie beside it;
                        or the events' file alone to try the configured rules
                    events: a list of {name, tag, data, origin, expect: [{type, fun, tgt, arg, kwarg}]}, each by itself

                    With at: (10s, 5m, or 2026-01-05T08:00) the events are one story on one clock, and expect is what
                    is called from the item before up to this one; an item without a tag only lets time pass. Minions
                    and functions then do as minions: [id], takes: {fun: 5m} and fails: {fun: error} say: error,
                    refused, no_match, no_return, timeout, or a list of the minions on which it fails.

                    CLI Example:

                        salt-run reactor.test /srv/reactor/start.sls events.json
                        salt-run reactor.test reactor.conf events.yaml
                    """)
    public Map<String, Object> test(String file, @Arg(dflt = "''") String events, Call call) {
        Map<String, Object> result = events.isEmpty()
                ? new RuleTest(shop).run("", Path.of(file))
                : new RuleTest(shop).run(file, Path.of(events));
        call.retcode(Long.valueOf(0).equals(result.get("failed")) ? 0 : 1);
        return result;
    }

    @Fn(doc = """
                    Look through rules and SLS files for what their author did not mean

                    path: one SLS file, or a .conf file with rules; the configured rules when it is left out

                    CLI Example:

                        salt-run reactor.lint
                    """)
    public List<Object> lint(@Arg(dflt = "''") String path, Call call) {
        Lint lint = new Lint(shop);
        List<Object> findings = path.isEmpty() ? lint.all() : lint.file(Path.of(path));
        boolean errors = findings.stream().anyMatch(f -> f instanceof Map<?, ?> m && "error".equals(m.get("level")));
        call.retcode(errors ? 1 : 0);
        return findings;
    }

    private static Map<String, Object> map(@Nullable Object data) {
        Object value = data;
        if (data instanceof String text) {
            try {
                value = new YamlLoader().load(text);
            } catch (YamlError e) {
                throw new FunctionError("data is neither JSON nor YAML: " + e.problem());
            }
        }
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?>)) {
            throw new FunctionError("data must be a map, found " + value);
        }
        return Data.asMap("data", value);
    }
}
