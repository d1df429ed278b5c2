package dev.brine.cli.command;

import static dev.brine.cli.option.Option.flag;
import static dev.brine.cli.option.Option.integer;
import static dev.brine.cli.option.Option.text;

import dev.brine.cli.option.OptionHelp;
import dev.brine.cli.option.Parsed;
import dev.brine.cli.option.UsageError;
import dev.brine.cli.output.Printout;
import dev.brine.cli.remote.MasterUnreachable;
import dev.brine.engine.call.ArgumentParser;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Function;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.config.MinionConfig;
import dev.brine.engine.config.RawConfig;
import dev.brine.engine.job.JidSource;
import dev.brine.engine.minion.Caller;
import dev.brine.engine.plugin.Plugin;
import dev.brine.engine.plugin.PluginJars;
import dev.brine.engine.returners.Returners;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code salt-call}: calls an execution function on this host, with or without a master. */
public final class CallProgram implements Program {

    private static final Logger LOG = LoggerFactory.getLogger(CallProgram.class);

    private final List<Plugin> plugins;

    public CallProgram(List<Plugin> plugins) {
        this.plugins = plugins;
    }

    @Override
    public String name() {
        return "salt-call";
    }

    @Override
    public String usage() {
        return "[options] <function> [arguments]";
    }

    @Override
    public String description() {
        return "salt-call is used to execute module functions locally on a Salt Minion";
    }

    @Override
    public List<String> examples() {
        return List.of(
                "salt-call state.apply test=True            what would change here?",
                "salt-call --local grains.items             without a master",
                "salt-call -l debug state.apply web         with all that is logged",
                "salt-call --local -d file.replace          how the function is used");
    }

    @Override
    public String configFile() {
        return "minion";
    }

    @Override
    public List<OptionHelp.Group> options() {
        return List.of(
                CommonOptions.first(CommonOptions.join(
                        CommonOptions.executors(),
                        text("proxyid", "--proxyid", null, "Id of a proxy minion.")
                                .refused("there are no proxy minions"),
                        text("cachedir", "--cachedir", null, "Cache directory."),
                        CommonOptions.argsStdin(),
                        CommonOptions.noParse(),
                        flag("grains_run", "-g --grains", "Show the grains."),
                        CommonOptions.moduleDirs(),
                        CommonOptions.doc(),
                        text("master", "--master", "", "The master to use."),
                        text("return", "--return", "", "Give the return to these returners too, with commas."),
                        flag("local", "--local", "Run as if there was no master."),
                        text("file_root", "--file-root", null, "This directory is the base file root."),
                        text("pillar_root", "--pillar-root", null, "This directory is the base pillar root."),
                        text("states_dir", "--states-dir", null, "A directory of more state modules."),
                        flag("retcode_passthrough", "--retcode-passthrough", "Exit with the function's return code."),
                        flag("print_metadata", "--metadata", "Show everything about the return."),
                        text("metadata", "--set-metadata", null, "Data to find the job by later."),
                        text("id", "--id", "", "The minion id to use."),
                        flag(
                                "skip_grains",
                                "--skip-grains",
                                "Do not load grains: as it is, they are gathered only when something asks for them."),
                        flag(
                                "refresh_grains_cache",
                                "--refresh-grains-cache",
                                "Gather the grains anew: as it is, each call does."),
                        flag("no_return_event", "--no-return-event", "Do not tell the master what was returned."),
                        integer("auth_timeout", "-t --timeout", 60L, "Seconds to wait for the master."),
                        flag("state_output_diff", "--output-diff", "Show only states that changed something."))),
                CommonOptions.output(),
                CommonOptions.profiling(),
                CommonOptions.logging("-l --log-level", "/var/log/salt/minion"));
    }

    @Override
    public int run(Invocation invocation) throws UsageError, InterruptedException {
        Parsed line = invocation.line();
        check(line, invocation.shell());
        MinionConfig config = config(invocation);
        if (line.arg(0).equals("state.event") && !line.flag("doc")) {
            return watch(config, invocation);
        }
        List<Plugin> all = PluginJars.beside(plugins, config.extensions().plugins());
        try (Caller caller = Caller.open(config, all)) {
            if (!line.flag("doc") && !caller.connect(Duration.ofSeconds(Math.max(1, line.integer("auth_timeout"))))) {
                if (caller.isRefused()) {
                    invocation
                            .shell()
                            .err()
                            .println("The master has rejected the key of " + caller.id()
                                    + ". On the master, salt-key -d " + caller.id()
                                    + " forgets the key; the next call then asks anew.");
                    return Exit.NO_PERMISSION;
                }
                invocation
                        .shell()
                        .err()
                        .println("Not signed in at the master within " + line.integer("auth_timeout")
                                + " s: is it running, and is the key of " + caller.id()
                                + " accepted there (salt-key -L)?");
                return Exit.GENERIC;
            }
            Printout printout =
                    invocation.settings().with("fun", line.arg(0)).printout(invocation.shell(), config::extensions);
            if (line.flag("doc")) {
                return docs(line.arg(0), caller, printout);
            }
            if (line.flag("grains_run")) {
                printout.print(Map.of("local", caller.grains()), "nested");
                return Exit.OK;
            }
            return call(caller, invocation, printout);
        } catch (IOException e) {
            invocation.shell().err().println("salt-call: " + reason(e));
            return Exit.GENERIC;
        }
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException
                ? e.getMessage() + ": permission denied; run it as the minion's user, or with --local"
                : String.valueOf(e.getMessage());
    }

    /** Events of the minion daemon on this host. */
    private static int watch(MinionConfig config, Invocation invocation) throws UsageError, InterruptedException {
        Parsed line = invocation.line();
        Printout printout = invocation.settings().with("fun", line.arg(0)).printout(invocation.shell());
        List<String> words = line.args().subList(1, line.args().size());
        try {
            return new EventWatch(config.paths().sock(), "minion", invocation.shell())
                    .run(CommandArguments.of(words, line), printout);
        } catch (MasterUnreachable e) {
            invocation.shell().err().println(e.getMessage());
            return Exit.GENERIC;
        }
    }

    private void check(Parsed line, Shell shell) throws UsageError {
        if (line.args().isEmpty() && !line.flag("grains_run") && !line.flag("doc")) {
            shell.out().println(help());
            throw new UsageError("Requires function, --grains or --doc");
        }
        if (!line.args().isEmpty() && line.flag("grains_run")) {
            throw new UsageError("-g/--grains does not accept any arguments");
        }
        if (line.flag("doc") && line.args().size() > 1) {
            throw new UsageError("You can only get documentation for one method at one time");
        }
    }

    private static MinionConfig config(Invocation invocation) {
        Parsed line = invocation.line();
        RawConfig raw = invocation.settings().raw().with("__cli", "salt-call");
        if (line.flag("local")) {
            raw = raw.with("file_client", "local");
        }
        Path here = invocation.shell().directory();
        for (String kind : List.of("file", "pillar")) {
            String root = line.text(kind + "_root");
            if (!root.isEmpty()) {
                raw = raw.with(
                        kind + "_roots",
                        Map.of("base", List.of(here.resolve(root).normalize().toString())));
            }
        }
        return MinionConfig.of(withModules(raw, line, here));
    }

    private static RawConfig withModules(RawConfig raw, Parsed line, Path here) {
        RawConfig with = raw;
        if (line.value("module_dirs") instanceof List<?> given && !given.isEmpty()) {
            List<String> directories = given.stream()
                    .map(directory ->
                            here.resolve(String.valueOf(directory)).normalize().toString())
                    .toList();
            with = with.with("module_dirs", directories);
        }
        String states = line.text("states_dir");
        return states.isEmpty()
                ? with
                : with.with(
                        "states_dirs", List.of(here.resolve(states).normalize().toString()));
    }

    private static int docs(String prefix, Caller caller, Printout printout) {
        for (String name : caller.functions().table().names()) {
            if (name.startsWith(prefix)) {
                Optional<Function> function = caller.functions().table().find(name);
                function.filter(f -> !f.doc().isEmpty()).ifPresent(f -> printout.line(name + ":\n" + f.doc() + "\n"));
            }
        }
        return Exit.OK;
    }

    private static int call(Caller caller, Invocation invocation, Printout printout) {
        Parsed line = invocation.line();
        Shell shell = invocation.shell();
        String fun = line.arg(0);
        Optional<Function> function = caller.functions().table().find(fun);
        if (function.isEmpty()) {
            return missing(fun, caller, shell, printout);
        }
        List<String> absent = absentExecutors(line.text("module_executors"));
        if (!absent.isEmpty()) {
            shell.err().println("Executor '" + absent.get(0) + "' is not available");
            return Exit.GENERIC;
        }
        List<String> words = line.args().subList(1, line.args().size());
        Outcome outcome;
        String jid = new JidSource(Clock.systemDefaultZone()).next();
        try {
            List<Object> wire = CommandArguments.wire(words, line);
            ArgumentParser.Arguments arguments = ArgumentParser.job(wire, function.get());
            Map<String, Object> publication = new LinkedHashMap<>(Map.of("fun", fun, "jid", jid, "tgt", "salt-call"));
            LOG.debug("{} is called for minion '{}'", fun, caller.id());
            Call call = Call.of(fun, jid, shell.user(), publication, caller.functions(), () -> false);
            outcome = caller.functions().invoke(arguments.args(), arguments.kwargs(), call);
            LOG.debug("{} ended: {}, return code {}", fun, outcome.success(), outcome.retcode());
            LOG.trace("its return: {}", outcome.value());
        } catch (InvocationError e) {
            shell.err().println(e.getMessage());
            return Exit.GENERIC;
        }
        if (outcome instanceof Outcome.Returned) {
            return returned(caller, invocation, printout, outcome, jid, words);
        }
        failed(fun, function.get(), outcome, shell, printout);
        return Exit.GENERIC;
    }

    /** Those of the list given that are not there; functions are always called directly. */
    private static List<String> absentExecutors(String given) {
        Object value = given.isEmpty() ? List.of() : CommandArguments.value(given);
        List<?> names = value instanceof List<?> list ? list : List.of(value);
        return names.stream()
                .map(String::valueOf)
                .filter(name -> !name.equals("direct_call"))
                .toList();
    }

    /** Salt 3006: functions whose names begin so are shown with their documentation. */
    private static int missing(String fun, Caller caller, Shell shell, Printout printout) {
        FunctionTable table = caller.functions().table();
        Map<String, Object> docs = new LinkedHashMap<>();
        for (String name : table.names()) {
            if (name.startsWith(fun)) {
                table.find(name).filter(f -> !f.doc().isEmpty()).ifPresent(f -> docs.put(name, f.doc()));
            }
        }
        if (!docs.isEmpty()) {
            docs.put(fun, table.missing(fun));
            printout.print(Map.of("local", docs), "nested", Exit.GENERIC);
            return Exit.GENERIC;
        }
        shell.err().println(table.missing(fun));
        shell.hint(Hints.function(caller.isLocal() ? "salt-call --local" : "salt-call", fun, table.names()));
        return Exit.MISSING_FUNCTION;
    }

    private static void failed(String fun, Function function, Outcome outcome, Shell shell, Printout printout) {
        String text = String.valueOf(outcome.value());
        if (outcome instanceof Outcome.Refused) {
            String reason = text.replaceFirst("(?s)\n\n.*", "").replaceFirst("^Passed invalid arguments to \\S+: ", "");
            shell.err().println("\nPassed invalid arguments: " + reason + ".\n\nUsage:");
            printout.line(function.doc());
        } else if (outcome instanceof Outcome.Failed failed && failed.cause() instanceof FunctionError error) {
            shell.err().println("Error running '" + fun + "': " + error.getMessage());
        } else {
            shell.err().println(text);
        }
    }

    private static int returned(
            Caller caller, Invocation invocation, Printout printout, Outcome outcome, String jid, List<String> words) {
        Parsed line = invocation.line();
        int code = retcode(outcome);
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("jid", jid);
        all.put("return", outcome.value());
        all.put("retcode", (long) code);
        if (outcome.out() != null) {
            all.put("out", outcome.out());
        }
        all.put("id", caller.id());
        all.put("fun", line.arg(0));
        all.put("fun_args", new ArrayList<Object>(words));
        if (!line.text("metadata").isEmpty()) {
            all.put("metadata", CommandArguments.value(line.text("metadata")));
        }
        Set<String> returners = Returners.names(line.text("return"));
        if (!returners.isEmpty()) {
            Map<String, @Nullable Object> kept = new LinkedHashMap<>(all);
            kept.put("success", true);
            caller.give(returners, kept);
        }
        if (!caller.isLocal() && !line.flag("no_return_event")) {
            Map<String, Object> load = new LinkedHashMap<>(all);
            load.put("jid", "req");
            load.put("success", code == 0);
            caller.report(load);
        }
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("local", line.flag("print_metadata") ? all : outcome.value());
        printout.print(shown, line.flag("print_metadata") ? "nested" : outcome.out(), code);
        return line.flag("retcode_passthrough") ? code : code == 0 ? Exit.OK : Exit.GENERIC;
    }

    /** Salt 3006: a map that says it has no success counts as failed even when no code was set. */
    private static int retcode(Outcome outcome) {
        boolean failed = outcome.value() instanceof Map<?, ?> map
                && (Boolean.FALSE.equals(map.get("result")) || Boolean.FALSE.equals(map.get("success")));
        return outcome.retcode() == 0 && failed ? Exit.GENERIC : outcome.retcode();
    }
}
