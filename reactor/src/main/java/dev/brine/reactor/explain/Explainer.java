package dev.brine.reactor.explain;

import dev.brine.engine.event.Origin;
import dev.brine.engine.target.Expected;
import dev.brine.engine.target.Facts;
import dev.brine.engine.target.Target;
import dev.brine.engine.target.TargetCompiler;
import dev.brine.engine.target.TargetException;
import dev.brine.engine.target.TargetType;
import dev.brine.reactor.reaction.CallResolver;
import dev.brine.reactor.reaction.Reaction;
import dev.brine.reactor.rule.Rule;
import dev.brine.reactor.rule.RuleSet;
import dev.brine.reactor.rule.Spelling;
import dev.brine.reactor.sls.Compilation;
import dev.brine.reactor.sls.EventContext;
import dev.brine.reactor.sls.LowChunk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells what would happen to an event, and why other rules stay still. */
public final class Explainer {
    private static final int NEAREST = 3;

    private final Workshop shop;

    public Explainer(Workshop shop) {
        this.shop = shop;
    }

    /**
     * What would happen, as plain values.
     *
     * <p>{@code rules}: {@code match, file, matched, reason, place} of each file of each rule; {@code files}: what each rendered
     * to; {@code chunks}: low chunks in the order in which they run, with stock's keys; {@code calls}: {@code type, fun, tgt,
     * tgt_type, arg, kwarg} as handed to the clients, and {@code minions} that a job would reach now; {@code problems} and {@code
     * warnings}, each with {@code file:line}; {@code nearest} when no rule matched.
     */
    public Map<String, Object> explain(String tag, Map<String, Object> data, Origin origin) {
        RuleSet rules = shop.book().current();
        List<RuleSet.Match> matches = rules.matching(tag);
        Map<String, String> groups = new LinkedHashMap<>();
        List<String> references = new ArrayList<>();
        for (RuleSet.Match match : matches) {
            groups.putAll(match.groups());
            references.addAll(match.rule().files());
        }
        Compilation compiled = shop.compiler().compile(references, new EventContext(tag, data, groups, origin));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("tag", tag);
        all.put("rules", rules(rules, matches, tag, compiled));
        if (matches.isEmpty()) {
            all.put("nearest", nearest(rules, tag));
        }
        all.putAll(outcome(compiled));
        return all;
    }

    /** What files would do, whatever the rules. */
    Map<String, Object> files(List<String> references, String tag, Map<String, Object> data) {
        return outcome(shop.compiler().compile(references, new EventContext(tag, data, Map.of(), Origin.LOCAL)));
    }

    private Map<String, Object> outcome(Compilation compiled) {
        List<Object> chunks = new ArrayList<>();
        List<Object> calls = new ArrayList<>();
        List<Object> problems = new ArrayList<>(compiled.problems());
        List<Object> warnings = new ArrayList<>(compiled.warnings());
        for (LowChunk chunk : compiled.chunks()) {
            chunks.add(chunk.fields());
            CallResolver.Resolved resolved = shop.resolver().resolve(chunk);
            warnings.addAll(resolved.warnings());
            if (resolved instanceof CallResolver.Ready ready) {
                calls.add(call(ready.reaction()));
            } else {
                problems.add(resolved.problem());
            }
        }
        List<Object> files = new ArrayList<>();
        for (Compilation.FileResult file : compiled.files()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("file", file.file());
            one.put("state", file.state().name().toLowerCase(java.util.Locale.ROOT));
            one.put("rendered", file.text());
            files.add(one);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("files", files);
        all.put("chunks", chunks);
        all.put("calls", calls);
        all.put("problems", problems);
        all.put("warnings", warnings);
        return all;
    }

    private Map<String, @Nullable Object> call(Reaction reaction) {
        Map<String, @Nullable Object> call = new LinkedHashMap<>(reaction.describe());
        if (reaction instanceof Reaction.Local local) {
            call.put("minions", minions(local));
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

    private static List<Object> rules(RuleSet rules, List<RuleSet.Match> matches, String tag, Compilation compiled) {
        List<Object> all = new ArrayList<>();
        for (Rule rule : rules.rules()) {
            boolean matched = matches.stream().anyMatch(m -> m.rule().index() == rule.index());
            String why = matched ? "" : NearMiss.reason(rule.pattern(), tag);
            for (String reference : rule.files()) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("match", rule.pattern().text());
                one.put("file", reference);
                one.put("matched", matched);
                one.put("reason", matched ? "the tag matches; " + fate(compiled, reference) : why);
                one.put("place", rule.place());
                all.add(one);
            }
        }
        return all;
    }

    private static String fate(Compilation compiled, String reference) {
        Optional<Compilation.FileResult> result = compiled.files().stream()
                .filter(f -> f.reference().equals(reference))
                .findFirst();
        if (result.isEmpty()) {
            return "nothing was rendered";
        }
        return switch (result.get().state()) {
            case RENDERED -> "the file gives reactions";
            case EMPTY -> "the file rendered to nothing: its own conditions do not hold";
            case FAILED, REFUSED, MISSING -> result.get().problem();
        };
    }

    private static List<Object> nearest(RuleSet rules, String tag) {
        return rules.rules().stream()
                .sorted(Comparator.comparingInt(
                        r -> Spelling.distance(r.pattern().text(), tag)))
                .limit(NEAREST)
                .<Object>map(r -> r.pattern().text() + " (" + r.place() + "): " + NearMiss.reason(r.pattern(), tag))
                .toList();
    }
}
