package dev.brine.reactor.reaction;

import dev.brine.engine.render.TaintedSpot.Piece;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.reactor.sls.Taints;
import dev.brine.reactor.sls.Taints.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a finished call for text of the event that would widen it: a target that means more than one id, a key match that is
 * no id, a function, a shell command.
 *
 * <p>Only the event's own characters are judged; globs that the file writes around them are its author's.
 */
final class TaintGuard {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:@-]*");
    private static final Pattern GLOB = Pattern.compile("[*?\\[\\]]");
    private static final Pattern LITERAL = Pattern.compile("[\\p{L}\\p{N}_.:@/ -]*");
    private static final Pattern WORD = Pattern.compile("(?!(?:and|or|not)$)[\\p{L}\\p{N}_.:/-]*");
    private static final Set<String> SHELL = Set.of(
            "cmd.run",
            "cmd.run_all",
            "cmd.run_stdout",
            "cmd.run_stderr",
            "cmd.run_bg",
            "cmd.run_chroot",
            "cmd.shell",
            "cmd.retcode",
            "cmd.exec_code",
            "cmd.exec_code_all",
            "cmd.script",
            "cmd.script_retcode",
            "cmd.powershell",
            "cmd.powershell_all");
    /** Their first argument is a function. */
    private static final Set<String> CALLING = Set.of(
            "salt.cmd", "state.single", "saltutil.runner", "saltutil.wheel", "saltutil.cmd", "saltutil.cmd_iter");

    private static final Set<String> COMMAND = Set.of("cmd", "name", "code", "source", "args");
    private static final int SHOWN = 80;

    private final TaintRules rules;

    TaintGuard(TaintRules rules) {
        this.rules = rules;
    }

    /**
     * What must not be.
     *
     * @param what the part of the call: tgt, match, fun, cmd
     * @param why with the line and what would do
     */
    record Refusal(String what, String why) {}

    /** Why the call is not to be made; adds what its author should know to {@code warnings}. */
    Optional<Refusal> check(Reaction reaction, String id, Taints taints, List<String> warnings) {
        String call = "'" + id + "' (" + reaction.type() + "." + reaction.fun() + ")";
        Optional<Refusal> refusal = target(reaction, call, taints);
        if (refusal.isEmpty()) {
            refusal = function(reaction, call, taints);
        }
        return refusal.isPresent() ? refusal : shell(reaction, call, taints, warnings);
    }

    private Optional<Refusal> target(Reaction reaction, String call, Taints taints) {
        if (reaction instanceof Reaction.Local local) {
            Optional<Refusal> wide = wide("tgt", local.tgt(), local.tgtType(), call, taints);
            if (wide.isPresent()) {
                return wide;
            }
        }
        Object tgt = reaction.kwarg().get("tgt");
        Object type = reaction.kwarg().getOrDefault("tgt_type", "glob");
        Optional<Refusal> wide = wide("tgt", tgt, String.valueOf(type), call, taints);
        if (wide.isPresent()
                || !(reaction instanceof Reaction.Wheel)
                || !reaction.fun().startsWith("key.")) {
            return wide;
        }
        for (Object value : reaction.arg()) {
            Optional<Refusal> match = wide("match", value, "id", call, taints);
            if (match.isPresent()) {
                return match;
            }
        }
        for (Map.Entry<String, @Nullable Object> value : reaction.kwarg().entrySet()) {
            Optional<Refusal> match = wide(value.getKey(), value.getValue(), "id", call, taints);
            if (match.isPresent()) {
                return match;
            }
        }
        return Optional.empty();
    }

    private Optional<Refusal> wide(String what, @Nullable Object value, String type, String call, Taints taints) {
        if (value instanceof List<?> list) {
            return list.stream()
                    .flatMap(item -> wide(what, item, type, call, taints).stream())
                    .findFirst();
        }
        if (value instanceof Map<?, ?> map) {
            Optional<Refusal> inKey = wide(what, List.copyOf(map.keySet()), type, call, taints);
            return inKey.isPresent()
                    ? inKey
                    : map.values().stream()
                            .flatMap(item -> wide(what, item, type, call, taints).stream())
                            .findFirst();
        }
        Source source = taints.of(value);
        if (source == null || rules.targets().contains(String.valueOf(value))) {
            return Optional.empty();
        }
        for (Piece piece : source.pieces()) {
            if (piece.tainted() && isWide(piece.text(), type)) {
                return refused(
                        what,
                        source,
                        call,
                        "may mean more than the one it names: " + shown(value)
                                + "; list what events may say there in reactor_target_allow");
            }
        }
        return Optional.empty();
    }

    private static boolean isWide(String text, String type) {
        return switch (type) {
            case "id" -> !ID.matcher(text).matches();
            case "list" -> text.indexOf(',') >= 0;
            case "glob", "grain", "pillar", "pillar_exact", "ipcidr", "node" ->
                GLOB.matcher(text).find();
            case "pcre", "grain_pcre", "pillar_pcre" -> !LITERAL.matcher(text).matches();
            default -> !WORD.matcher(text).matches();
        };
    }

    private static Optional<Refusal> function(Reaction reaction, String call, Taints taints) {
        Object fun = reaction.kwarg().get("fun");
        if (fun == null && CALLING.contains(reaction.fun()) && !reaction.arg().isEmpty()) {
            fun = reaction.arg().get(0);
        }
        Source source = taints.of(fun);
        return source == null
                ? Optional.empty()
                : refused("fun", source, call, "is a function: " + shown(fun) + "; write it in the file");
    }

    private Optional<Refusal> shell(Reaction reaction, String call, Taints taints, List<String> warnings) {
        boolean direct = SHELL.contains(reaction.fun());
        boolean called = CALLING.contains(reaction.fun()) && names(reaction);
        if (rules.shell() == TaintRules.Shell.OFF || !(direct || called)) {
            return Optional.empty();
        }
        for (Object value : reaction.arg()) {
            Optional<Refusal> refusal = command(value, call, taints, warnings);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        for (Map.Entry<String, @Nullable Object> given : reaction.kwarg().entrySet()) {
            Optional<Refusal> refusal = COMMAND.contains(given.getKey())
                    ? command(given.getValue(), call, taints, warnings)
                    : Optional.empty();
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    /** Whether a function that calls another is told to run a command. */
    private static boolean names(Reaction reaction) {
        Object first = reaction.arg().isEmpty() ? null : reaction.arg().get(0);
        Object fun = reaction.kwarg().getOrDefault("fun", first);
        return fun instanceof String name
                && (SHELL.contains(name) || name.equals("cmd.wait") || name.equals("cmd.script"));
    }

    private Optional<Refusal> command(@Nullable Object value, String call, Taints taints, List<String> warnings) {
        Source source = taints.of(value);
        if (source == null) {
            return Optional.empty();
        }
        if (rules.shell() == TaintRules.Shell.ENFORCE && ShellText.isHarmful(source.pieces())) {
            return refused("cmd", source, call, "would be more than a word of the command; write {{ ... | quote }}");
        }
        if (ShellText.isUnquoted(source.pieces())) {
            warnings.add(
                    source.place() + ": text of the event (" + source.origins() + ") goes into the shell command of "
                            + call + " as it is; write {{ ... | quote }}, without quotes around it");
        }
        return Optional.empty();
    }

    private static Optional<Refusal> refused(String what, Source source, String call, String why) {
        return Optional.of(new Refusal(
                what,
                source.place() + ": '" + what + "' of " + call + " has text of the event (" + source.origins()
                        + ") that " + why));
    }

    private static String shown(@Nullable Object value) {
        String text = Repr.repr(value);
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
