package dev.brine.cli.command;

import dev.brine.cli.option.Parsed;
import dev.brine.cli.output.Printout;
import dev.brine.cli.remote.BusFanout;
import dev.brine.engine.client.BatchPlan;
import dev.brine.engine.client.Published;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.target.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs a function on a few minions at a time ({@code --batch}), or on all of those that answer a ping and prints everything at
 * the end ({@code --static}).
 *
 * <p>A minion that has returned makes room for the next one. Each job is collected by a thread of its own; the main thread
 * decides and prints.
 */
final class BatchRun {

    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(500);

    /** Salt 3006: looks around for as long, so minions that end together are followed by one job. */
    private static final long SETTLE = TimeUnit.MILLISECONDS.toNanos(50);

    private final JobRunner runner;
    private final Parsed line;
    private final Shell shell;
    private final JobCommand command;
    private final Printout printout;
    private final boolean quiet;
    private final String batch;
    private final Progress progress;
    private final BlockingQueue<Done> done = new LinkedBlockingQueue<>();
    private final AtomicInteger jobs = new AtomicInteger();

    /** One minion's turn is over; {@code event} is null when it did not return. */
    private record Done(String id, @Nullable Map<String, Object> event) {}

    /** @param batch how many at a time, or per cent; empty for all */
    BatchRun(JobRunner runner, Program.Invocation invocation, JobCommand command, Printout printout, String batch) {
        this.batch = batch.strip();
        this.progress = Progress.of(invocation.shell(), invocation.line().flag("progress"));
        this.runner = runner;
        this.line = invocation.line();
        this.shell = invocation.shell();
        this.command = command;
        this.printout = printout;
        this.quiet = line.flag("static");
    }

    int run() throws InterruptedException {
        try (BusFanout bus = new BusFanout(runner.openBus())) {
            BusFanout.Queue events = bus.source(); // before the ping is out, or its returns could be missed
            Published ping = runner.publish(command.target(), "test.ping", List.of());
            if (ping instanceof Published.Refused refused) {
                return runner.refused(refused);
            }
            if (ping instanceof Published.NobodyMatched nobody) {
                printout.line(nobody.message());
                if (quiet) {
                    int code = end(Map.of());
                    runner.hintAtTarget();
                    return code;
                }
                printout.line("No minions matched the target.");
                runner.hintAtTarget();
                return Exit.OK;
            }
            return batches(present((Published.Sent) ping, events), bus);
        }
    }

    private int batches(List<String> minions, BusFanout bus) throws InterruptedException {
        OptionalInt size =
                batch.isEmpty() ? OptionalInt.of(Math.max(1, minions.size())) : BatchPlan.size(batch, minions.size());
        if (size.isEmpty() && !minions.isEmpty()) {
            printout.line("Invalid batch data sent: " + batch + "\nData must be in the form of %10, 10% or 3");
            return Exit.GENERIC;
        }
        long rest = (long) (line.number("batch_wait") * TimeUnit.SECONDS.toNanos(1));
        BatchPlan plan = new BatchPlan(size.orElse(1), minions);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        progress.expect(minions.size());
        long worst = 0;
        boolean stop = false;
        while (!plan.isOver() && !stop) {
            List<String> next = plan.next(System.nanoTime());
            if (!next.isEmpty()) {
                start(next, bus);
            }
            progress.tick();
            Done one = done.poll(plan.untilFree(System.nanoTime(), LOOK), TimeUnit.NANOSECONDS);
            while (one != null && !stop) {
                long code = show(one, values);
                progress.returned();
                worst = Math.max(worst, code);
                plan.ended(System.nanoTime() + rest);
                stop = code > 0 && line.flag("failhard");
                if (stop) {
                    shell.err()
                            .println("[ERROR   ] Minion " + one.id()
                                    + " returned with non-zero exit code. Batch run stopped due to failhard");
                } else {
                    one = done.poll(SETTLE, TimeUnit.NANOSECONDS);
                }
            }
        }
        progress.end();
        return quiet ? end(values) : (int) worst;
    }

    private List<String> present(Published.Sent ping, BusFanout.Queue events) throws InterruptedException {
        List<String> present = new ArrayList<>();
        Set<String> silent;
        try (events) {
            silent = runner.collector(events)
                    .collect(ping.jid(), ping.minions(), event -> present.add(String.valueOf(event.get("id"))));
        }
        Set<String> down = new TreeSet<>(ping.missing());
        down.addAll(silent);
        if (!quiet) {
            down.forEach(id -> printout.line("Minion " + id + " did not respond. No job will be sent."));
        }
        return present;
    }

    private void start(List<String> minions, BusFanout bus) {
        progress.clear();
        if (!quiet) {
            printout.line("\nExecuting run on " + Repr.repr(List.copyOf(new TreeSet<>(minions))) + "\n");
        }
        BusFanout.Queue events = bus.source();
        Thread thread = new Thread(() -> collect(minions, events), "batch-" + jobs.incrementAndGet());
        thread.setDaemon(true);
        thread.start();
    }

    private void collect(List<String> minions, BusFanout.Queue events) {
        Set<String> open = new TreeSet<>(minions);
        try (events) {
            Published published = runner.publish(Target.list(minions), command.fun(), command.arg());
            if (published instanceof Published.Sent sent) {
                runner.collector(events).collect(sent.jid(), minions, event -> {
                    String id = String.valueOf(event.get("id"));
                    open.remove(id);
                    done.add(new Done(id, event));
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.forEach(id -> done.add(new Done(id, null)));
        }
    }

    /** Prints one return; its return code. */
    private long show(Done one, Map<String, @Nullable Object> values) {
        progress.clear();
        if (one.event() == null) {
            if (!quiet) {
                printout.line("Minion '" + one.id() + "' failed to respond to job sent");
            }
            return line.flag("failhard") ? 1 : 0;
        }
        MinionReturn ret = MinionReturn.of(one.event());
        values.put(ret.id(), ret.value());
        if (!quiet) {
            // Salt 3006: a batch shows the job id and the return code beside the minion
            Map<String, @Nullable Object> shown = new LinkedHashMap<>();
            shown.put("retcode", ret.retcode());
            shown.put("jid", one.event().get("jid"));
            shown.put(ret.id(), ret.value());
            printout.print(shown, ret.out());
        }
        return ret.retcode();
    }

    private int end(Map<String, ?> values) {
        printout.print(values, "");
        if (values.isEmpty()) {
            shell.err().println("ERROR: No return received");
            return Exit.NO_RETURN;
        }
        return Exit.OK;
    }
}
