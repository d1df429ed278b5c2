package dev.brine.cli.command;

import dev.brine.cli.option.Parsed;
import dev.brine.cli.option.UsageError;
import dev.brine.engine.target.Target;
import dev.brine.engine.target.TargetType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The job that a command line of {@code salt} describes.
 *
 * @param fun a name, or a list of names for a compound command
 * @param arg arguments as on the wire; for a compound command a list for each function
 */
record JobCommand(Target target, Object fun, List<Object> arg) {

    /** A compound command whose arguments do not fit its functions. */
    static final class Uneven extends Exception {
        private static final long serialVersionUID = 1L;

        Uneven(String message) {
            super(message);
        }
    }

    private static final Map<String, TargetType> TYPES = new TreeMap<>(Map.of(
            "pcre", TargetType.PCRE,
            "list", TargetType.LIST,
            "grain", TargetType.GRAIN,
            "grain_pcre", TargetType.GRAIN_PCRE,
            "nodegroup", TargetType.NODEGROUP,
            "compound", TargetType.COMPOUND,
            "pillar", TargetType.PILLAR,
            "pillar_pcre", TargetType.PILLAR_PCRE,
            "ipcidr", TargetType.IPCIDR));

    static JobCommand of(Parsed line) throws UsageError, Uneven {
        List<String> args = new ArrayList<>(line.args());
        if (line.flag("doc")) {
            if (args.isEmpty()) {
                args.add("*");
            }
            if (args.size() < 2 || !args.get(1).equals("sys.doc")) {
                args.add(1, "sys.doc");
            }
            if (args.size() > 3) {
                throw new UsageError("You can only get documentation for one method at one time.");
            }
        }
        Target target = target(line, args.get(0));
        if (line.flag("preview_target")) {
            return new JobCommand(target, "test.ping", List.of());
        }
        List<String> words = args.subList(2, args.size());
        if (!args.get(1).contains(",")) {
            return new JobCommand(target, args.get(1), CommandArguments.wire(words, line));
        }
        List<String> functions = List.of(args.get(1).split(",", -1));
        List<Object> arg = new ArrayList<>();
        for (List<String> part : parts(words, functions.size(), line.text("args_separator"))) {
            arg.add(CommandArguments.wire(part, line));
        }
        return new JobCommand(target, functions, arg);
    }

    /** The target alone, for a command that makes its jobs itself. */
    static JobCommand none(Parsed line) throws UsageError {
        return new JobCommand(target(line, line.arg(0)), "", List.of());
    }

    boolean isDoc() {
        return "sys.doc".equals(fun);
    }

    private static Target target(Parsed line, String expression) throws UsageError {
        List<String> given = TYPES.keySet().stream().filter(line::flag).toList();
        if (given.size() > 1) {
            throw new UsageError("The options --"
                    + String.join(
                            "/--", given.stream().map(g -> g.replace('_', '-')).toList())
                    + " are mutually exclusive. Please only choose one of them");
        }
        TargetType type = given.isEmpty() ? TargetType.GLOB : TYPES.getOrDefault(given.get(0), TargetType.GLOB);
        Object tgt = expression;
        if (type == TargetType.LIST) {
            tgt = expression.contains(",")
                    ? List.of(expression.replace(" ", "").split(",", -1))
                    : List.of(expression.strip().split("\\s+"));
        }
        return new Target(tgt, type, line.text("delimiter"));
    }

    /** Deals the words to the functions: at words that are the separator, or, if these do not suffice, inside words too. */
    private static List<List<String>> parts(List<String> words, int functions, String separator) throws Uneven {
        boolean alone = words.stream().filter(separator::equals).count() == functions - 1;
        List<List<String>> parts = new ArrayList<>(List.of(new ArrayList<>()));
        for (String word : words) {
            if (alone && word.equals(separator)) {
                parts.add(new ArrayList<>());
            } else if (!alone && word.contains(separator)) {
                deal(word.split(java.util.regex.Pattern.quote(separator), -1), parts);
            } else {
                parts.get(parts.size() - 1).add(word);
            }
        }
        if (parts.size() < functions) {
            throw new Uneven("Cannot execute compound command without defining all arguments.");
        }
        if (parts.size() > functions) {
            throw new Uneven("Cannot execute compound command with more arguments than commands.");
        }
        return parts;
    }

    private static void deal(String[] pieces, List<List<String>> parts) {
        for (int i = 0; i < pieces.length; i++) {
            if (i > 0) {
                parts.add(new ArrayList<>());
            }
            if (!pieces[i].isEmpty()) {
                parts.get(parts.size() - 1).add(pieces[i]);
            }
        }
    }
}
