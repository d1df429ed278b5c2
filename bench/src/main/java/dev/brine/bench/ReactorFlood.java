package dev.brine.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a flood of events does to the reactor, and what many rules do.
 *
 * <p>{@code flood [events] [reaction ms] [senders]}: so many events at once for one rule with a slow reaction, while another rule's events
 * come 20 times a second. With senders, each waits until its event is on disk before it fires the next, as a minion's request does. {@code rules [events]}: events a second with 1 and with 5,000 rules, in turns. One JSON line a result.
 */
public final class ReactorFlood {
    private static final Duration LONG = Duration.ofMinutes(30);
    private static final int RATE = 20;
    private static final int IN_FLIGHT = 1_000;
    private static final int ROUNDS = 5;

    private ReactorFlood() {}

    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("flood");
        String what = args.length == 0 ? "flood" : args[0];
        switch (what) {
            case "flood" -> flood(directory, number(args, 1, 20_000), number(args, 2, 100), number(args, 3, 0));
            case "rules" -> rules(directory, number(args, 1, 10_000));
            default -> throw new IllegalArgumentException("flood or rules, not " + what);
        }
    }

    private static int number(String[] args, int index, int dflt) {
        return args.length > index ? Integer.parseInt(args[index]) : dflt;
    }

    private static List<Object> rule(Path directory, String name, String tag) throws IOException {
        Path sls = Files.writeString(
                directory.resolve(name + ".sls"), "mark:\n  runner.mark.it:\n    - value: {{ data['n'] }}\n");
        return List.of(Map.of(tag, sls.toString()));
    }

    /** Events of a rule at a steady rate, and how long each took to its reaction. */
    private static final class Probe implements AutoCloseable {
        private final ReactorRig rig;
        private final Thread thread = new Thread(this::run, "probe");
        private final Map<String, Long> fired = new ConcurrentHashMap<>();
        private final List<Long> micros = new ArrayList<>();
        private volatile boolean closed;
        private long number;

        Probe(ReactorRig rig) {
            this.rig = rig;
        }

        private void run() {
            long next = System.nanoTime();
            while (!closed) {
                String n = "f" + number++;
                fired.put(n, System.nanoTime());
                rig.bus.publish(Event.of("fast/x", Map.of("n", n), Origin.LOCAL));
                next += 1_000_000_000L / RATE;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }

        void came(String n) {
            Long at = fired.remove(n);
            if (at != null) {
                synchronized (micros) {
                    micros.add((System.nanoTime() - at) / 1_000);
                }
            }
        }

        /** Median and 99th of a hundred, milliseconds, since the last time; and how many. */
        String since() {
            synchronized (micros) {
                List<Long> sorted = micros.stream().sorted().toList();
                micros.clear();
                return sorted.isEmpty()
                        ? "{\"count\": 0}"
                        : String.format(
                                java.util.Locale.ROOT,
                                "{\"count\": %d, \"p50_ms\": %.2f, \"p99_ms\": %.2f}",
                                sorted.size(),
                                sorted.get(sorted.size() / 2) / 1_000.0,
                                sorted.get(sorted.size() * 99 / 100) / 1_000.0);
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static void fire(ReactorRig rig, int events, int senders) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        Runnable sender = () -> {
            for (int n = next.getAndIncrement(); n < events; n = next.getAndIncrement()) {
                CompletionStage<Void> kept = rig.bus.publish(Event.of("slow/x", Map.of("n", "s" + n), Origin.LOCAL));
                if (senders > 0) {
                    kept.toCompletableFuture().join();
                }
            }
        };
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Math.max(1, senders); i++) {
            Thread thread = new Thread(sender, "sender");
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void flood(Path directory, int events, int millis, int senders) throws Exception {
        Map<String, Integer> times = new ConcurrentSkipListMap<>();
        AtomicLong done = new AtomicLong();
        ProbeLater probe = new ProbeLater();
        List<Object> rules = new ArrayList<>(rule(directory, "slow", "slow/*"));
        rules.addAll(rule(directory, "fast", "fast/*"));
        try (ReactorRig rig = new ReactorRig(directory, rules, value -> {
            String n = String.valueOf(value);
            if (n.startsWith("f")) {
                probe.came(n);
                return;
            }
            LockSupport.parkNanos(millis * 1_000_000L);
            times.merge(n, 1, Integer::sum);
            done.incrementAndGet();
        })) {
            Probe measuring = new Probe(rig);
            probe.probe = measuring;
            measuring.thread.start();
            pause(5);
            measuring.since();
            pause(15);
            long quiet = heap();
            System.out.println(
                    "{\"when\": \"before\", \"heap_mb\": " + quiet + ", \"fast\": " + measuring.since() + "}");
            long from = System.nanoTime();
            fire(rig, events, senders);
            System.out.println(
                    "{\"when\": \"fired\", \"seconds\": " + seconds(from) + ", \"fast\": " + measuring.since() + "}");
            while (done.get() < events) {
                pause(15);
                System.out.println("{\"when\": \"flooded\", \"seconds\": " + seconds(from) + ", \"done\": " + done
                        + ", \"heap_mb\": "
                        + heap() + ", \"fast\": " + measuring.since() + ", \"lag\": "
                        + rig.reactor.lag().get("seconds") + "}");
            }
            double took = seconds(from);
            measuring.close();
            boolean idle = rig.reactor.awaitIdle(LONG);
            long twice = times.values().stream().filter(count -> count > 1).count();
            System.out.println("{\"when\": \"after\", \"seconds\": " + took + ", \"events\": " + events
                    + ", \"answered\": " + times.size() + ", \"twice\": " + twice + ", \"idle\": " + idle
                    + ", \"heap_mb\": " + heap() + "}");
        }
    }

    /** Set when the reactor, which the probe needs, is there. */
    private static final class ProbeLater {
        private volatile @Nullable Probe probe;

        void came(String n) {
            Probe known = probe;
            if (known != null) {
                known.came(n);
            }
        }
    }

    private static void rules(Path directory, int events) throws Exception {
        int[] counts = {1, 5_000};
        List<List<Double>> rates = List.of(new ArrayList<>(), new ArrayList<>());
        List<List<Double>> costs = List.of(new ArrayList<>(), new ArrayList<>());
        for (int round = 0; round <= ROUNDS; round++) {
            for (int which = 0; which < 2; which++) {
                long cpu = cpu();
                double rate = perSecond(Files.createTempDirectory(directory, "r"), counts[which], events);
                double micros = (cpu() - cpu) / 1e3 / events;
                if (round > 0) {
                    rates.get(which).add(rate);
                    costs.get(which).add(micros);
                    System.out.println("{\"rules\": " + counts[which] + ", \"events_per_s\": " + Math.round(rate)
                            + ", \"cpu_us_per_event\": " + Math.round(micros) + "}");
                }
            }
        }
        System.out.println("{\"rules\": \"5000 against 1, medians\", \"events_per_s\": " + ratio(rates)
                + ", \"cpu_us_per_event\": " + ratio(costs) + "}");
    }

    private static double ratio(List<List<Double>> values) {
        return Math.round(median(values.get(1)) / median(values.get(0)) * 100) / 100.0;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** CPU time of this process, nanoseconds: where others use the machine, too, it says more than a rate. */
    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static double perSecond(Path directory, int count, int events) throws Exception {
        List<Object> rules = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            rules.add(Map.of(
                    "perf/none/" + i + "/*/x", directory.resolve("mark.sls").toString()));
        }
        rules.addAll(rule(directory, "mark", "perf/react/*"));
        AtomicInteger done = new AtomicInteger();
        try (ReactorRig rig = new ReactorRig(directory, rules, value -> done.incrementAndGet())) {
            long from = System.nanoTime();
            for (int n = 0; n < events; n++) {
                while (n - done.get() > IN_FLIGHT) {
                    LockSupport.parkNanos(100_000);
                }
                rig.bus.publish(Event.of("perf/react/" + n, Map.of("n", "n" + n), Origin.LOCAL));
            }
            while (done.get() < events) {
                LockSupport.parkNanos(100_000);
            }
            return events * 1e9 / (System.nanoTime() - from);
        }
    }

    private static void pause(int seconds) {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private static double seconds(long from) {
        return Math.round((System.nanoTime() - from) / 1e8) / 10.0;
    }

    /** Megabytes that are reachable. */
    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }
}
