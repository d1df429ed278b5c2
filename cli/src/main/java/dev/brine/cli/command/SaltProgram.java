package dev.brine.cli.command;

import static dev.brine.cli.option.Option.flag;
import static dev.brine.cli.option.Option.integer;
import static dev.brine.cli.option.Option.number;
import static dev.brine.cli.option.Option.off;
import static dev.brine.cli.option.Option.text;

import dev.brine.cli.option.OptionHelp;
import dev.brine.cli.option.Parsed;
import dev.brine.cli.option.UsageError;
import dev.brine.cli.output.Printout;
import dev.brine.cli.remote.MasterDoor;
import dev.brine.cli.remote.MasterUnreachable;
import dev.brine.engine.config.MasterConfig;
import java.time.Clock;
import java.util.List;

/** {@code salt}: runs a function on minions and prints what they return. */
public final class SaltProgram implements Program {

    @Override
    public String name() {
        return "salt";
    }

    @Override
    public String usage() {
        return "[options] '<target>' <function> [arguments]";
    }

    @Override
    public String description() {
        return "Salt allows for commands to be executed across a swath of remote systems in\n"
                + "parallel, so they can be both controlled and queried with ease.";
    }

    @Override
    public List<String> examples() {
        return List.of(
                "salt '*' test.ping                         is every minion there?",
                "salt -G 'os:Debian' cmd.run uptime          those with a grain",
                "salt -C 'web* and G@role:front' state.apply -b 25%",
                "                                           a quarter of them at a time",
                "salt --async '*' pkg.upgrade                prints a job id, waits for nothing",
                "salt '*' -d disk.usage                      how the function is used");
    }

    @Override
    public String configFile() {
        return "master";
    }

    @Override
    public List<OptionHelp.Group> options() {
        return List.of(
                CommonOptions.first(CommonOptions.join(
                        CommonOptions.executors(),
                        integer(
                                "timeout",
                                "-t --timeout",
                                5L,
                                "Seconds to wait for a minion before asking whether it still works on the job. Default: 5."),
                        CommonOptions.argsStdin(),
                        CommonOptions.noParse(),
                        flag("static", "-s --static", "Print the data of all minions at once."),
                        flag("progress", "-p --progress", "Show a progress bar, and the returns when it is full."),
                        flag("failhard", "--failhard", "Stop a batch at the first failure."),
                        flag("async", "--async", "Run the command, but do not wait for a reply."),
                        integer("subset", "--subset", 0L, "Run on this many of the minions, taken at random."),
                        flag("verbose", "-v --verbose", "Show the job id and what became of minions."),
                        off("show_timeout", "--hide-timeout", "Hide minions that did not return."),
                        flag("show_jid", "--show-jid", "Show the job id."),
                        text(
                                "batch",
                                "-b --batch --batch-size",
                                "",
                                "Run on so many minions at a time, or per cent of them."),
                        number(
                                "batch_wait",
                                "--batch-wait",
                                0,
                                "Seconds to wait after a minion before the next one starts."),
                        integer(
                                "batch_safe_limit",
                                "--batch-safe-limit",
                                0L,
                                "Run as a batch from so many minions on."),
                        text("batch_safe_size", "--batch-safe-size", "8", "The size of such a batch. Default: 8."),
                        text("return", "--return", "", "Send returns to a returner too."),
                        text("return_config", "--return_config", "", "Another configuration of that returner."),
                        text("return_kwargs", "--return_kwargs", "", "Options of that returner."),
                        CommonOptions.doc(),
                        text(
                                "args_separator",
                                "--args-separator",
                                ",",
                                "Separates the arguments of several functions."),
                        flag("cli_summary", "--summary", "Show a summary."),
                        text(
                                "metadata",
                                "--metadata",
                                "",
                                "Data to find the job by later: salt-run jobs.list_jobs search_metadata=..."),
                        flag("state_output_diff", "--output-diff", "Show only states that changed something."),
                        flag("config_dump", "--config-dump", "Print the master's configuration."),
                        flag("preview_target", "--preview-target", "Show which minions should match; send nothing."))),
                CommonOptions.targets(true),
                CommonOptions.passwords(),
                CommonOptions.output(),
                CommonOptions.logging("-l --log-level", "/var/log/salt/master"));
    }

    @Override
    public int run(Invocation invocation) throws UsageError, InterruptedException {
        Parsed line = invocation.line();
        Shell shell = invocation.shell();
        if (line.flag("config_dump")) {
            invocation
                    .settings()
                    .with("output", "yaml")
                    .printout(shell)
                    .print(ConfigDump.of(MasterConfig.of(invocation.settings().raw())), "");
            return Exit.OK;
        }
        if (line.args().size() <= (line.flag("preview_target") ? 0 : 1) && !line.flag("doc")) {
            shell.out().print(help());
            shell.err()
                    .println(
                            line.args().isEmpty()
                                    ? "\nCannot execute command without defining a target.\n"
                                    : "\nIncomplete options passed.\n");
            return Exit.INCOMPLETE;
        }
        JobCommand command;
        try {
            command = JobCommand.of(line);
        } catch (JobCommand.Uneven e) {
            shell.err().println(e.getMessage());
            return Exit.INCOMPLETE;
        }
        return run(invocation, command);
    }

    private static int run(Invocation invocation, JobCommand command) throws InterruptedException {
        Settings settings = invocation.settings().with("fun", command.fun()).with("arg", command.arg());
        Printout printout = settings.printout(invocation.shell());
        MasterConfig config = MasterConfig.of(settings.raw());
        try (MasterDoor door = MasterDoor.open(config, invocation.shell().requester())) {
            Parsed line = invocation.line();
            if (!new Login(line, invocation.shell(), door, Clock.systemUTC()).enter()) {
                return Exit.NO_RETURN;
            }
            if (line.flag("preview_target")) {
                return preview(door, command, printout);
            }
            JobRunner runner = new JobRunner(door, invocation, command, printout);
            if (line.flag("async")) {
                return runner.publishOnly();
            }
            String batch = batch(line, door, command, printout);
            if (!batch.isEmpty() || line.flag("static")) {
                return new BatchRun(runner, invocation, command, printout, batch).run();
            }
            return runner.run();
        } catch (MasterUnreachable e) {
            printout.line(String.valueOf(e.getMessage()));
            invocation.shell().hint(Hints.unreachable(e, config));
            return Exit.NO_RETURN;
        }
    }

    /** The size of the batch; empty for none. */
    private static String batch(Parsed line, MasterDoor door, JobCommand command, Printout printout)
            throws InterruptedException {
        long limit = line.integer("batch_safe_limit");
        if (!line.text("batch").isEmpty()
                || limit <= 1
                || ExpectedMinions.of(door, command.target()).size() < limit) {
            return line.text("batch");
        }
        printout.line("\nNOTICE: Too many minions targeted, switching to batch execution.");
        return line.text("batch_safe_size");
    }

    private static int preview(MasterDoor door, JobCommand command, Printout printout) throws InterruptedException {
        printout.print(ExpectedMinions.of(door, command.target()), "");
        return Exit.OK;
    }
}
