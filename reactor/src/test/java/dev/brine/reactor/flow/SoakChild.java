package dev.brine.reactor.flow;

import dev.brine.engine.client.JobRequest;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * The process that the soak test kills.
 *
 * <p>It fires events and says on its output which are acknowledged. What is done goes to the file {@code effects}, one write a line: a mark, or a
 * job's id and its minions. Jobs of an earlier process are known from there, and their minions have returned.
 */
final class SoakChild {
    private static final int IN_FLIGHT = 500;
    /** How far events may be ahead of reactions, so that processes are killed while they do everything; four of five events set a mark. */
    private static final int AHEAD = 2_000;

    private SoakChild() {}

    /** Starts one; it fires {@code events} and ends when all is done, or fires until it is killed when that is zero. */
    static Process start(Path directory, int round, int events) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        SoakChild.class.getName(),
                        directory.toString(),
                        String.valueOf(round),
                        String.valueOf(events))
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("child.log").toFile()))
                .start();
    }

    /** Whole lines of what was done. */
    static List<String> effects(Path directory) throws IOException {
        Path effects = directory.resolve("effects");
        return Files.exists(effects) ? Files.readAllLines(effects) : List.of();
    }

    private static synchronized void did(Path directory, String what) {
        try {
            Files.writeString(
                    directory.resolve("effects"), what + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Bench bench(Path directory, LongAdder marks) throws IOException {
        Map<String, Object> rules = new LinkedHashMap<>();
        Map.of(
                        "a", "mark:\n  runner.mark.it:\n    - value: {{ data['n'] }}\n",
                        "t", "mark:\n  runner.mark.it:\n    - value: {{ data['n'] }}\n",
                        "c", "apply_{{ data['n'] }}:\n  local.state.apply:\n    - tgt: {{ data['n'] }}\n",
                        "s", """
                                1_first:
                                  runner.mark.it: [{value: "{{ data['n'] }}-1"}, {order: 1}]
                                2_job:
                                  local.test.step: [{tgt: m}, {order: 2}]
                                3_last:
                                  runner.mark.it: [{value: "{{ data['n'] }}-3"}, {order: 3}]
                                """)
                .forEach((name, text) -> {
                    try {
                        rules.put(
                                name + "/*",
                                Files.writeString(directory.resolve(name + ".sls"), text)
                                        .toString());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        List<Object> policies = List.of(
                Map.of("match", "t/*", "throttle", Map.of("once_within", "1d", "by", List.of("id"))),
                Map.of("match", "c/*", "coalesce", Map.of("window", "1s", "max", 200L)),
                Map.of("match", "s/*", "sequence", true));
        Fleet fleet = new Fleet();
        for (String line : effects(directory)) {
            String[] words = line.split(" ");
            if (words.length > 1) {
                List<String> minions = List.of(words[1].split(","));
                fleet.begin(words[0], minions);
                minions.forEach(minion -> fleet.returned(words[0], minion, true));
            }
        }
        fleet.onJob = (request, minions) -> {
            if (!request.fun().equals("saltutil.find_job")) {
                // the job of a step is told apart by its event, which its id stands for
                did(directory, request.jid() + " " + String.join(",", named(request, minions)));
            }
        };
        return new Bench(
                directory,
                rules.entrySet().stream()
                        .map(rule -> Map.of(rule.getKey(), rule.getValue()))
                        .toList(),
                Map.of("reactor_policy", policies),
                value -> {
                    did(directory, String.valueOf(value));
                    marks.increment();
                },
                Clock.systemUTC(),
                fleet);
    }

    private static List<String> named(JobRequest request, List<String> minions) {
        if (request.fun().equals("test.step")) {
            return List.of("step-" + request.jid());
        }
        // a job that was not merged has its minion as a glob
        return request.target().tgt() instanceof String id ? List.of(id) : minions;
    }

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        long round = Long.parseLong(args[1]);
        long events = Long.parseLong(args[2]);
        LongAdder marks = new LongAdder();
        Bench bench = bench(directory, marks);
        Thread minions = new Thread(() -> answer(bench), "minions");
        minions.setDaemon(true);
        minions.start();
        Semaphore flight = new Semaphore(IN_FLIGHT);
        for (long i = 0; events == 0 || i < events; i++) {
            while (i * 4 / 5 - marks.sum() > AHEAD) {
                LockSupport.parkNanos(1_000_000);
            }
            flight.acquire();
            String kind = i % 20 < 14 ? "a" : List.of("t", "c", "s").get((int) (i % 20 - 14) / 2);
            String id = kind.equals("t") ? "t" + i / 20 % 40 : "";
            String name = (id.isEmpty() ? kind : id) + "/" + round + "." + i;
            String n = kind.equals("t") ? name : name.replace("/", "");
            bench.bus
                    .publish(Event.of(kind + "/x", Map.of("n", n, "id", id.isEmpty() ? n : id), Origin.LOCAL))
                    .thenRun(() -> acknowledge(n))
                    .whenComplete((done, failure) -> flight.release());
        }
        while (!bench.reactor.awaitIdle(Bench.PATIENCE)
                || !bench.reactor.windows().isEmpty()) {
            System.err.println(bench.reactor.waiting() + " events and " + bench.reactor.calls() + " calls wait, "
                    + bench.reactor.lag());
        }
        System.err.println("idle");
        bench.close();
    }

    /** Minions return what jobs ask for; those of an earlier process did so before this one began. */
    private static void answer(Bench bench) {
        try {
            while (true) {
                JobRequest job = bench.job();
                if (job.fun().equals("test.step")) {
                    bench.answer(job, "m", 0);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static synchronized void acknowledge(String event) {
        System.out.println("ACK " + event);
        System.out.flush();
    }
}
