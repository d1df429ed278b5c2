package dev.brine.reactor.runner;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.event.Cause;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.SqliteEventJournal;
import dev.brine.reactor.explain.Explainer;
import dev.brine.reactor.explain.Workshop;
import dev.brine.reactor.rule.RuleBook;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Functions that read the event journal. */
@Module("events")
public final class EventsRunner {
    /** The rule by which an event follows from the one that was fired again as it. */
    static final String REPLAY = "events.replay";

    private final EventBus bus;
    private final Clock clock;
    private final Workshop shop;
    private final Function<RuleBook, Workshop> trying;

    /** @param trying the same workshop for rules that are not in use */
    public EventsRunner(EventBus bus, Clock clock, Workshop shop, Function<RuleBook, Workshop> trying) {
        this.bus = bus;
        this.clock = clock;
        this.shop = shop;
        this.trying = trying;
    }

    @Fn(name = "list", doc = """
                    List events of the journal, oldest first

                    tag: glob over the whole tag
                    where: only events of which this is so: dotted.path=value, 'retcode > 0', 'id glob web*', several parted by
                        commas, or a map as a policy's when takes it
                    start: number of the first
                    limit: at most so many
                    from: the first, by number or time (2026-11-21T14:00:00, UTC; 10m is ten minutes ago)
                    to: the last number, or the time before which they were

                    CLI Example:

                        salt-run events.list 'salt/auth' where=act=pend from=1h
                    """)
    public List<Object> listAll(
            @Arg(dflt = "'*'") String tag,
            @Arg(dflt = "''") Object where,
            @Arg(dflt = "0") long start,
            @Arg(dflt = "100") long limit,
            @Arg(dflt = "None") @Nullable Object from,
            @Arg(dflt = "None") @Nullable Object to) {
        return shown(past().oldest(selection(tag, where, start, from, to), limit));
    }

    @Fn(doc = """
                    List the newest events

                    count: so many
                    where: only events of which this is so, as events.list takes it
                    tag: glob over the whole tag

                    CLI Example:

                        salt-run events.tail 20 where='id glob web*, retcode > 0'
                    """)
    public List<Object> tail(
            @Arg(dflt = "20") long count, @Arg(dflt = "''") Object where, @Arg(dflt = "'*'") String tag) {
        return shown(past().newest(new PastEvents.Selection(tag, where, null, null), count));
    }

    @Fn(doc = """
                    Show one event

                    CLI Example:

                        salt-run events.show 4711
                    """)
    public Map<String, Object> show(long number) {
        return shown(past().numbered(number));
    }

    @Fn(doc = """
                    Tell what the rules as they are now would do about past events, or fire these again

                    tag: glob over the whole tag
                    where: only events of which this is so, as events.list takes it
                    start: number of the first
                    limit: at most so many
                    dry: False fires each event again, under a new number; what follows from one of them is left out
                    from: the first, by number or time (2026-11-21T14:00:00, UTC; 10m is ten minutes ago)
                    to: the last number, or the time before which they were
                    ids: the events by their numbers, instead of from and to
                    rules: a file with edited rules (a list, or a configuration with reactor: and reactor_policy:) to be tried instead of those
                        in use; tells also what those in use do where that differs. SLS files are always read as they are now

                    CLI Example:

                        salt-run events.replay 'salt/auth' from=2026-11-21T14:00 to=2026-11-21T15:00
                        salt-run events.replay ids=4711,4712 rules=/srv/reactor/new.conf
                        salt-run events.replay 'my/*' from=10m dry=False
                    """)
    public List<Object> replay(
            @Arg(dflt = "'*'") String tag,
            @Arg(dflt = "''") Object where,
            @Arg(dflt = "0") long start,
            @Arg(dflt = "100") long limit,
            @Arg(dflt = "True") boolean dry,
            @Arg(dflt = "None") @Nullable Object from,
            @Arg(dflt = "None") @Nullable Object to,
            @Arg(dflt = "None") @Nullable Object ids,
            @Arg(dflt = "''") String rules) {
        if (!dry && !rules.isEmpty()) {
            throw new FunctionError(
                    "rules: edited rules are only tried; put them in use to have events answered by them");
        }
        PastEvents past = past();
        List<Event> events = ids == null
                ? past.oldest(selection(tag, where, start, from, to), limit)
                : numbers(ids).stream().map(past::numbered).toList();
        return dry ? tried(events, rules) : fired(events);
    }

    private List<Object> tried(List<Event> events, String rules) {
        Explainer now = new Explainer(shop);
        Explainer then = rules.isEmpty() ? now : new Explainer(trying.apply(edited(rules)));
        List<Object> all = new ArrayList<>();
        for (Event event : events) {
            Map<String, Object> one = named(event);
            put(one, then.explain(event));
            if (then != now) {
                Map<String, Object> before = new LinkedHashMap<>();
                put(before, now.explain(event));
                boolean differs = !bare(before).equals(bare(one));
                one.put("differs", differs);
                if (differs) {
                    one.put("in_use", before);
                }
            }
            all.add(one);
        }
        return all;
    }

    private static void put(Map<String, Object> into, Map<String, Object> would) {
        for (String key : List.of("calls", "problems", "if_let_through")) {
            Object value = would.get(key);
            if (value != null) {
                into.put(key, value instanceof Map<?, ?> map ? Objects.requireNonNull(map.get("calls")) : value);
            }
        }
    }

    /** What would be done, whichever rule asks for it. */
    private static Map<String, Object> bare(Map<String, Object> would) {
        Map<String, Object> bare = new LinkedHashMap<>();
        for (String key : List.of("calls", "if_let_through")) {
            List<Object> calls = new ArrayList<>();
            for (Object call : would.get(key) instanceof List<?> all ? all : List.of()) {
                Map<Object, Object> one = new LinkedHashMap<>((Map<?, ?>) call);
                one.keySet().removeAll(List.of("rule", "sls", "id"));
                calls.add(one);
            }
            bare.put(key, calls);
        }
        return bare;
    }

    private RuleBook edited(String rules) {
        return shop.book().edited(Path.of(rules), problem -> {
            throw new FunctionError(problem.toString());
        });
    }

    private List<Object> fired(List<Event> events) {
        Set<Long> again = new HashSet<>();
        List<Object> all = new ArrayList<>();
        CompletionStage<Void> kept = CompletableFuture.completedFuture(null);
        for (Event event : events) {
            Map<String, Object> one = named(event);
            boolean follows = again.contains(event.cause().event());
            again.add(event.number());
            if (follows) {
                one.put("fired", false);
                one.put("reason", "it follows from event " + event.cause().event() + ", which is fired again");
            } else {
                Cause cause = new Cause(event.number(), REPLAY, event.cause().hops());
                kept = bus.publish(
                        Event.of(event.tag(), event.data(), event.origin()).causedBy(cause));
                one.put("fired", true);
            }
            all.add(one);
        }
        kept.toCompletableFuture().join();
        return all;
    }

    private static Map<String, Object> named(Event event) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("event", event.number());
        one.put("tag", event.tag());
        return one;
    }

    private static PastEvents.Selection selection(
            String tag, Object where, long start, @Nullable Object from, @Nullable Object to) {
        return new PastEvents.Selection(tag, where, from == null && start > 0 ? Long.valueOf(start) : from, to);
    }

    private static List<Long> numbers(Object ids) {
        List<Long> numbers = new ArrayList<>();
        List<?> items =
                ids instanceof List<?> list ? list : List.of(String.valueOf(ids).split("[,\\s]+"));
        for (Object item : items) {
            try {
                numbers.add(Long.valueOf(String.valueOf(item)));
            } catch (NumberFormatException e) {
                throw new FunctionError("ids: '" + item + "' is no event number");
            }
        }
        return numbers;
    }

    private static List<Object> shown(List<Event> events) {
        List<Object> all = new ArrayList<>();
        events.forEach(event -> all.add(shown(event)));
        return all;
    }

    static Map<String, Object> shown(Event event) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("number", event.number());
        one.put("tag", event.tag());
        one.put("data", event.data());
        Map<String, Object> known = event.provenance();
        known.remove("_number");
        one.putAll(known);
        return one;
    }

    private PastEvents past() {
        if (bus.journal() instanceof SqliteEventJournal journal) {
            return new PastEvents(journal, clock);
        }
        throw new FunctionError("there is no journal; set event_journal: True");
    }
}
