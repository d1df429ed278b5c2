package dev.brine.reactor.runner;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.Glob;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.SqliteEventJournal;
import dev.brine.reactor.explain.Explainer;
import dev.brine.reactor.explain.Workshop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Functions that read the event journal. */
@Module("events")
public final class EventsRunner {
    private static final int PAGE = 1_000;

    private final EventBus bus;
    private final Workshop shop;

    public EventsRunner(EventBus bus, Workshop shop) {
        this.bus = bus;
        this.shop = shop;
    }

    @Fn(name = "list", doc = """
                    List events of the journal, oldest first

                    tag: glob over the whole tag
                    where: only events whose data have these values, as dotted.path=value
                    start: number of the first
                    limit: at most so many

                    CLI Example:

                        salt-run events.list 'salt/auth' where=act=pend
                    """)
    public List<Object> listAll(
            @Arg(dflt = "'*'") String tag,
            @Arg(dflt = "''") String where,
            @Arg(dflt = "0") long start,
            @Arg(dflt = "100") long limit) {
        List<Object> all = new ArrayList<>();
        for (Event event : find(tag, where, start, limit)) {
            all.add(shown(event));
        }
        return all;
    }

    @Fn(doc = """
                    List the newest events

                    CLI Example:

                        salt-run events.tail 20 where=id=web1
                    """)
    public List<Object> tail(@Arg(dflt = "20") long count, @Arg(dflt = "''") String where) {
        SqliteEventJournal journal = journal();
        journal.file().write(session -> true).join();
        List<Object> found = new ArrayList<>();
        for (Event event : journal.newest((int) Math.min(count * 20, 20_000))) {
            if (matches(event, where)) {
                found.add(0, shown(event));
                if (found.size() == count) {
                    break;
                }
            }
        }
        return found;
    }

    @Fn(doc = """
                    Show one event

                    CLI Example:

                        salt-run events.show 4711
                    """)
    public Map<String, Object> show(long number) {
        return shown(journal()
                .event(number)
                .orElseThrow(() -> new FunctionError("event " + number + " is not in the journal")));
    }

    @Fn(doc = """
                    Tell what the rules as they are now would do about past events, or fire these again

                    dry: False fires each event again, under a new number

                    CLI Example:

                        salt-run events.replay 'salt/auth' start=1 limit=10
                    """)
    public List<Object> replay(
            @Arg(dflt = "'*'") String tag,
            @Arg(dflt = "''") String where,
            @Arg(dflt = "0") long start,
            @Arg(dflt = "100") long limit,
            @Arg(dflt = "True") boolean dry) {
        Explainer explainer = new Explainer(shop);
        List<Object> all = new ArrayList<>();
        for (Event event : find(tag, where, start, limit)) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("event", event.number());
            one.put("tag", event.tag());
            if (dry) {
                Map<String, Object> would = explainer.explain(event);
                one.put("calls", Objects.requireNonNull(would.get("calls")));
                one.put("problems", Objects.requireNonNull(would.get("problems")));
            } else {
                bus.publish(Event.of(event.tag(), event.data(), event.origin()));
                one.put("fired", true);
            }
            all.add(one);
        }
        return all;
    }

    private List<Event> find(String tag, String where, long start, long limit) {
        SqliteEventJournal journal = journal();
        journal.file().write(session -> true).join();
        Glob glob = Glob.of(tag);
        List<Event> found = new ArrayList<>();
        long from = start;
        while (true) {
            List<Event> page = journal.from(from, PAGE);
            for (Event event : page) {
                if (glob.test(event.tag()) && matches(event, where)) {
                    found.add(event);
                    if (found.size() == limit) {
                        return found;
                    }
                }
            }
            if (page.size() < PAGE) {
                return found;
            }
            from = page.get(page.size() - 1).number() + 1;
        }
    }

    /** Conditions as {@code a.b=value, c=value}; all must hold. */
    private static boolean matches(Event event, String where) {
        for (String condition : where.split(",")) {
            if (condition.isBlank()) {
                continue;
            }
            int equals = condition.indexOf('=');
            if (equals < 0) {
                throw new FunctionError("where: expected path=value, found '" + condition + "'");
            }
            Object value = event.data();
            for (String key : condition.substring(0, equals).strip().split("\\.")) {
                value = value instanceof Map<?, ?> map ? map.get(key) : null;
            }
            if (!condition.substring(equals + 1).strip().equalsIgnoreCase(String.valueOf(value))) {
                return false;
            }
        }
        return true;
    }

    static Map<String, Object> shown(Event event) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("number", event.number());
        one.put("tag", event.tag());
        one.put("data", event.data());
        Map<String, Object> origin = new LinkedHashMap<>();
        origin.put("kind", event.origin().kind().name().toLowerCase(Locale.ROOT));
        origin.put("id", event.origin().id());
        one.put("_origin", origin);
        if (event.cause().event() > 0) {
            Map<String, Object> cause = new LinkedHashMap<>();
            cause.put("event", event.cause().event());
            cause.put("rule", event.cause().rule());
            cause.put("hops", (long) event.cause().hops());
            one.put("_cause", cause);
        }
        return one;
    }

    private SqliteEventJournal journal() {
        if (bus.journal() instanceof SqliteEventJournal journal) {
            return journal;
        }
        throw new FunctionError("there is no journal; set event_journal: True");
    }
}
