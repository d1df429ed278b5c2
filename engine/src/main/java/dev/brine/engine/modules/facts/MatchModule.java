package dev.brine.engine.modules.facts;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.Data;
import dev.brine.engine.data.DictMerge;
import dev.brine.engine.data.Glob;
import dev.brine.engine.data.TextKeys;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.target.Facts;
import dev.brine.engine.target.Target;
import dev.brine.engine.target.TargetCompiler;
import dev.brine.engine.target.TargetException;
import dev.brine.engine.target.TargetType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code match}: whether a target means this minion. */
@Module("match")
public final class MatchModule {
    private static final Logger log = LoggerFactory.getLogger(MatchModule.class);

    private static final String NOBODY = "SALT_IFELSE_MATCH_NOTHING";
    private static final String OTHERWISE = "SALT_IFELSE_FUNCTION_DEFAULT";

    private final ModuleParts parts;

    public MatchModule(ModuleParts parts) {
        this.parts = parts;
    }

    @Fn(doc = """
            Return whether a compound target means this minion.

            tgt: the target
            minion_id: look at a minion of this id instead
            """)
    public boolean compound(Object tgt, @Arg(dflt = "None") @Nullable String minionId) {
        return matches(tgt, TargetType.COMPOUND, ":", minionId);
    }

    @Fn(doc = """
            Return whether one of the minion's addresses is in a network.

            tgt: the network, or an address
            """)
    public boolean ipcidr(String tgt) {
        return matches(tgt, TargetType.IPCIDR, ":", null);
    }

    @Fn(doc = """
            Return whether a value of the pillar matches.

            tgt: path and glob
            delimiter: separates them
            """)
    public boolean pillar(String tgt, @Arg(dflt = "':'") String delimiter) {
        return matches(tgt, TargetType.PILLAR, delimiter, null);
    }

    @Fn(doc = """
            Return whether a value of the pillar matches.

            tgt: path and regular expression
            delimiter: separates them
            """)
    public boolean pillarPcre(String tgt, @Arg(dflt = "':'") String delimiter) {
        return matches(tgt, TargetType.PILLAR_PCRE, delimiter, null);
    }

    @Fn(doc = """
            Return whether a grain matches.

            tgt: path and glob
            delimiter: separates them
            """)
    public boolean grain(String tgt, @Arg(dflt = "':'") String delimiter) {
        return matches(tgt, TargetType.GRAIN, delimiter, null);
    }

    @Fn(doc = """
            Return whether a grain matches.

            tgt: path and regular expression
            delimiter: separates them
            """)
    public boolean grainPcre(String tgt, @Arg(dflt = "':'") String delimiter) {
        return matches(tgt, TargetType.GRAIN_PCRE, delimiter, null);
    }

    @Fn(doc = """
            Return whether a value of the minion's data store matches.

            tgt: its name and a glob, separated by a colon
            """)
    public boolean data(String tgt) {
        // Salt 3006 asks a function that is gone, and always says False
        String[] parts = tgt.split(":", -1);
        Object value =
                parts.length < 2 ? null : new DataModule(this.parts).load().get(parts[0]);
        if (value instanceof List<?> members) {
            Glob glob = Glob.of(parts[1].toLowerCase(Locale.ROOT));
            return members.stream()
                    .anyMatch(each -> glob.test(PythonText.str(each).toLowerCase(Locale.ROOT)));
        }
        return value instanceof Map<?, ?> map
                ? map.containsKey(parts[1])
                : value != null && Glob.of(parts[1]).test(PythonText.str(value));
    }

    @Fn(name = "list", doc = """
            Return whether the minion is in a list.

            tgt: ids, a list or a text with commas
            minion_id: look at a minion of this id instead
            """)
    public boolean inList(Object tgt, @Arg(dflt = "None") @Nullable String minionId) {
        return matches(tgt, TargetType.LIST, ":", minionId);
    }

    @Fn(doc = """
            Return whether the minion's id matches a regular expression.

            tgt: the expression
            minion_id: look at a minion of this id instead
            """)
    public boolean pcre(String tgt, @Arg(dflt = "None") @Nullable String minionId) {
        return matches(tgt, TargetType.PCRE, ":", minionId);
    }

    @Fn(doc = """
            Return whether the minion's id matches a glob.

            tgt: the glob
            minion_id: look at a minion of this id instead
            """)
    public boolean glob(String tgt, @Arg(dflt = "None") @Nullable String minionId) {
        return matches(tgt, TargetType.GLOB, ":", minionId);
    }

    @Fn(doc = """
            Choose the first value of a map whose key, a target, means this minion.

            lookup: targets and values
            tgt_type: how to read the targets
            minion_id: look at a minion of this id instead
            merge: a map to merge over the value
            merge_lists: append lists when merging
            default: the key to choose when none matches
            """)
    public @Nullable Object filterBy(
            Map<String, Object> lookup,
            @Arg(dflt = "'compound'") String tgtType,
            @Arg(dflt = "None") @Nullable String minionId,
            @Arg(dflt = "None") @Nullable Map<String, Object> merge,
            @Arg(dflt = "False") boolean mergeLists,
            @Arg(dflt = "'default'", name = "default") String dflt) {
        TargetType type = TargetType.of(tgtType).orElse(TargetType.COMPOUND);
        Object value = DictMerge.copy(lookup.get(lookup.keySet().stream()
                .filter(tgt -> matches(tgt, type, ":", minionId))
                .findFirst()
                .orElse(dflt)));
        if (merge != null && value instanceof Map<?, ?> map) {
            DictMerge.update(map, merge, mergeLists ? DictMerge.Lists.JOIN : DictMerge.Lists.REPLACE);
        }
        return value;
    }

    @Fn(doc = """
            Return the value behind the first target that means this minion; the last argument when none does.

            args: targets and values by turns, then what to return otherwise; True means every minion, False none
            tgt_type: how to read the targets
            minion_id: another minion's id
            merge: a map to merge over the value
            merge_lists: append lists when merging
            """)
    public @Nullable Object ifelse(@Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs) {
        if (args.size() % 2 == 0) {
            throw new FunctionError("The ifelse function must have an odd number of arguments!");
        }
        Map<String, Object> lookup = new LinkedHashMap<>();
        for (int i = 0; i + 1 < args.size(); i += 2) {
            Object key = args.get(i);
            String target = Boolean.TRUE.equals(key) ? "*" : Boolean.FALSE.equals(key) ? NOBODY : String.valueOf(key);
            lookup.putIfAbsent(target, args.get(i + 1));
        }
        lookup.put(OTHERWISE, args.get(args.size() - 1));
        Object merge = kwargs.get("merge");
        Object id = kwargs.get("minion_id");
        return filterBy(
                lookup,
                String.valueOf(kwargs.getOrDefault("tgt_type", "compound")),
                id == null ? null : id.toString(),
                merge == null ? null : Data.asMap("merge", merge),
                Boolean.TRUE.equals(kwargs.get("merge_lists")),
                OTHERWISE);
    }

    @Fn(doc = """
            Return the keys of a map one of whose targets means this minion.

            lookup: names and lists of targets
            tgt_type: how to read the targets
            minion_id: look at a minion of this id instead
            """)
    public @Nullable List<Object> searchBy(
            Map<String, Object> lookup,
            @Arg(dflt = "'compound'") String tgtType,
            @Arg(dflt = "None") @Nullable String minionId) {
        TargetType type = TargetType.of(tgtType).orElse(TargetType.COMPOUND);
        List<Object> found = new ArrayList<>();
        lookup.forEach((name, targets) -> {
            List<?> all = targets instanceof List<?> list ? list : List.of(targets);
            if (all.stream().anyMatch(tgt -> matches(tgt, type, ":", minionId))) {
                found.add(name);
            }
        });
        return found.isEmpty() ? null : found;
    }

    private boolean matches(Object tgt, TargetType type, String delimiter, @Nullable String minionId) {
        Map<String, Object> nodegroups = TextKeys.copy(parts.opts().get("nodegroups"));
        try {
            Object target = type == TargetType.LIST || tgt instanceof List ? tgt : PythonText.str(tgt);
            return new TargetCompiler(nodegroups)
                    .compile(new Target(target, type, delimiter))
                    .matches(Facts.of(minionId == null ? parts.id() : minionId, parts.grains(), parts.pillar()));
        } catch (TargetException e) {
            log.error("match.{}: {}", type.word(), e.getMessage());
            return false;
        }
    }
}
