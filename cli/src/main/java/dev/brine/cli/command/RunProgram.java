package dev.brine.cli.command;

import static dev.brine.cli.option.Option.flag;
import static dev.brine.cli.option.Option.integer;
import static dev.brine.cli.option.Option.text;

import dev.brine.cli.option.OptionHelp;
import dev.brine.cli.option.Parsed;
import dev.brine.cli.option.UsageError;
import dev.brine.cli.output.Printout;
import dev.brine.cli.remote.JobSource;
import dev.brine.cli.remote.MasterDoor;
import dev.brine.cli.remote.MasterUnreachable;
import dev.brine.cli.remote.RunnerCall;
import dev.brine.engine.call.ArgumentParser;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.data.Glob;
import dev.brine.reactor.OfflineReactor;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code salt-run}: runs a function on the master.
 *
 * <p>The running master runs it and this command shows what came of it; only {@code state.event} is done here, as it is nothing
 * but reading the event socket, and what the reactor can tell from the configuration alone.
 */
public final class RunProgram implements Program {

    private static final Logger LOG = LoggerFactory.getLogger(RunProgram.class);
    private static final Duration FOREVER = Duration.ofDays(3650);
    private static final Duration DOCS = Duration.ofSeconds(30);
    private static final Duration EXPLAINED = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "salt-run";
    }

    @Override
    public String usage() {
        return "[options] <function> [arguments]";
    }

    @Override
    public String description() {
        return "salt-run is the frontend command for executing Salt Runners.\n"
                + "Salt Runners are modules used to execute convenience functions on the Salt Master";
    }

    @Override
    public List<String> examples() {
        return List.of(
                "salt-run manage.status                     who is up, who is down",
                "salt-run state.event pretty=True           show events as they happen",
                "salt-run jobs.list_jobs                    the jobs of the last day",
                "salt-run jobs.failed                       which of them failed, and where",
                "salt-run jobs.lookup_jid JID               what a job returned",
                "salt-run -d manage                         what a runner can do");
    }

    @Override
    public String configFile() {
        return "master";
    }

    @Override
    public List<OptionHelp.Group> options() {
        return List.of(
                CommonOptions.first(
                        integer(
                                "timeout",
                                "-t --timeout",
                                null,
                                "Timeout in seconds for a function that takes one, such as manage.up."),
                        CommonOptions.argsStdin(),
                        CommonOptions.noParse(),
                        text("jid", "--jid", null, "The job id to use: 20 digits."),
                        CommonOptions.doc(),
                        flag("async", "--async", "Start the function and return at once."),
                        flag("skip_grains", "--skip-grains", "Do not load grains: as it is, this command loads none.")),
                CommonOptions.logging("-l --log-level", "/var/log/salt/master"),
                CommonOptions.output(flag("quiet", "--quiet", "Do not show the result.")),
                CommonOptions.passwords(),
                CommonOptions.profiling());
    }

    @Override
    public int run(Invocation invocation) throws UsageError, InterruptedException {
        Parsed line = invocation.line();
        if (line.flag("doc") && line.args().size() > 1) {
            throw new UsageError("You can only get documentation for one method at one time");
        }
        if (line.given("jid") && !line.text("jid").matches("[0-9]{20}(_[0-9]{1,10})?")) {
            throw new UsageError("'" + line.text("jid") + "' is not a valid JID");
        }
        Printout printout = invocation.settings().printout(invocation.shell());
        MasterConfig config = MasterConfig.of(invocation.settings().raw());
        String fun = line.arg(0);
        ArgumentParser.Arguments arguments = CommandArguments.of(
                line.args().subList(Math.min(1, line.args().size()), line.args().size()), line);
        try {
            if (fun.equals("state.event") && !line.flag("doc")) {
                return new EventWatch(config.paths().sock(), "master", invocation.shell()).run(arguments, printout);
            }
            boolean offline = OfflineReactor.handles(fun, arguments.args()) && !line.flag("doc");
            if (offline && fun.equals("reactor.explain") && explained(fun, arguments, config, printout, invocation)) {
                return Exit.OK;
            }
            if (offline) {
                Outcome outcome = OfflineReactor.call(config, fun, arguments.args(), arguments.kwargs());
                printout.print(outcome.value(), outcome.out() == null ? "" : outcome.out());
                return outcome.retcode();
            }
            try (MasterDoor door = MasterDoor.open(config, invocation.shell().requester());
                    JobSource events = JobSource.open(door, tag -> tag.startsWith("salt/run/"))) {
                if (!new Login(line, invocation.shell(), door, Clock.systemUTC()).enter()) {
                    return Exit.NO_RETURN;
                }
                return line.flag("doc") || fun.isEmpty()
                        ? docs(fun, door, events, printout)
                        : call(fun, arguments, door, events, printout, invocation);
            }
        } catch (MasterUnreachable e) {
            printout.line(String.valueOf(e.getMessage()));
            invocation.shell().hint(Hints.unreachable(e, config));
            return Exit.NO_RETURN;
        }
    }

    /** A running master knows what its throttles counted; false when there is none, or none that explains. */
    private static boolean explained(
            String fun,
            ArgumentParser.Arguments arguments,
            MasterConfig config,
            Printout printout,
            Invocation invocation)
            throws InterruptedException {
        try (MasterDoor door = MasterDoor.open(config, invocation.shell().requester());
                JobSource events = JobSource.open(door, tag -> tag.startsWith("salt/run/"))) {
            RunnerCall call = RunnerCall.start(door, fun, arguments.args(), arguments.kwargs());
            Map<String, Object> answer = call.jid().isEmpty()
                    ? Map.of()
                    : call.await(events, EXPLAINED).orElse(Map.of());
            if (!Boolean.TRUE.equals(answer.get("success"))) {
                return false;
            }
            show(answer, printout);
            return true;
        } catch (MasterUnreachable e) {
            LOG.debug("explained without a master: {}", e.getMessage());
            return false;
        }
    }

    private static int docs(String match, MasterDoor door, JobSource events, Printout printout)
            throws InterruptedException {
        Predicate<String> wanted = match.contains("*")
                ? Glob.of(match)
                : name -> match.isEmpty()
                        || name.equals(match)
                        || name.startsWith(match.endsWith(".") ? match : match + ".");
        docs(door, events).forEach((name, doc) -> {
            if (wanted.test(name)) {
                printout.line(name + ":");
                printout.line(doc);
            }
        });
        return Exit.OK;
    }

    /** The documentation of all runner functions by name; that of one without any is "None", as Salt shows it. */
    private static SortedMap<String, String> docs(MasterDoor door, JobSource events) throws InterruptedException {
        SortedMap<String, String> sorted = new TreeMap<>();
        if (RunnerCall.start(door, "doc.runner", List.of(), Map.of())
                        .await(events, DOCS)
                        .orElse(Map.of())
                        .get("return")
                instanceof Map<?, ?> all) {
            all.forEach((name, doc) ->
                    sorted.put(name.toString(), doc == null || doc.equals("") ? "None" : doc.toString()));
        }
        return sorted;
    }

    private static boolean isMissing(String fun, Map<String, Object> answer) {
        return answer.get("return") instanceof String text
                && text.startsWith("'" + fun + "'")
                && text.endsWith("is not available.");
    }

    /** Salt 3006: functions whose names begin so are shown with their documentation. */
    private static void missing(
            String fun, Map<String, Object> answer, Map<String, String> docs, Printout printout, Shell shell) {
        Map<String, @Nullable Object> begin = new LinkedHashMap<>();
        docs.forEach((name, doc) -> {
            if (name.startsWith(fun)) {
                begin.put(name, doc.equals("None") ? null : doc);
            }
        });
        if (begin.isEmpty()) {
            show(answer, printout);
            shell.hint(Hints.function("salt-run", fun, docs.keySet()));
        } else {
            printout.print(begin, "nested");
        }
    }

    private static Map<String, Object> choices(Parsed line) {
        Map<String, Object> choices = new LinkedHashMap<>();
        if (line.given("jid")) {
            choices.put("jid", line.text("jid"));
        }
        if (line.given("timeout") && line.integer("timeout") > 0) {
            choices.put("timeout", line.integer("timeout"));
        }
        return choices;
    }

    private static int call(
            String fun,
            ArgumentParser.Arguments arguments,
            MasterDoor door,
            JobSource events,
            Printout printout,
            Invocation invocation)
            throws InterruptedException {
        RunnerCall call = RunnerCall.start(door, fun, arguments.args(), arguments.kwargs(), choices(invocation.line()));
        if (call.jid().isEmpty()) {
            printout.line(call.error());
            invocation.shell().hint(Hints.refused(door));
            return Exit.NO_RETURN;
        }
        LOG.debug("{} runs on the master under tag salt/run/{}", fun, call.jid());
        if (invocation.line().flag("async")) {
            LOG.warn(
                    "Running in asynchronous mode. Results of this execution may be collected by attaching to the master"
                            + " event bus or by examining the master job cache, if configured. This execution is running"
                            + " under tag salt/run/{}",
                    call.jid());
            return Exit.OK;
        }
        Optional<Map<String, Object>> answer = call.await(events, FOREVER, printout::line);
        if (answer.isEmpty()) {
            return Exit.GENERIC;
        }
        LOG.info("Runner completed: {}", call.jid());
        if (!invocation.line().flag("quiet")) {
            Optional<String> refused = refused(fun, answer.get());
            refused.ifPresent(printout::line);
            if (refused.isEmpty() && isMissing(fun, answer.get())) {
                missing(fun, answer.get(), docs(door, events), printout, invocation.shell());
            } else if (refused.isEmpty()) {
                show(answer.get(), printout);
            }
        }
        return exitCode(answer.get());
    }

    /** Salt 3006: what is wrong with the arguments, and how the function is used, as text of the command itself. */
    private static Optional<String> refused(String fun, Map<String, Object> answer) {
        String start = "Passed invalid arguments to " + fun + ": ";
        if (!(answer.get("return") instanceof String text) || !text.startsWith(start)) {
            return Optional.empty();
        }
        String[] parts = text.substring(start.length()).split("\n\n", 2);
        String usage = parts.length > 1 ? "\n\nUsage:\n\n" + parts[1].stripTrailing() : "";
        return Optional.of("\nPassed invalid arguments: " + parts[0] + usage);
    }

    private static void show(Map<String, Object> answer, Printout printout) {
        Object value = answer.get("return");
        Object out = answer.get("outputter");
        if (value instanceof Map<?, ?> map && map.containsKey("data") && map.containsKey("outputter")) {
            out = map.get("outputter");
            value = out != null && out.equals("highstate") ? value : map.get("data");
        }
        printout.print(value, out == null ? "" : out.toString());
    }

    /** Salt 3006: a function that is not there or got wrong arguments is no failure of the command; an exception is one. */
    private static int exitCode(Map<String, Object> answer) {
        Object value = answer.get("return");
        Long code = number(answer.get("retcode"));
        if (code == null && value instanceof Map<?, ?> map) {
            code = number(map.get("retcode"));
        }
        if (code != null) {
            return code.intValue();
        }
        boolean notCalled = value instanceof String text
                && (text.endsWith("is not available.") || text.strip().startsWith("Passed invalid arguments"));
        return Boolean.FALSE.equals(answer.get("success")) && !notCalled ? Exit.GENERIC : Exit.OK;
    }

    private static @Nullable Long number(@Nullable Object value) {
        return value instanceof Long code ? code : null;
    }
}
