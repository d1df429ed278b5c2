package dev.brine.reactor.reaction;

import dev.brine.engine.client.BatchPlan;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.yaml.YamlError;
import dev.brine.engine.render.yaml.YamlLoader;
import dev.brine.reactor.sls.LowChunk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the arguments of a low chunk.
 *
 * <p>Salt 3006: utils/reactor.py ReactWrap. New grammar: everything under {@code args}. Old grammar: {@code arg} and {@code
 * kwarg}; for runner and wheel also keywords straight below the function, spread over its parameters with their defaults.
 * {@code args} wins when both are there, with a warning.
 */
public final class CallResolver {
    private static final Set<String> TYPES = Set.of("local", "runner", "wheel", "caller");
    /** Salt 3006: REACTOR_INTERNAL_KEYWORDS. */
    private static final Set<String> INTERNAL = Set.of("__id__", "__sls__", "name", "order", "fun", "key", "state");
    /**
     * Of a chunk's other fields, those that a master takes from a publication's keywords; {@code batch} and {@code batch_wait} are
     * for the reactor itself, stock passes them over.
     */
    private static final List<String> PUBLISHED = List.of(
            "metadata",
            "ret_config",
            "ret_kwargs",
            "module_executors",
            "executor_opts",
            "delimiter",
            "batch",
            "batch_wait");

    private final Signatures signatures;
    private final Host host;
    private final TaintGuard guard;
    private final YamlLoader yaml = new YamlLoader();

    /** Where the reactor runs. */
    public enum Host {
        MASTER,
        /** Has no runners and nobody to publish to: only {@code caller} can be done there. */
        MINION
    }

    /** For a master's reactions. */
    public CallResolver(Signatures signatures) {
        this(signatures, Host.MASTER, TaintRules.DEFAULT);
    }

    public CallResolver(Signatures signatures, Host host, TaintRules taint) {
        this.signatures = signatures;
        this.host = host;
        this.guard = new TaintGuard(taint);
    }

    /** What came of a chunk. */
    public sealed interface Resolved {
        List<String> warnings();

        /** Why there is no call; empty when there is one. */
        default String problem() {
            return "";
        }
    }

    /** A call, with what its author should know. */
    public record Ready(Reaction reaction, List<String> warnings) implements Resolved {}

    /** No call; {@code problem} has the place and says what would do. */
    public record Unusable(String problem, List<String> warnings) implements Resolved {}

    /**
     * No call, because text of the event would widen it.
     *
     * @param what the part of the call: tgt, match, fun, cmd
     * @param problem has the place and says what would do
     */
    public record Refused(String what, String problem, List<String> warnings) implements Resolved {}

    private static final class NoCall extends Exception {
        private static final long serialVersionUID = 1L;

        NoCall(String message) {
            super(message);
        }
    }

    /** Positional and keyword arguments, as the file gives them. */
    private record Given(@Nullable Object arg, @Nullable Object kwarg) {}

    /** Resolves one chunk. */
    public Resolved resolve(LowChunk chunk) {
        List<String> warnings = new ArrayList<>();
        try {
            Reaction reaction = reaction(chunk, warnings);
            TaintGuard.Refusal refusal =
                    guard.check(reaction, chunk.id(), chunk.taints(), warnings).orElse(null);
            return refusal == null
                    ? new Ready(reaction, List.copyOf(warnings))
                    : new Refused(refusal.what(), refusal.why(), List.copyOf(warnings));
        } catch (NoCall e) {
            return new Unusable(chunk.place() + ": " + e.getMessage(), List.copyOf(warnings));
        }
    }

    private Reaction reaction(LowChunk chunk, List<String> warnings) throws NoCall {
        String type = chunk.state();
        if (!TYPES.contains(type)) {
            throw new NoCall("reaction '" + chunk.id() + "' has the type '" + type
                    + "', which there is not; use local, runner, wheel or caller");
        }
        if (host == Host.MINION && !type.equals("caller")) {
            throw new NoCall("reaction '" + chunk.id() + "' (" + type + "." + chunk.fun()
                    + ") cannot be done by a minion's reactor, which has no runners and nobody to publish jobs to; write"
                    + " caller.<function>, or call event.send and have the master's reactor answer that");
        }
        for (Object key : chunk.fields().keySet()) {
            if (!(key instanceof String)) {
                throw new NoCall(
                        "reaction '" + chunk.id() + "': the argument name " + Repr.repr(key) + " must be text");
            }
        }
        Map<@Nullable Object, @Nullable Object> low = chunk.fields();
        if (type.equals("local") && !low.containsKey("tgt")) {
            throw new NoCall(
                    "reaction '" + chunk.id() + "' (local." + chunk.fun() + ") names no target; add '- tgt: ...'");
        }
        Given given = low.containsKey("args") ? fromArgs(chunk, warnings) : fromLegacy(chunk);
        List<@Nullable Object> arg = positional(given.arg());
        Map<String, @Nullable Object> kwarg = keywords(given.kwarg());
        if (given.arg() instanceof String) {
            warnings.add(chunk.place() + ": arg of '" + chunk.id() + "' is a text; write a list: '- arg: [...]'");
        }
        return switch (type) {
            case "runner" -> new Reaction.Runner(chunk.fun(), arg, kwarg);
            case "wheel" -> new Reaction.Wheel(chunk.fun(), arg, kwarg);
            case "caller" -> new Reaction.Caller(chunk.fun(), arg, kwarg);
            default -> local(chunk, arg, kwarg, warnings);
        };
    }

    private static Reaction local(
            LowChunk chunk, List<@Nullable Object> arg, Map<String, @Nullable Object> kwarg, List<String> warnings)
            throws NoCall {
        Map<@Nullable Object, @Nullable Object> low = chunk.fields();
        Object type = low.get("tgt_type");
        if (low.containsKey("expr_form")) {
            warnings.add(chunk.place() + ": expr_form of '" + chunk.id() + "' is an old name; write tgt_type");
            type = type == null ? low.get("expr_form") : type;
        }
        if (low.get("batch") != null
                && BatchPlan.size(text(low.get("batch")), 1).isEmpty()) {
            throw new NoCall("batch of '" + chunk.id() + "' is " + Repr.repr(low.get("batch")) + "; write 10% or 3");
        }
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        for (String name : PUBLISHED) {
            if (low.containsKey(name)) {
                options.put(name, low.get(name));
            }
        }
        return new Reaction.Local(
                low.get("tgt"),
                type == null ? "glob" : String.valueOf(type),
                chunk.fun(),
                arg,
                kwarg,
                text(low.get("ret")),
                text(low.get("jid")),
                options);
    }

    /** The new grammar. */
    private Given fromArgs(LowChunk chunk, List<String> warnings) throws NoCall {
        Map<@Nullable Object, @Nullable Object> low = chunk.fields();
        Object args = low.get("args");
        if (args instanceof String && chunk.taints().of(args) != null) {
            throw new NoCall(
                    "reaction '" + chunk.id() + "': args as one text of the event would choose the names of arguments;"
                            + " write '- args:' as a list of them");
        }
        for (String item : new String[] {"arg", "kwarg"}) {
            if (low.containsKey(item)) {
                warnings.add("Reactor '" + chunk.id() + "' is ignoring '" + item + "' param " + Repr.repr(low.get(item))
                        + " due to presence of 'args' param. Check the Reactor System documentation for the correct"
                        + " argument format.");
            }
        }
        if (chunk.state().equals("caller") && args instanceof List<?> list && !isDictList(list)) {
            return new Given(list, Map.of());
        }
        if (args instanceof Map<?, ?>) {
            return new Given(List.of(), args);
        }
        Map<Object, @Nullable Object> repacked = repack(args);
        if (repacked.isEmpty()) {
            throw new NoCall("Reactor '" + chunk.id() + "' failed to execute " + chunk.state() + " '" + chunk.fun()
                    + "': Incorrect argument format, check the Reactor System documentation for the correct format.");
        }
        return new Given(List.of(), repacked);
    }

    /** The old grammar. */
    private Given fromLegacy(LowChunk chunk) throws NoCall {
        Map<@Nullable Object, @Nullable Object> low = chunk.fields();
        boolean onMaster = chunk.state().equals("runner") || chunk.state().equals("wheel");
        Given spread = new Given(List.of(), Map.of());
        if (onMaster && !(low.containsKey("arg") && low.containsKey("kwarg"))) {
            spread = spread(chunk);
        }
        return new Given(
                low.containsKey("arg") ? low.get("arg") : spread.arg(),
                low.containsKey("kwarg") ? low.get("kwarg") : spread.kwarg());
    }

    /** Spreads a chunk's fields over a function's parameters. Salt 3006: utils/args.py format_call. */
    private Given spread(LowChunk chunk) throws NoCall {
        Signature signature = signatures.find(chunk.state(), chunk.fun()).orElse(null);
        if (signature == null) {
            throw new NoCall("Reactor '" + chunk.id() + "' failed to execute " + chunk.state() + " '" + chunk.fun()
                    + "': function not available");
        }
        Map<@Nullable Object, @Nullable Object> left = new LinkedHashMap<>(chunk.fields());
        Map<Object, @Nullable Object> kwarg = new LinkedHashMap<>();
        signature.defaults().forEach((name, value) -> {
            kwarg.put(name, left.containsKey(name) ? left.get(name) : value);
            left.remove(name);
        });
        List<@Nullable Object> arg = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String name : signature.required()) {
            if (left.containsKey(name)) {
                arg.add(left.remove(name));
            } else {
                missing.add(name);
            }
        }
        String function = chunk.state() + " function " + chunk.fun();
        if (!missing.isEmpty()) {
            throw new NoCall("Reactor '" + chunk.id() + "': " + function + " needs " + String.join(", ", missing));
        }
        left.keySet().removeIf(name -> INTERNAL.contains(String.valueOf(name)));
        if (!left.isEmpty() && !signature.keywords()) {
            throw new NoCall(
                    "Reactor '" + chunk.id() + "': " + left.keySet() + " no argument of " + function + "; it takes "
                            + signature.required() + signature.defaults().keySet());
        }
        left.forEach((name, value) -> kwarg.put(Objects.requireNonNull(name), value));
        return new Given(arg, kwarg);
    }

    /** Salt 3006: utils/data.py repack_dictlist; a text is read as YAML first. */
    private Map<Object, @Nullable Object> repack(@Nullable Object given) {
        Object value = given;
        if (given instanceof String text) {
            try {
                value = yaml.load(text);
            } catch (YamlError e) {
                return Map.of();
            }
        }
        if (!(value instanceof List<?> list)) {
            return Map.of();
        }
        Map<Object, @Nullable Object> all = new LinkedHashMap<>();
        for (Object element : list) {
            if (element instanceof Map<?, ?> map && map.size() == 1) {
                Map.Entry<?, ?> only = map.entrySet().iterator().next();
                all.put(Objects.requireNonNullElse(only.getKey(), "None"), only.getValue());
            } else if (element instanceof String || element instanceof Number || element instanceof Boolean) {
                all.put(element, null);
            } else {
                return Map.of();
            }
        }
        return all;
    }

    private static boolean isDictList(List<?> list) {
        return list.stream().allMatch(element -> element instanceof Map<?, ?> map && map.size() == 1);
    }

    /** A single value is a list of one. Stock hands a text on letter by letter, which nobody can want. */
    private static List<@Nullable Object> positional(@Nullable Object arg) {
        List<@Nullable Object> all = new ArrayList<>();
        if (arg instanceof List<?> list) {
            all.addAll(list);
        } else if (arg instanceof Map<?, ?> map) {
            all.addAll(map.keySet());
        } else if (arg != null) {
            all.add(arg);
        }
        return all;
    }

    private Map<String, @Nullable Object> keywords(@Nullable Object kwarg) {
        Map<?, ?> map = kwarg instanceof Map<?, ?> given ? given : kwarg == null ? Map.of() : repack(kwarg);
        Map<String, @Nullable Object> keywords = new LinkedHashMap<>();
        map.forEach((name, value) -> keywords.put(name instanceof String text ? text : Repr.repr(name), value));
        return keywords;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : String.valueOf(value);
    }
}
