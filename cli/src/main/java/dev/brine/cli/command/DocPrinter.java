package dev.brine.cli.command;

import dev.brine.cli.option.Parsed;
import dev.brine.cli.output.Printout;
import dev.brine.cli.output.TerminalText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prints the documentation that minions returned, each function once. */
final class DocPrinter {

    private final Printout printout;
    private final Parsed line;
    private final Shell shell;

    DocPrinter(Printout printout, Parsed line, Shell shell) {
        this.printout = printout;
        this.line = line;
        this.shell = shell;
    }

    int print(List<MinionReturn> returns) {
        Map<String, String> docs = new TreeMap<>();
        for (MinionReturn ret : returns) {
            if (ret.value() instanceof Map<?, ?> byFunction) {
                byFunction.forEach((fun, doc) -> {
                    if (doc instanceof String text && !text.isEmpty()) {
                        docs.putIfAbsent(fun.toString(), text);
                    }
                });
            }
        }
        docs.forEach(this::print);
        return Exit.OK;
    }

    /** Prints one function's documentation. */
    void print(String fun, String doc) {
        if (!line.text("output").isEmpty()) {
            printout.print(Map.of(fun, doc), "nested");
            return;
        }
        printout.line(shown(fun) + ":");
        printout.line(shown(doc));
        printout.line("");
    }

    private String shown(String text) {
        return shell.terminal() ? TerminalText.clean(text) : text;
    }
}
