package dev.brine.cli.command;

import dev.brine.cli.option.OptionHelp;
import dev.brine.cli.option.Parsed;
import dev.brine.cli.option.UsageError;
import java.util.List;

/** One of Salt's commands. */
public interface Program {

    /** The name users type. */
    String name();

    /** What follows the name on the command line. */
    String usage();

    String description();

    List<OptionHelp.Group> options();

    /** Command lines to begin with, each followed by what it does where that is not plain. */
    List<String> examples();

    /** The text of {@code --help}. */
    default String help() {
        return OptionHelp.text(name() + " " + usage(), description(), options(), examples());
    }

    /** The configuration file below the configuration directory: {@code master} or {@code minion}. */
    String configFile();

    /**
     * Does the work.
     *
     * @return the exit code
     * @throws UsageError when the command line does not make sense
     */
    int run(Invocation invocation) throws UsageError, InterruptedException;

    /** A command line with what it runs in. */
    record Invocation(Parsed line, Shell shell, Settings settings) {}
}
