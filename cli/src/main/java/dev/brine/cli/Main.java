package dev.brine.cli;

import dev.brine.cli.command.Exit;
import dev.brine.cli.command.Launch;
import dev.brine.cli.command.Program;
import dev.brine.cli.command.Shell;
import dev.brine.cli.completion.BashCompletion;
import dev.brine.cli.completion.ZshCompletion;
import dev.brine.cli.quickstart.Quickstart;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The one entry of all commands: {@code Main salt '*' test.ping}. The launchers in {@code bin/} give the name. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        WatchedOutput out = WatchedOutput.ofProcess();
        System.setOut(out.stream());
        int code = run(Shell.ofProcess(), Arrays.asList(args));
        String fault = out.fault();
        if (!fault.isEmpty()) {
            System.err.println((args.length == 0 ? "brine" : args[0]) + ": cannot write the output: " + fault);
            code = Math.max(code, Exit.GENERIC);
        }
        System.exit(code);
    }

    static int run(Shell shell, List<String> line) {
        String name = line.isEmpty() ? "" : line.get(0);
        List<String> rest = line.subList(Math.min(1, line.size()), line.size());
        return switch (name) {
            case "quickstart" -> quickstart(shell, rest);
            case "warm-up" -> WarmUp.run();
            case "completion" -> completion(shell, rest);
            default -> {
                Program program = Programs.find(name);
                if (program == null) {
                    shell.err()
                            .println("Usage: Main <command> [options]; commands: " + String.join(", ", Programs.NAMES));
                    yield Exit.USAGE;
                }
                yield new Launch(program, shell).run(rest);
            }
        };
    }

    /** Prints the completion for a shell, as it lies in {@code completion/}. */
    private static int completion(Shell shell, List<String> line) {
        List<Program> programs = Programs.NAMES.stream()
                .map(Programs::find)
                .filter(Objects::nonNull)
                .toList();
        String name = line.isEmpty() ? "" : line.get(0);
        switch (name) {
            case "bash" -> shell.out().print(BashCompletion.script(programs));
            case "zsh" -> shell.out().print(ZshCompletion.script(programs));
            default -> {
                shell.err().println("Usage: Main completion bash|zsh");
                return Exit.USAGE;
            }
        }
        return Exit.OK;
    }

    private static int quickstart(Shell shell, List<String> line) {
        try {
            return new Quickstart(shell).run(line, Path.of(System.getProperty("brine.home", ".")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Exit.GENERIC;
        }
    }
}
