package dev.brine.cli.command;

import dev.brine.cli.output.Printout;
import java.util.List;
import java.util.function.Predicate;

/** The counts after a job ({@code --summary}). */
final class ReturnSummary {

    private static final String RULE = "-------------------------------------------";

    private ReturnSummary() {}

    static void print(List<MinionReturn> returns, boolean verbose, Printout printout) {
        List<String> failed = ids(returns, ret -> !ret.isSilent() && ret.retcode() != 0);
        long silent = returns.stream().filter(MinionReturn::isSilent).count();
        printout.line("\n");
        printout.line(RULE);
        printout.line("Summary");
        printout.line(RULE);
        printout.line("# of minions targeted: " + returns.size());
        printout.line("# of minions returned: " + (returns.size() - silent));
        printout.line("# of minions that did not return: " + silent);
        printout.line("# of minions with errors: " + failed.size());
        if (verbose) {
            list("Minions not connected", ids(returns, ret -> ret.silence().equals("Not connected")), printout);
            list("Minions not responding", ids(returns, ret -> ret.silence().equals("No response")), printout);
            list("Minions with failures", failed, printout);
        }
        printout.line(RULE);
    }

    private static List<String> ids(List<MinionReturn> returns, Predicate<MinionReturn> which) {
        return returns.stream().filter(which).map(MinionReturn::id).toList();
    }

    private static void list(String label, List<String> ids, Printout printout) {
        if (!ids.isEmpty()) {
            printout.line(label + ": " + String.join(" ", ids));
        }
    }
}
