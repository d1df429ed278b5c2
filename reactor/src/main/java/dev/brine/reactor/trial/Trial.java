package dev.brine.reactor.trial;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.config.RawConfig;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.SqliteEventJournal;
import dev.brine.reactor.flow.Reactor;
import dev.brine.reactor.flow.ReactorSettings;
import dev.brine.reactor.policy.Policy;
import dev.brine.reactor.reaction.CallResolver;
import dev.brine.reactor.reaction.Dispatcher;
import dev.brine.reactor.reaction.Reaction;
import dev.brine.reactor.record.Held;
import dev.brine.reactor.record.ReactionLog;
import dev.brine.reactor.record.SqliteReactionLog;
import dev.brine.reactor.rule.RuleSet;
import dev.brine.reactor.sls.ReactionCompiler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plays a story to a reactor of its own, with a journal in a directory that is removed afterwards. One thread.
 *
 * <p>Whatever waits for its time has its turn in order: the clock is moved to each such time and stays until nothing is left to do.
 */
public final class Trial implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_TURNS = 20_000;

    private final Path directory;
    private final TrialClock clock;
    private final EventBus bus;
    private final MadeUpHost host;
    private final SqliteReactionLog records;
    private final Reactor reactor;
    private final List<Object> calls = new ArrayList<>();
    private long told;
    private List<Held> heldBefore = List.of();

    /**
     * What is tried.
     *
     * @param options how the reactor works
     * @param minions who is there at first
     */
    public record Rules(
            RuleSet rules,
            List<Policy> policies,
            ReactionCompiler compiler,
            CallResolver resolver,
            RawConfig options,
            List<String> minions) {}

    /**
     * What came of a step.
     *
     * @param calls that went out since the step before, in order: {@code type, fun, tgt, arg, kwarg, ...}
     * @param problems why there are fewer
     * @param held what policies held back, for people
     */
    public record Found(List<Object> calls, List<Object> problems, List<Object> held) {}

    /** Begins, at the story's time. */
    public Trial(Rules tried, Instant begin) {
        clock = new TrialClock(begin);
        try {
            directory = Files.createTempDirectory("reactor-test");
        } catch (IOException e) {
            throw new UncheckedIOException("a directory for the test cannot be made", e);
        }
        SqliteEventJournal journal = SqliteEventJournal.open(directory.resolve("events.db"), clock);
        bus = new EventBus(clock, journal);
        host = new MadeUpHost(bus, clock, tried.minions());
        records = SqliteReactionLog.open(journal.file());
        Supplier<RuleSet> rules = tried::rules;
        reactor = new Reactor(
                new Reactor.Parts(
                        bus,
                        clock,
                        rules,
                        tried::policies,
                        tried.compiler(),
                        tried.resolver(),
                        Dispatcher.ofMaster(host, host, host, new Invoker(host), "root")
                                .telling(this::called),
                        host,
                        records),
                ReactorSettings.of(tried.options()));
        reactor.start();
        settle();
    }

    private void called(Reaction reaction) {
        Map<String, @Nullable Object> call = new LinkedHashMap<>(reaction.describe());
        if (reaction instanceof Reaction.Local local && local.tgt() != null) {
            call.put("minions", host.meant(Objects.requireNonNull(local.tgt()), local.tgtType()));
        }
        synchronized (calls) {
            calls.add(call);
        }
    }

    /** Lets time pass until the step, and what it says happen. */
    public Found play(Story.Step step) {
        pass(step.at().toEpochMilli());
        host.change(step.world());
        Event event = step.event();
        if (event != null) {
            bus.publish(event);
        }
        pass(step.at().toEpochMilli());
        return found();
    }

    private void pass(long until) {
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            settle();
            if (host.happen()) {
                continue;
            }
            long next = Math.min(reactor.nextDue(), host.next());
            if (next > until) {
                clock.set(Instant.ofEpochMilli(Math.max(until, clock.millis())));
                return;
            }
            clock.set(Instant.ofEpochMilli(Math.max(next, clock.millis())));
            reactor.clockMoved();
        }
        throw new FunctionError("the rules do not come to rest: reactions answer each other without end");
    }

    private void settle() {
        try {
            if (!reactor.settle(PATIENCE)) {
                throw new FunctionError("the reactor is still busy after " + PATIENCE.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FunctionError("interrupted");
        }
    }

    private Found found() {
        List<Object> problems = new ArrayList<>();
        long newest = told;
        for (ReactionLog.Firing firing : records.upToDate().firings("WHERE event > ? ORDER BY event", told)) {
            newest = Math.max(newest, firing.event());
            if (!firing.problem().isEmpty()) {
                problems.addAll(List.of(firing.problem().split("\n")));
            }
        }
        told = newest;
        List<Held> now = reactor.counters().held();
        List<Object> held = now.stream()
                .filter(one -> !heldBefore.contains(one))
                .<Object>map(one -> "rule '" + one.rule() + "': policy '" + one.policy() + "': " + one.reason())
                .toList();
        heldBefore = now;
        synchronized (calls) {
            Found found = new Found(List.copyOf(calls), problems, held);
            calls.clear();
            return found;
        }
    }

    /** Windows that are still open. */
    public List<Object> windows() {
        return reactor.windows();
    }

    @Override
    public void close() {
        reactor.close();
        bus.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " could not be removed", e);
        }
    }
}
