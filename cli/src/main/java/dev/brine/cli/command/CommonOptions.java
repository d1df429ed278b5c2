package dev.brine.cli.command;

import static dev.brine.cli.option.Option.flag;
import static dev.brine.cli.option.Option.integer;
import static dev.brine.cli.option.Option.list;
import static dev.brine.cli.option.Option.text;

import dev.brine.cli.option.Option;
import dev.brine.cli.option.OptionHelp;
import java.util.ArrayList;
import java.util.List;

/** Options that several commands share. */
final class CommonOptions {

    private static final String LEVELS =
            "One of 'all', 'garbage', 'trace', 'debug', 'profile', 'info', 'warning', 'error', 'critical', 'quiet'.";

    /** In the order in which Salt's message names them. */
    private static final List<String> LEVEL_NAMES =
            List.of("all", "debug", "error", "critical", "garbage", "info", "profile", "quiet", "trace", "warning");

    private CommonOptions() {}

    /** The first group: what all commands have, then the command's own. */
    static OptionHelp.Group first(Option... own) {
        List<Option> options = new ArrayList<>();
        options.add(flag("version", "--version", "Show the program's version number and exit."));
        options.add(
                flag("versions_report", "-V --versions-report", "Show the versions of everything involved and exit."));
        options.add(flag("help", "-h --help", "Show this help message and exit."));
        options.add(text(
                "saltfile",
                "--saltfile",
                null,
                "A file of options for this command. Default: SALT_SALTFILE, './Saltfile' or '~/.salt/Saltfile'."));
        options.add(text(
                "config_dir",
                "-c --config-dir",
                null,
                "Configuration directory. Default: SALT_CONFIG_DIR or '/etc/salt'."));
        options.add(flag("hard_crash", "--hard-crash", "Print the stack trace of an unexpected failure."));
        options.addAll(List.of(own));
        return new OptionHelp.Group("", options);
    }

    static OptionHelp.Group targets(boolean extended) {
        List<Option> options = new ArrayList<>(List.of(
                flag("list_hosts", "-H --hosts", "List hosts of rosters.").refused("there are no rosters"),
                flag("pcre", "-E --pcre", "The target is a PCRE regular expression of minion ids."),
                flag("list", "-L --list", "The target is a list of minion ids, separated by commas or blanks."),
                flag("grain", "-G --grain", "The target is a grain and a glob: \"os:Arch*\"."),
                flag("grain_pcre", "-P --grain-pcre", "The target is a grain and a regular expression: \"os:Arch.*\"."),
                flag("nodegroup", "-N --nodegroup", "The target is a node group of the master's configuration."),
                flag("range", "-R --range", "The target is a range expression.").refused("there is no range server")));
        if (extended) {
            options.add(flag(
                    "compound",
                    "-C --compound",
                    "The target is a compound one: 'G@os:RedHat and web* or E@database.*'."));
            options.add(
                    flag("pillar", "-I --pillar", "The target is a pillar value and a glob: \"role:production*\"."));
            options.add(flag(
                    "pillar_pcre",
                    "-J --pillar-pcre",
                    "The target is a pillar value and a regular expression: \"role:prod.*\"."));
            options.add(flag("ipcidr", "-S --ipcidr", "The target is a subnet (CIDR) or an IP address."));
        }
        options.add(text("delimiter", "--delimiter", ":", "Separates the levels of grains and pillar. Default: ':'."));
        return new OptionHelp.Group("Target Options", options);
    }

    static OptionHelp.Group output(Option... more) {
        List<Option> options = new ArrayList<>(List.of(
                text(
                        "output",
                        "--out --output",
                        null,
                        "Print the output as 'nested', 'highstate', 'json', 'yaml', 'txt', 'raw', 'pprint', 'table', 'key',"
                                + " 'newline_values_only', 'no_return', 'profile' or 'quiet' (not at all)."),
                integer(
                        "output_indent",
                        "--out-indent --output-indent",
                        null,
                        "Indent by this many spaces; a negative value puts everything on one line."),
                text("output_file", "--out-file --output-file", null, "Write the output to this file."),
                flag("output_file_append", "--out-file-append --output-file-append", "Append to that file."),
                flag("no_color", "--no-color --no-colour", "No colours."),
                flag("force_color", "--force-color --force-colour", "Colours even where there is no terminal."),
                text(
                        "state_output",
                        "--state-output --state_output",
                        null,
                        "How much of each state is shown: 'full', 'terse', 'mixed', 'changes' or 'filter'."),
                text(
                        "state_verbose",
                        "--state-verbose --state_verbose",
                        null,
                        "Whether states that changed nothing are shown: True or False.")));
        options.addAll(List.of(more));
        return new OptionHelp.Group("Output Options", options);
    }

    static OptionHelp.Group logging(String names, String file) {
        return new OptionHelp.Group(
                "Logging Options",
                List.of(
                        text("log_level", names, null, "Log level of the console. " + LEVELS + " Default: 'warning'.")
                                .among(LEVEL_NAMES),
                        text("log_file", "--log-file", null, "Log file. Default: '" + file + "'."),
                        text("log_level_logfile", "--log-file-level", null, "Log level of the log file. " + LEVELS)
                                .among(LEVEL_NAMES)));
    }

    /** External authentication: user and password, or a token that stands for them. */
    static OptionHelp.Group passwords() {
        return passwords("-a --auth --eauth --external-auth");
    }

    /** @param names how the system is given; {@code salt-key} has another use for {@code -a} */
    static OptionHelp.Group passwords(String names) {
        return new OptionHelp.Group(
                "External Authentication",
                List.of(
                        text(
                                "eauth",
                                names,
                                "",
                                "Prove who asks by an external authentication system: 'pam', 'file', 'sharedsecret' or"
                                        + " 'auto', as external_auth of the master allows."),
                        flag("mktoken", "-T --make-token", "Keep a token, so that the next calls need no password."),
                        text("username", "--username", null, "User for external authentication."),
                        text("password", "--password", null, "Password for external authentication.")));
    }

    static OptionHelp.Group profiling() {
        String reason = "use a profiler of the JVM";
        return new OptionHelp.Group(
                "Profiling support",
                List.of(
                        text("profiling_path", "--profiling-path", "/tmp/stats", "Folder for statistics.")
                                .refused(reason),
                        flag("profiling_enabled", "--enable-profiling", "Write profiling statistics.")
                                .refused(reason)));
    }

    static Option argsStdin() {
        return flag("args_stdin", "--args-stdin", "Read more options and arguments from standard input, one a line.");
    }

    static Option noParse() {
        return text(
                "no_parse", "--no-parse", null, "Names of keyword arguments that are not read as YAML, with commas.");
    }

    static Option doc() {
        return flag("doc", "-d --doc --documentation", "Show the documentation of a module, of a function or of all.");
    }

    static List<Option> executors() {
        return List.of(
                text(
                        "module_executors",
                        "--module-executors",
                        "",
                        "A list of executors for minions that have them; Brine's have direct_call only."),
                text("executor_opts", "--executor-opts", "", "Options of executors."));
    }

    static List<Option> daemon(String name) {
        return List.of(
                text("user", "-u --user", null, "The account that runs " + name + "."),
                flag("daemon", "-d --daemon", "Run " + name + " as a daemon."),
                text("pidfile", "--pid-file", null, "Where the process id is written."));
    }

    /** One list of several. */
    static Option[] join(List<Option> first, Option... more) {
        List<Option> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return all.toArray(Option[]::new);
    }

    static Option moduleDirs() {
        return list("module_dirs", "-m --module-dirs", "Another directory of modules; may be given several times.");
    }
}
