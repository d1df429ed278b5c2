package dev.brine.cli;

import dev.brine.cli.command.Exit;
import dev.brine.cli.command.Launch;
import dev.brine.cli.command.Program;
import dev.brine.cli.command.Shell;
import java.util.Arrays;
import java.util.List;

/** The one entry of all commands: {@code Main salt '*' test.ping}. The launchers in {@code bin/} give the name. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(Shell.ofProcess(), Arrays.asList(args)));
    }

    static int run(Shell shell, List<String> line) {
        Program program = line.isEmpty() ? null : Programs.find(line.get(0));
        if (program == null) {
            shell.err().println("Usage: Main <command> [options]; commands: " + String.join(", ", Programs.NAMES));
            return Exit.USAGE;
        }
        return new Launch(program, shell).run(line.subList(1, line.size()));
    }
}
