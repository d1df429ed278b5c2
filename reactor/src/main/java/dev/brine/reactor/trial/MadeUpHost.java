package dev.brine.reactor.trial;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Function;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.call.Parameter;
import dev.brine.engine.client.JobProgress;
import dev.brine.engine.client.JobPublisher;
import dev.brine.engine.client.JobRequest;
import dev.brine.engine.client.MasterCalls;
import dev.brine.engine.client.Published;
import dev.brine.engine.event.Cause;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.Origin;
import dev.brine.engine.event.Tags;
import dev.brine.engine.target.Expected;
import dev.brine.engine.target.Facts;
import dev.brine.engine.target.TargetCompiler;
import dev.brine.engine.target.TargetException;
import dev.brine.reactor.reaction.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Minions that return, and functions that end, when and how the story says.
 *
 * <p>What is to happen later waits until {@link #happen} is called with its time. Any thread.
 */
final class MadeUpHost implements JobPublisher, MasterCalls, FunctionTable {
    private final EventBus bus;
    private final TrialClock clock;
    private final PriorityQueue<Later> later = new PriorityQueue<>();
    private final Map<String, Map<String, Boolean>> returned = new HashMap<>();
    private final Map<String, List<String>> expected = new HashMap<>();
    private final Map<String, Set<String>> running = new HashMap<>();
    private List<String> minions;
    private Map<String, Duration> takes = Map.of();
    private Map<String, Story.Failure> fails = Map.of();
    private long count;

    private record Later(long at, long order, Runnable what) implements Comparable<Later> {
        @Override
        public int compareTo(Later other) {
            return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
        }
    }

    /** @param minions who is there until the story says otherwise */
    MadeUpHost(EventBus bus, TrialClock clock, List<String> minions) {
        this.bus = bus;
        this.clock = clock;
        this.minions = minions;
    }

    synchronized void change(Story.World world) {
        minions = world.minions() == null ? minions : world.minions();
        takes = world.takes() == null ? takes : world.takes();
        fails = world.fails() == null ? fails : world.fails();
    }

    /** When something happens next; {@code Long.MAX_VALUE} when nothing will. */
    synchronized long next() {
        Later first = later.peek();
        return first == null ? Long.MAX_VALUE : first.at;
    }

    /** Lets one thing happen that is due; false when none is. */
    boolean happen() {
        Later first;
        synchronized (this) {
            if (next() > clock.millis()) {
                return false;
            }
            first = later.remove();
        }
        first.what.run();
        return true;
    }

    private void after(Duration time, Runnable what) {
        later.add(new Later(clock.millis() + time.toMillis(), count++, what));
    }

    @Override
    public synchronized String jid() {
        return String.format("20260105120000%06d", ++count);
    }

    @Override
    public synchronized boolean began(String jid) {
        return expected.containsKey(jid);
    }

    @Override
    public synchronized Optional<JobProgress> progress(String jid) {
        return Optional.ofNullable(expected.get(jid))
                .map(ids -> new JobProgress(ids, Map.copyOf(returned.getOrDefault(jid, Map.of()))));
    }

    /** Who a target means; what needs grains or pillar means everybody. */
    synchronized List<String> meant(Object tgt, String type) {
        return dev.brine.engine.target.TargetType.of(type)
                .map(known -> meant(new dev.brine.engine.target.Target(tgt, known, ":")))
                .orElse(List.of());
    }

    private List<String> meant(dev.brine.engine.target.Target target) {
        return switch (target.type()) {
            case GLOB, LIST, PCRE -> {
                try {
                    yield List.copyOf(Expected.of(new TargetCompiler(Map.of()), target, minions, Facts::unknown)
                            .minions());
                } catch (TargetException e) {
                    yield List.of();
                }
            }
            default -> minions;
        };
    }

    @Override
    public synchronized Published publish(JobRequest request) {
        String fun = String.valueOf(request.fun());
        if (fun.equals("saltutil.find_job")) {
            return asked(request);
        }
        Story.Failure failure = fails.get(fun);
        if (failure != null && failure.how() == Fault.REFUSED) {
            return new Published.Refused("SaltReqError", "refused, as the test says");
        }
        List<String> reached = failure != null && failure.how() == Fault.NO_MATCH ? List.of() : meant(request.target());
        if (reached.isEmpty()) {
            return new Published.NobodyMatched("No minions matched the target; there are "
                    + (minions.isEmpty() ? "none" : String.join(", ", minions)));
        }
        String jid = request.jid().isEmpty() ? jid() : request.jid();
        expected.put(jid, reached);
        running.put(jid, new TreeSet<>(reached));
        for (String minion : reached) {
            Fault how = failure != null
                            && (failure.minions().isEmpty() || failure.minions().contains(minion))
                    ? failure.how()
                    : null;
            if (how == Fault.NO_RETURN) {
                running.getOrDefault(jid, Set.of()).remove(minion);
            } else if (how != Fault.TIMEOUT) {
                after(takes.getOrDefault(fun, Duration.ZERO), () -> returns(jid, minion, request, how == null));
            }
        }
        return new Published.Sent(jid, reached, List.of());
    }

    private void returns(String jid, String minion, JobRequest request, boolean well) {
        synchronized (this) {
            running.getOrDefault(jid, Set.of()).remove(minion);
            returned.computeIfAbsent(jid, j -> new LinkedHashMap<>()).put(minion, well);
        }
        bus.publish(returned(jid, minion, String.valueOf(request.fun()), request.arg(), true, well));
    }

    private static Event returned(
            String jid, String minion, String fun, List<Object> args, Object value, boolean well) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", minion);
        data.put("jid", jid);
        data.put("cmd", "_return");
        data.put("fun", fun);
        data.put("fun_args", args);
        data.put("return", value);
        data.put("retcode", well ? 0L : 1L);
        data.put("success", well);
        return Event.of(Tags.jobReturn(jid, minion), data, Origin.minion(minion));
    }

    /** Minions say whether they are still at a job. */
    private Published asked(JobRequest request) {
        String of = String.valueOf(request.arg().get(0));
        List<String> asked = meant(request.target());
        for (String minion : asked) {
            after(Duration.ZERO, () -> {
                boolean runs;
                synchronized (this) {
                    runs = running.getOrDefault(of, Set.of()).contains(minion);
                }
                Object answer = runs ? Map.of("jid", of) : Map.of();
                bus.publish(returned(request.jid(), minion, "saltutil.find_job", request.arg(), answer, true));
            });
        }
        return new Published.Sent(request.jid(), asked, List.of());
    }

    @Override
    public synchronized Started start(
            String fun, List<Object> args, Map<String, Object> kwargs, String user, Cause cause) {
        String jid = jid();
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Story.Failure failure = fails.get(fun);
        if (failure == null || failure.how() != Fault.TIMEOUT) {
            Outcome end = failure == null
                    ? new Outcome.Returned(true, 0, null)
                    : new Outcome.Returned("failed, as the test says", 1, null);
            after(takes.getOrDefault(fun, Duration.ZERO), () -> outcome.complete(end));
        }
        return new Started(jid, "", outcome);
    }

    @Override
    public Optional<Function> find(String name) {
        return Optional.of(new OwnFunction(name));
    }

    @Override
    public SortedSet<String> names() {
        return new TreeSet<>();
    }

    @Override
    public Set<String> modules() {
        return Set.of();
    }

    /** What {@code caller} reactions run. */
    private final class OwnFunction implements Function {
        private final String name;

        private OwnFunction(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String doc() {
            return "";
        }

        @Override
        public List<Parameter> parameters() {
            return new ArrayList<>();
        }

        @Override
        public @Nullable Object call(List<Object> args, Map<String, Object> kwargs, Call call) {
            synchronized (MadeUpHost.this) {
                if (fails.containsKey(name)) {
                    throw new FunctionError("failed, as the test says");
                }
            }
            return true;
        }
    }
}
