package dev.brine.reactor.flow;

import dev.brine.reactor.policy.Gate;
import dev.brine.reactor.policy.Mode;
import dev.brine.reactor.rule.RuleSet;
import dev.brine.reactor.sls.Compilation;
import dev.brine.reactor.sls.EventContext;
import dev.brine.reactor.sls.LowChunk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which files of an occasion's rules are rendered, as the policies decide, and what they see.
 *
 * @param references in the order of the rules
 * @param shadows those of them whose reactions are kept and not run
 * @param held what the policies hold back
 */
public record Choice(
        Occasion occasion, List<String> references, EventContext context, Set<String> shadows, List<Held> held) {

    /** A file of a rule that does not answer. */
    public record Held(String rule, String file, Gate.Hold hold) {}

    /** Asks about each file of each rule. */
    public static Choice of(Occasion occasion, Gate.Hearing hearing) {
        Map<String, String> groups = new LinkedHashMap<>();
        Map<String, Object> more = new LinkedHashMap<>(occasion.more());
        List<String> references = new ArrayList<>();
        Set<String> shadows = new LinkedHashSet<>();
        List<Held> held = new ArrayList<>();
        for (RuleSet.Match match : occasion.matches()) {
            for (String file : match.rule().files()) {
                if (!hearing.concerns(match.rule(), file)) {
                    continue;
                }
                Gate.Decision decision = hearing.decide(match.rule(), file);
                if (decision instanceof Gate.Answer answer) {
                    groups.putAll(match.groups());
                    more.putAll(answer.more());
                    references.add(file);
                    if (answer.mode() == Mode.SHADOW) {
                        shadows.add(file);
                    }
                } else if (decision instanceof Gate.Hold hold) {
                    held.add(new Held(match.rule().pattern().text(), file, hold));
                }
            }
        }
        return new Choice(
                occasion, references, EventContext.of(occasion.event(), groups).with(more), shadows, held);
    }

    /** The same with what is held back, as if it were not, and nothing else. */
    public Choice letThrough() {
        return new Choice(occasion, held.stream().map(Held::file).distinct().toList(), context, Set.of(), List.of());
    }

    /** The reference by which the file of a chunk was found. */
    public String fileOf(LowChunk chunk, Compilation compiled) {
        return compiled.files().stream()
                .filter(file -> file.file().equals(chunk.sls()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(chunk.sls() + " was not compiled"))
                .reference();
    }

    /** The left side of the rule that names a file. */
    public String ruleOf(String reference) {
        return occasion.matches().stream()
                .filter(match -> match.rule().files().contains(reference))
                .findFirst()
                .orElse(occasion.matches().get(0))
                .rule()
                .pattern()
                .text();
    }
}
