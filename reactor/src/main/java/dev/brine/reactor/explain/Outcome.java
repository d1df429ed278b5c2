package dev.brine.reactor.explain;

import dev.brine.engine.target.Expected;
import dev.brine.engine.target.Facts;
import dev.brine.engine.target.Target;
import dev.brine.engine.target.TargetCompiler;
import dev.brine.engine.target.TargetException;
import dev.brine.engine.target.TargetType;
import dev.brine.reactor.flow.Choice;
import dev.brine.reactor.reaction.CallResolver;
import dev.brine.reactor.reaction.Reaction;
import dev.brine.reactor.sls.Compilation;
import dev.brine.reactor.sls.LowChunk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What files would do: rendered, compiled and resolved, and never run. One thread. */
final class Outcome {
    private final Workshop shop;
    private final List<Compilation.FileResult> files = new ArrayList<>();
    private final List<Object> chunks = new ArrayList<>();
    private final List<Object> calls = new ArrayList<>();
    private final List<Object> problems = new ArrayList<>();
    private final List<Object> warnings = new ArrayList<>();

    Outcome(Workshop shop) {
        this.shop = shop;
    }

    /** Adds what the chosen files do. */
    void add(Choice choice) {
        Compilation compiled = shop.compiler().compile(choice.references(), choice.context());
        add(compiled, choice);
    }

    /** Adds what compiled files do, whatever the rules. */
    void add(Compilation compiled) {
        add(compiled, null);
    }

    private void add(Compilation compiled, @Nullable Choice choice) {
        files.addAll(compiled.files());
        problems.addAll(compiled.problems());
        warnings.addAll(compiled.warnings());
        for (LowChunk chunk : compiled.chunks()) {
            chunks.add(chunk.fields());
            CallResolver.Resolved resolved = shop.resolver().resolve(chunk);
            warnings.addAll(resolved.warnings());
            if (resolved instanceof CallResolver.Ready ready) {
                Map<String, @Nullable Object> call = call(ready.reaction());
                call.put("id", chunk.id());
                call.put("sls", chunk.sls());
                if (choice != null) {
                    String file = choice.fileOf(chunk, compiled);
                    call.put("rule", choice.ruleOf(file));
                    if (choice.shadows().contains(file)) {
                        call.put("mode", "shadow: kept as a record and not run");
                    }
                }
                calls.add(call);
            } else {
                problems.add(resolved.problem());
            }
        }
    }

    /** What became of a rule's file; empty when it was not rendered. {@code id}: of the event. */
    Optional<String> fate(String reference, @Nullable Object id) {
        List<Compilation.FileResult> results =
                files.stream().filter(f -> f.reference().equals(reference)).toList();
        return results.stream()
                .filter(f -> f.state() != Compilation.State.EMPTY)
                .findFirst()
                .or(() -> results.stream().findFirst())
                .map(f -> switch (f.state()) {
                    case RENDERED -> "the file gives reactions";
                    case EMPTY ->
                        "the file rendered to nothing: its own conditions do not hold" + Hint.empty(f.file(), id);
                    case MISSING -> f.problem() + Hint.file(f.reference());
                    case FAILED, REFUSED -> f.problem() + Hint.problem(f.problem());
                });
    }

    /** Whether a rule's file gives reactions. */
    boolean gives(String reference) {
        return files.stream().anyMatch(f -> f.reference().equals(reference) && f.state() == Compilation.State.RENDERED);
    }

    List<Object> calls() {
        return calls;
    }

    List<Object> problems() {
        return problems;
    }

    List<Object> warnings() {
        return warnings;
    }

    /** {@code files, chunks, calls, problems, warnings}. */
    Map<String, Object> shown() {
        List<Object> shown = new ArrayList<>();
        for (Compilation.FileResult file : files) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("file", file.file());
            one.put("state", file.state().name().toLowerCase(Locale.ROOT));
            one.put("rendered", file.text());
            shown.add(one);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("files", shown);
        all.put("chunks", chunks);
        all.put("calls", calls);
        all.put("problems", problems);
        all.put("warnings", warnings);
        return all;
    }

    private Map<String, @Nullable Object> call(Reaction reaction) {
        Map<String, @Nullable Object> call = new LinkedHashMap<>(reaction.describe());
        if (reaction instanceof Reaction.Local local) {
            Object minions = minions(local);
            call.put("minions", minions);
            if (minions instanceof List<?> none && none.isEmpty()) {
                warnings.add("no accepted minion matches the target " + local.tgt() + " (" + local.tgtType() + ") of "
                        + local.fun() + "; salt-key -L shows who is accepted");
            }
        }
        return call;
    }

    /** Ids that the target means now; what needs grains or pillar is left to the minions. */
    private @Nullable Object minions(Reaction.Local local) {
        TargetType type = TargetType.of(local.tgtType()).orElse(null);
        if (type != TargetType.GLOB && type != TargetType.LIST && type != TargetType.PCRE) {
            return "decided by the minions' " + local.tgtType();
        }
        Object tgt = local.tgt() instanceof List<?> ids
                ? ids.stream().map(String::valueOf).toList()
                : String.valueOf(local.tgt());
        try {
            return Expected.of(
                            new TargetCompiler(Map.of()),
                            new Target(tgt, type, ":"),
                            shop.minions().get(),
                            Facts::unknown)
                    .minions();
        } catch (TargetException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
