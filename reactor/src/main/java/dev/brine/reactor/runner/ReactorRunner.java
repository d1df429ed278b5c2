package dev.brine.reactor.runner;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.SqliteEventJournal;
import dev.brine.engine.event.Tags;
import dev.brine.reactor.flow.Reactor;
import dev.brine.reactor.record.ReactionLog;
import dev.brine.reactor.record.ReactionRecord;
import dev.brine.reactor.record.RecordReader;
import dev.brine.reactor.record.SqliteReactionLog;
import dev.brine.reactor.record.Try;
import dev.brine.reactor.rule.Problem;
import dev.brine.reactor.rule.RuleBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions of the running reactor. Salt 3006: runners/reactor.py for the first five. */
@Module("reactor")
public final class ReactorRunner {
    private final RuleBook book;
    private final Reactor reactor;
    private final EventBus bus;
    private final @Nullable SqliteReactionLog records;

    /** @param records null when there is no journal */
    public ReactorRunner(RuleBook book, Reactor reactor, EventBus bus, @Nullable SqliteReactionLog records) {
        this.book = book;
        this.reactor = reactor;
        this.bus = bus;
        this.records = records;
    }

    @Fn(name = "list", doc = """
                    List currently configured reactors

                    CLI Example:

                        salt-run reactor.list
                    """)
    public List<Object> listAll() {
        List<Object> rules = book.list();
        fire("list-results", Map.of("reactors", rules));
        return rules;
    }

    @Fn(doc = """
                    Add a new reactor; it stays over restarts

                    CLI Example:

                        salt-run reactor.add 'salt/cloud/*/destroyed' reactors='/srv/reactor/destroy/*.sls'
                    """)
    public Map<String, Object> add(
            String event, Object reactors, @Arg(dflt = "'base'") String saltenv, @Arg(dflt = "None") Object test) {
        List<String> files = reactors instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(reactors));
        return managed("add-complete", answer(book.add(event, files), "Reactor added.", "Reactor already exists."));
    }

    @Fn(doc = """
                    Delete a reactor; it stays away over restarts

                    CLI Example:

                        salt-run reactor.delete 'salt/cloud/*/destroyed'
                    """)
    public Map<String, Object> delete(
            String event, @Arg(dflt = "'base'") String saltenv, @Arg(dflt = "None") Object test) {
        return managed("delete-complete", answer(book.delete(event), "Reactor deleted.", "Reactor does not exists."));
    }

    private static Map<String, Object> answer(boolean status, String yes, String no) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", status);
        answer.put("comment", status ? yes : no);
        return answer;
    }

    private Map<String, Object> managed(String what, Map<String, Object> result) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("reactors", book.list());
        data.put("result", result);
        fire(what, data);
        return result;
    }

    private void fire(String what, Map<String, Object> data) {
        bus.publish(Tags.REACTORS_MANAGE + what, data);
    }

    @Fn(doc = """
                    Return whether the running reactor is acting as a leader (responding to events)

                    CLI Example:

                        salt-run reactor.is_leader
                    """)
    public boolean isLeader() {
        fire("leader/value", Map.of("result", reactor.isLeader()));
        return reactor.isLeader();
    }

    @Fn(doc = """
                    Set the current reactor to act as a leader (responding to events)

                    CLI Example:

                        salt-run reactor.set_leader True
                    """)
    public boolean setLeader(@Arg(dflt = "True") boolean value) {
        reactor.setLeader(value);
        return isLeader();
    }

    @Fn(doc = """
                    Switch the rules of a tag on again

                    rule: their left side, as reactor.list shows it

                    CLI Example:

                        salt-run reactor.enable 'salt/minion/*/start'
                    """)
    public Map<String, Object> enable(String rule) {
        return switched(rule, RuleBook.Switch.ON);
    }

    @Fn(doc = """
                    Switch the rules of a tag off, also over restarts

                    rule: their left side, as reactor.list shows it

                    CLI Example:

                        salt-run reactor.disable 'salt/minion/*/start'
                    """)
    public Map<String, Object> disable(String rule) {
        return switched(rule, RuleBook.Switch.OFF);
    }

    private Map<String, Object> switched(String rule, RuleBook.Switch to) {
        boolean known = book.disabled().contains(rule)
                || book.current().rules().stream()
                        .anyMatch(r -> r.pattern().text().equals(rule));
        if (!known) {
            throw new FunctionError("there is no rule '" + rule + "'; salt-run reactor.list shows all");
        }
        book.enabled(rule, to);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("rule", rule);
        result.put("enabled", to == RuleBook.Switch.ON);
        result.put("disabled", book.disabled());
        return result;
    }

    @Fn(doc = """
                    Read the rules again; the old ones stay when the new cannot be used

                    CLI Example:

                        salt-run reactor.reload
                    """)
    public Map<String, Object> reload() {
        List<Problem> problems = book.reload();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("rules", (long) book.current().rules().size());
        result.put("problems", problems.stream().map(Problem::toString).toList());
        return result;
    }

    @Fn(doc = """
                    Show how much the reactor did and how much it has before it

                    CLI Example:

                        salt-run reactor.stats
                    """)
    public Map<String, Object> stats() {
        Map<String, Object> stats = new LinkedHashMap<>();
        stats.put("events", reactor.counters().events());
        stats.put("events_waiting", (long) reactor.waiting());
        stats.put("calls_waiting", (long) reactor.calls());
        stats.put("lag", reactor.lag());
        stats.put("refused", reactor.refused());
        Map<String, Object> rules = reactor.counters().byRule();
        stats.put("rules", rules);
        stats.put(
                "never_matched",
                book.current().rules().stream()
                        .map(r -> r.pattern().text())
                        .filter(tag -> !rules.containsKey(tag))
                        .toList());
        stats.put("reactions", records == null ? Map.of() : records.read().counts());
        return stats;
    }

    @Fn(doc = """
                    Show what the reactor waits with or for: open windows of coalesce, join and absent, and running batches

                    rule: only of this rule

                    CLI Example:

                        salt-run reactor.windows
                    """)
    public List<Object> windows(@Arg(dflt = "''") String rule) {
        return reactor.windows().stream()
                .filter(window -> rule.isEmpty() || (window instanceof Map<?, ?> map && rule.equals(map.get("rule"))))
                .toList();
    }

    @Fn(doc = """
                    Show which events were answered lately, and how

                    rule: only of this rule
                    limit: at most so many

                    CLI Example:

                        salt-run reactor.firings rule='salt/auth'
                    """)
    public List<Object> firings(@Arg(dflt = "''") String rule, @Arg(dflt = "50") long limit) {
        List<Object> all = new ArrayList<>();
        for (ReactionLog.Firing firing : records().firings("ORDER BY event DESC LIMIT ?", limit)) {
            if (!rule.isEmpty() && !firing.rules().contains(rule)) {
                continue;
            }
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("event", firing.event());
            one.put("tag", firing.tag());
            one.put("time", Instant.ofEpochMilli(firing.at()).toString());
            one.put("rules", firing.rules());
            one.put("problem", firing.problem());
            one.put("reactions", shown(records().find("WHERE event = ? ORDER BY num", firing.event())));
            all.add(one);
        }
        return all;
    }

    @Fn(doc = """
                    Show what an event or a job came from and what came of it

                    what: the number of an event, or a job id

                    CLI Example:

                        salt-run reactor.trace 4711
                    """)
    public Map<String, Object> trace(Object what) {
        String text = String.valueOf(what);
        List<ReactionRecord> byJob = records().find("WHERE jid = ? ORDER BY num", text);
        long event = byJob.isEmpty() && what instanceof Long number
                ? number
                : byJob.stream().findFirst().map(ReactionRecord::event).orElse(0L);
        if (event == 0) {
            throw new FunctionError("no reaction has the job id " + text);
        }
        SqliteEventJournal journal = journal();
        Map<String, Object> tree = new LinkedHashMap<>();
        Event root = journal.event(event)
                .orElseThrow(() -> new FunctionError("event " + event + " is not in the journal any more"));
        if (root.cause().event() > 0) {
            tree.put(
                    "caused_by",
                    Map.of("event", root.cause().event(), "rule", root.cause().rule()));
        }
        tree.put("event", EventsRunner.shown(root));
        List<Object> reactions = new ArrayList<>();
        for (ReactionRecord record : records().find("WHERE event = ? ORDER BY num", event)) {
            Map<String, Object> one = record.shown();
            List<Try> tries = records().tries(record.number());
            if (!tries.isEmpty()) {
                one.put("each_try", tries.stream().map(Try::shown).toList());
            }
            one.put(
                    "events",
                    journal.following(event, record.rule(), record.jid(), 200).stream()
                            .map(e -> e.number() + " " + e.tag())
                            .toList());
            reactions.add(one);
        }
        tree.put("reactions", reactions);
        return tree;
    }

    @Fn(doc = """
                    Show reactions that failed and are not tried again

                    CLI Example:

                        salt-run reactor.dead
                    """)
    public List<Object> dead(@Arg(dflt = "100") long limit) {
        return shown(records().find("WHERE state = 'DEAD' ORDER BY num DESC LIMIT ?", limit));
    }

    @Fn(doc = """
                    Try dead reactions again

                    number: one of reactor.dead; all of them when it is left out

                    CLI Example:

                        salt-run reactor.redrive 17
                    """)
    public List<Object> redrive(@Arg(dflt = "0") long number) {
        List<ReactionRecord> dead = number == 0
                ? records().find("WHERE state = 'DEAD' ORDER BY num")
                : records().find("WHERE state = 'DEAD' AND num = ?", number);
        reactor.redrive(dead);
        return shown(dead);
    }

    private static List<Object> shown(List<ReactionRecord> records) {
        List<Object> all = new ArrayList<>();
        records.forEach(record -> all.add(record.shown()));
        return all;
    }

    private RecordReader records() {
        if (records == null) {
            throw new FunctionError("there is no journal; set event_journal: True");
        }
        return records.upToDate();
    }

    private SqliteEventJournal journal() {
        if (bus.journal() instanceof SqliteEventJournal journal) {
            return journal;
        }
        throw new FunctionError("there is no journal; set event_journal: True");
    }
}
