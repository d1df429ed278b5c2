package dev.brine.cli.remote;

import dev.brine.engine.client.BatchPlan;
import dev.brine.engine.client.JobCollector;
import dev.brine.engine.client.JobRequest;
import dev.brine.engine.client.Published;
import dev.brine.engine.config.ConfigLoader;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.event.Cause;
import dev.brine.engine.sdb.SdbOptions;
import dev.brine.engine.target.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The master on this host, ours or a stock one, as a function of a minion uses it: each call opens its own doors and blocks.
 *
 * @param config the directory in which the master's configuration lies; without a file there all options have their defaults
 * @param user the account that asks: its key file is the proof
 */
record MasterHost(Path config, String user) {

    private static final Duration RUNNERS = Duration.ofDays(1);
    private static final Duration WHEEL = Duration.ofMinutes(5);

    /** A function for minions. */
    record Command(Target target, String fun, List<Object> arg, String ret, Map<String, Object> extra) {
        Command to(Target other) {
            return new Command(other, fun, arg, ret, extra);
        }
    }

    /** An open door, and what comes out of it. */
    private record Opened(MasterDoor door, JobSource events) implements AutoCloseable {
        @Override
        public void close() {
            events.close();
            door.close();
        }
    }

    private Opened open() {
        MasterConfig master = MasterConfig.of(SdbOptions.applied(ConfigLoader.load(config, "master")));
        MasterDoor door = MasterDoor.open(master, user);
        try {
            return new Opened(
                    door, JobSource.open(door, tag -> tag.startsWith("salt/job/") || tag.startsWith("salt/run/")));
        } catch (MasterUnreachable e) {
            door.close();
            throw e;
        }
    }

    /**
     * Runs a function on minions.
     *
     * @param timeout seconds; 0 for what is configured
     * @param onReturn is given the event data of each return as it comes
     * @throws MasterUnreachable when there is no master, or it says no
     */
    void run(Command command, long timeout, Consumer<Map<String, Object>> onReturn) throws InterruptedException {
        try (Opened master = open()) {
            job(master, command, timeout, onReturn);
        }
    }

    /** As {@link #run}, on {@code subset} of the minions that answer a ping, taken at random. */
    void runOnSome(Command command, int subset, long timeout, Consumer<Map<String, Object>> onReturn)
            throws InterruptedException {
        try (Opened master = open()) {
            List<String> ids = new ArrayList<>(alive(master, command.target(), timeout));
            java.util.Collections.shuffle(ids);
            if (!ids.isEmpty()) {
                List<String> some = ids.subList(0, Math.min(subset, ids.size()));
                job(master, command.to(Target.list(some)), timeout, onReturn);
            }
        }
    }

    /**
     * As {@link #run}, on so many minions at a time.
     *
     * @return false when {@code batch} is neither a number nor a percentage
     */
    boolean runInBatches(Command command, String batch, long timeout, Consumer<Map<String, Object>> onReturn)
            throws InterruptedException {
        try (Opened master = open()) {
            TreeSet<String> ids = alive(master, command.target(), timeout);
            var size = BatchPlan.size(batch, Math.max(1, ids.size()));
            if (size.isEmpty()) {
                return false;
            }
            BatchPlan plan = new BatchPlan(size.getAsInt(), ids);
            for (List<String> next = plan.next(); !next.isEmpty(); next = plan.next()) {
                job(master, command.to(Target.list(next)), timeout, onReturn);
                next.forEach(done -> plan.ended());
            }
            return true;
        }
    }

    private TreeSet<String> alive(Opened master, Target target, long timeout) throws InterruptedException {
        TreeSet<String> ids = new TreeSet<>();
        job(
                master,
                new Command(target, "test.ping", List.of(), "", Map.of()),
                timeout,
                ret -> ids.add(String.valueOf(ret.get("id"))));
        return ids;
    }

    private void job(Opened master, Command command, long seconds, Consumer<Map<String, Object>> onReturn)
            throws InterruptedException {
        MasterConfig.Jobs jobs = master.door().config().jobs();
        Duration timeout = seconds > 0 ? Duration.ofSeconds(seconds) : jobs.timeout();
        RemotePublisher publisher = new RemotePublisher(
                master.door(), timeout.compareTo(Duration.ofSeconds(5)) > 0 ? timeout : Duration.ofSeconds(5));
        Published published = publisher.publish(request(command));
        if (published instanceof Published.Refused refused) {
            throw new MasterUnreachable(refused.message().isEmpty() ? refused.error() : refused.message());
        }
        if (published instanceof Published.Sent sent) {
            new JobCollector(
                            master.events(),
                            (jid, minions) -> findJob(publisher, jid, minions),
                            timeout,
                            jobs.gatherTimeout(),
                            System::nanoTime)
                    .collect(sent.jid(), sent.minions(), onReturn);
        }
    }

    private Optional<String> findJob(RemotePublisher publisher, String jid, List<String> minions) {
        Command find = new Command(Target.list(minions), "saltutil.find_job", List.of(jid), "", Map.of());
        return publisher.publish(request(find)) instanceof Published.Sent sent
                ? Optional.of(sent.jid())
                : Optional.empty();
    }

    private JobRequest request(Command command) {
        return new JobRequest(
                command.target(), command.fun(), command.arg(), command.ret(), "", user, command.extra(), Cause.NONE);
    }

    /** Runs a runner function; the data of its return event. */
    Map<String, Object> runner(String fun, List<Object> args, Map<String, Object> kwargs) throws InterruptedException {
        try (Opened master = open()) {
            RunnerCall call = RunnerCall.start(master.door(), fun, args, kwargs);
            if (call.jid().isEmpty()) {
                throw new MasterUnreachable(call.error());
            }
            return call.await(master.events(), RUNNERS)
                    .orElseThrow(() -> new MasterUnreachable("the runner " + fun + " (" + call.jid()
                            + ") has not ended within a day; it may still run on the master"));
        }
    }

    /** Runs a wheel function; the data of its return event. */
    Map<String, Object> wheel(String fun, List<Object> args, Map<String, Object> kwargs) throws InterruptedException {
        try (Opened master = open()) {
            Map<String, Object> load = new LinkedHashMap<>();
            load.put("cmd", "wheel");
            load.put("fun", fun);
            load.put("arg", args);
            load.put("kwarg", kwargs);
            master.door().sign(load);
            Map<String, Object> reply = master.door().ask(load, WHEEL);
            if (reply.get("error") != null) {
                throw new MasterUnreachable(
                        reply.get("error") instanceof Map<?, ?> error
                                ? String.valueOf(error.get("message"))
                                : String.valueOf(reply.get("error")));
            }
            return reply.get("data") instanceof Map<?, ?> data
                    ? dev.brine.engine.data.Data.asMap("reply to wheel", data)
                    : reply;
        }
    }
}
