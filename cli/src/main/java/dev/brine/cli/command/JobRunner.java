package dev.brine.cli.command;

import dev.brine.cli.option.Parsed;
import dev.brine.cli.output.Printout;
import dev.brine.cli.remote.JobSource;
import dev.brine.cli.remote.MasterDoor;
import dev.brine.cli.remote.RemotePublisher;
import dev.brine.engine.client.JobCollector;
import dev.brine.engine.client.JobRequest;
import dev.brine.engine.client.Published;
import dev.brine.engine.event.Cause;
import dev.brine.engine.target.Target;
import dev.brine.engine.target.TargetCompiler;
import dev.brine.engine.target.TargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes one job and prints its returns as they come. */
final class JobRunner {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private final MasterDoor door;
    private final Parsed line;
    private final Shell shell;
    private final JobCommand command;
    private final Printout printout;
    private final Duration timeout;
    private final RemotePublisher publisher;
    private final Progress progress;

    JobRunner(MasterDoor door, Program.Invocation invocation, JobCommand command, Printout printout) {
        this.door = door;
        this.line = invocation.line();
        this.shell = invocation.shell();
        this.command = command;
        this.printout = printout;
        long given = line.integer("timeout");
        timeout = line.given("timeout") && given > 0
                ? Duration.ofSeconds(given)
                : door.config().jobs().timeout();
        Duration patience = timeout.compareTo(Duration.ofSeconds(5)) > 0 ? timeout : Duration.ofSeconds(5);
        publisher = new RemotePublisher(door, patience);
        progress = Progress.of(shell, line.flag("progress"));
    }

    /** Publishes, prints the job id, waits for nothing. */
    int publishOnly() {
        Published published = publish(command.target(), command.fun(), command.arg());
        if (published instanceof Published.Refused refused) {
            return refused(refused);
        }
        String jid = "0";
        if (published instanceof Published.Sent sent) {
            jid = sent.jid();
        } else if (published instanceof Published.NobodyMatched nobody) {
            printout.line(nobody.message());
            hintAtTarget();
        }
        printout.line("Executed command with job ID: " + jid);
        return Exit.OK;
    }

    /** Publishes and prints. */
    int run() throws InterruptedException {
        try (JobSource bus = openBus()) {
            Target target = command.target();
            if (line.integer("subset") > 0) {
                target = Target.list(subset(bus));
            }
            Published published = publish(target, command.fun(), command.arg());
            if (published instanceof Published.Refused refused) {
                return refused(refused);
            }
            if (published instanceof Published.NobodyMatched nobody) {
                return nobody(nobody);
            }
            return returns((Published.Sent) published, bus);
        }
    }

    /** What the master said instead of publishing. */
    int refused(Published.Refused refused) {
        printout.print(refused.message().isEmpty() ? refused.error() : refused.message(), "");
        shell.hint(Hints.refused(door));
        return Exit.NO_RETURN;
    }

    int nobody(Published.NobodyMatched nobody) {
        if (command.isDoc()) {
            shell.err().println("No minions found to gather docs from");
            return Exit.NO_RETURN;
        }
        printout.line(nobody.message());
        printout.print(Map.of(), "");
        shell.err().println("ERROR: No return received");
        hintAtTarget();
        return Exit.NO_RETURN;
    }

    /** What cannot be read is always said; what may have been meant, to a person. */
    void hintAtTarget() {
        try {
            new TargetCompiler(door.config().nodegroups()).compile(command.target());
            shell.hint(Hints.target(command.target().tgt(), command.target().type()));
        } catch (TargetException e) {
            shell.err().println("ERROR: " + e.getMessage());
        }
    }

    private int returns(Published.Sent sent, JobSource bus) throws InterruptedException {
        announce(sent.jid());
        List<MinionReturn> returns = Collections.synchronizedList(new ArrayList<>());
        Consumer<MinionReturn> show = ret -> {
            returns.add(ret);
            if (!command.isDoc() && !line.flag("progress")) {
                progress.clear();
                printout.print(ret.shown(), ret.out(), ret.retcode());
            }
            progress.returned();
        };
        progress.expect(sent.minions().size());
        Thread interrupted = onInterrupt(sent.jid());
        try {
            collect(sent, progress.watching(bus), show);
        } finally {
            Runtime.getRuntime().removeShutdownHook(interrupted);
        }
        progress.end();
        if (line.flag("progress") && !command.isDoc()) {
            returns.forEach(ret -> printout.print(ret.shown(), ret.out(), ret.retcode()));
        }
        if (command.isDoc()) {
            return new DocPrinter(printout, line, shell).print(returns);
        }
        if (line.flag("cli_summary") && line.text("output").isEmpty()) {
            ReturnSummary.print(returns, line.flag("verbose"), printout);
        }
        if (returns.stream().anyMatch(ret -> ret.retcode() != 0)) {
            shell.err().println("ERROR: Minions returned with non-zero exit code");
            hintAtFunctions(returns, bus);
            return Exit.GENERIC;
        }
        return Exit.OK;
    }

    /** A person who mistyped a function is told the near names; for that one of the minions is asked what it has. */
    private void hintAtFunctions(List<MinionReturn> returns, JobSource bus) throws InterruptedException {
        String missing = "'" + command.fun() + "' is not available.";
        Optional<String> first = returns.stream()
                .filter(ret -> missing.equals(ret.value()))
                .map(MinionReturn::id)
                .findFirst();
        if (!shell.console() || first.isEmpty()) {
            return;
        }
        List<String> known = new ArrayList<>();
        if (publish(Target.list(List.of(first.get())), "sys.list_functions", List.of())
                instanceof Published.Sent sent) {
            collector(bus).collect(sent.jid(), sent.minions(), event -> {
                if (event.get("return") instanceof Collection<?> functions) {
                    functions.forEach(name -> known.add(String.valueOf(name)));
                }
            });
        }
        shell.hint(Hints.function("salt " + first.get(), String.valueOf(command.fun()), known));
    }

    /** Waits for the returns of a published job, then reports the minions that were silent. */
    void collect(Published.Sent sent, JobCollector.Source source, Consumer<MinionReturn> onReturn)
            throws InterruptedException {
        LOG.debug(
                "job {} of {}: returns of {} are expected within {}",
                sent.jid(),
                command.fun(),
                sent.minions(),
                timeout);
        Set<String> silent = collector(source).collect(sent.jid(), sent.minions(), event -> {
            LOG.debug("{} returned with {}", event.get("id"), event.get("retcode"));
            LOG.trace("its return: {}", event);
            onReturn.accept(MinionReturn.of(event));
        });
        if (!silent.isEmpty()) {
            LOG.debug("job {}: no return of {}", sent.jid(), silent);
        }
        Set<String> missing = new TreeSet<>(sent.missing());
        if (line.flag("show_timeout") || line.flag("verbose")) {
            missing.addAll(silent);
        }
        if (!missing.isEmpty()) {
            Set<String> disconnected = new Connections(door, source).disconnected(missing);
            for (String id : missing) {
                onReturn.accept(MinionReturn.silent(id, sent.jid(), !disconnected.contains(id)));
            }
        }
    }

    JobCollector collector(JobCollector.Source source) {
        return new JobCollector(
                source, this::findJob, timeout, door.config().jobs().gatherTimeout(), System::nanoTime);
    }

    JobSource openBus() {
        return JobSource.open(door, tag -> tag.startsWith("salt/job/") || tag.startsWith("salt/run/"));
    }

    Published publish(Target target, Object fun, List<Object> arg) {
        Map<String, Object> extra = new LinkedHashMap<>();
        extra.put("show_timeout", line.flag("show_timeout"));
        extra.put("show_jid", line.flag("show_jid"));
        putIfGiven(extra, "ret_config", line.text("return_config"));
        putIfGiven(extra, "ret_kwargs", CommandArguments.value(line.text("return_kwargs")));
        putIfGiven(extra, "module_executors", CommandArguments.value(line.text("module_executors")));
        putIfGiven(extra, "executor_opts", CommandArguments.value(line.text("executor_opts")));
        putIfGiven(extra, "metadata", CommandArguments.value(line.text("metadata")));
        return publisher.publish(
                new JobRequest(target, fun, arg, line.text("return"), "", door.requester(), extra, Cause.NONE));
    }

    private static void putIfGiven(Map<String, Object> extra, String name, Object value) {
        if (!"".equals(value)) {
            extra.put(name, value);
        }
    }

    private Optional<String> findJob(String jid, List<String> minions) {
        LOG.debug("asking {} whether job {} still runs", minions, jid);
        Published published = publisher.publish(new JobRequest(
                Target.list(minions),
                "saltutil.find_job",
                List.of(jid),
                "",
                "",
                door.requester(),
                Map.of(),
                Cause.NONE));
        return published instanceof Published.Sent sent ? Optional.of(sent.jid()) : Optional.empty();
    }

    /** Random minions among those that have the function. */
    private List<String> subset(JobSource bus) throws InterruptedException {
        List<String> having = new ArrayList<>();
        Published published = publish(command.target(), "sys.list_functions", List.of());
        if (published instanceof Published.Sent sent) {
            collector(bus).collect(sent.jid(), sent.minions(), event -> {
                if (event.get("return") instanceof Collection<?> functions && functions.contains(command.fun())) {
                    having.add(String.valueOf(event.get("id")));
                }
            });
        }
        Collections.shuffle(having);
        return having.subList(0, (int) Math.min(having.size(), line.integer("subset")));
    }

    private void announce(String jid) {
        if (line.flag("verbose")) {
            String text = "Executing job with jid " + jid;
            printout.line(text);
            printout.line("-".repeat(text.length()) + "\n");
        } else if (line.flag("show_jid")) {
            printout.line("jid: " + jid);
        }
    }

    private Thread onInterrupt(String jid) {
        Thread hook = new Thread(() -> shell.err()
                .println("\nThis job's jid is: " + jid
                        + "\nExiting gracefully on Ctrl-c\nThe minions may not have all finished running and any remaining minions"
                        + " will return upon completion. To look up the return data for this job later, run the following"
                        + " command:\n\nsalt-run jobs.lookup_jid " + jid));
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }
}
