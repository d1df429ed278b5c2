package dev.brine.engine.master;

import dev.brine.engine.cache.MinionCache;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.data.Data;
import dev.brine.engine.data.Regex;
import dev.brine.engine.target.Facts;
import dev.brine.engine.target.Target;
import dev.brine.engine.target.TargetCompiler;
import dev.brine.engine.target.TargetException;
import dev.brine.engine.target.TargetMatcher;
import dev.brine.engine.target.TargetType;
import dev.brine.transport.channel.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The mine: {@code _mine}, {@code _mine_get}, {@code _mine_delete}, {@code _mine_flush}.
 *
 * <p>Salt 3006: daemons/masterapi.py. A minion writes only its own data. It reads what the master's {@code mine_get} option lets it
 * (all, when that is not set) and what the owner's {@code allow_tgt} lets it. Pillar can be asked for whole values only, so that
 * nobody finds out other minions' secrets by trying patterns.
 */
final class MineCommands {
    private static final String ACL = "__saltmine_acl__";
    private static final String ACL_DATA = "__data__";

    private final MinionCache cache;
    private final TargetCompiler targets;
    private final Optional<Object> masterAcl;

    MineCommands(MinionCache cache, TargetCompiler targets, MasterConfig config) {
        this.cache = cache;
        this.targets = targets;
        this.masterAcl = config.raw().value("mine_get");
    }

    /** By name on the wire. */
    Map<String, MinionCommand> table() {
        return Map.of(
                "_mine", this::store,
                "_mine_get", this::get,
                "_mine_delete", this::delete,
                "_mine_flush", this::flush);
    }

    private CompletionStage<Reply> store(MinionCall call) {
        String id = call.id().value();
        Map<String, Object> data = new LinkedHashMap<>();
        if (!Boolean.TRUE.equals(call.load().value("clear"))) {
            cache.fetch(id, MinionCache.MINE).ifPresent(data::putAll);
        }
        data.putAll(call.load().mapOrEmpty("data"));
        return cache.store(id, MinionCache.MINE, data).thenApply(done -> new Reply.Value(true));
    }

    private CompletionStage<Reply> delete(MinionCall call) {
        String id = call.id().value();
        Map<String, Object> data =
                new LinkedHashMap<>(cache.fetch(id, MinionCache.MINE).orElse(Map.of()));
        data.remove(call.load().string("fun"));
        return cache.store(id, MinionCache.MINE, data).thenApply(done -> new Reply.Value(true));
    }

    private CompletionStage<Reply> flush(MinionCall call) {
        return cache.flush(call.id().value(), MinionCache.MINE).thenApply(done -> new Reply.Value(true));
    }

    private CompletionStage<Reply> get(MinionCall call) {
        Object fun = call.load().value("fun");
        List<String> functions = functions(fun).stream()
                .filter(name -> masterAllows(call.id().value(), name))
                .toList();
        Optional<TargetMatcher> matcher = matcher(call.load());
        if (functions.isEmpty() || matcher.isEmpty()) {
            return Replies.value(Map.of());
        }
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        for (String owner : cache.ids(MinionCache.MINE)) {
            if (!matcher.get().matches(known(owner))) {
                continue;
            }
            Map<String, Object> mine = cache.fetch(owner, MinionCache.MINE).orElse(Map.of());
            for (String name : functions) {
                if (mine.containsKey(name)
                        && ownerAllows(mine.get(name), call.id().value())) {
                    found.computeIfAbsent(name, key -> new LinkedHashMap<>()).put(owner, bare(mine.get(name)));
                }
            }
        }
        boolean one = fun instanceof String && functions(fun).size() == 1;
        return Replies.value(one ? found.getOrDefault(functions.get(0), Map.of()) : found);
    }

    private static List<String> functions(@Nullable Object fun) {
        if (fun instanceof String text) {
            return List.copyOf(new LinkedHashSet<>(List.of(text.split(","))));
        }
        List<String> names = new ArrayList<>();
        if (fun instanceof List<?> items) {
            items.forEach(item -> names.add(String.valueOf(item)));
        }
        return names;
    }

    private Optional<TargetMatcher> matcher(Data load) {
        String word =
                load.stringOr("tgt_type", load.stringOr("expr_form", "glob")).toLowerCase(Locale.ROOT);
        Object tgt = load.value("tgt");
        Optional<TargetType> type = TargetType.of(word.equals("pillar") ? "pillar_exact" : word);
        if (tgt == null || type.isEmpty() || looksIntoPillars(type.get(), tgt)) {
            return Optional.empty();
        }
        try {
            return Optional.of(targets.compile(new Target(tgt, type.get(), load.stringOr("delimiter", ":"))));
        } catch (TargetException e) {
            return Optional.empty();
        }
    }

    /** Whether the target has a pattern over pillar values. */
    private static boolean looksIntoPillars(TargetType type, Object tgt) {
        if (type == TargetType.PILLAR_PCRE) {
            return true;
        }
        String text = String.valueOf(tgt);
        return type == TargetType.COMPOUND && (text.contains("J@") || text.contains("I@"));
    }

    /** What is not known of a minion does not match. */
    private Facts known(String id) {
        Facts facts = cache.facts(id);
        return Facts.of(
                id, facts.grains().get().orElse(Map.of()), facts.pillar().get().orElse(Map.of()));
    }

    private boolean masterAllows(String reader, String function) {
        if (masterAcl.isEmpty()) {
            return true;
        }
        if (!(masterAcl.get() instanceof Map<?, ?> rules)) {
            return false;
        }
        return rules.entrySet().stream()
                .anyMatch(rule -> whole(String.valueOf(rule.getKey()), reader)
                        && rule.getValue() instanceof List<?> functions
                        && functions.stream().anyMatch(pattern -> whole(String.valueOf(pattern), function)));
    }

    private static boolean whole(String expression, String text) {
        try {
            return Regex.of(expression).matchesWhole(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean ownerAllows(@Nullable Object entry, String reader) {
        if (!(entry instanceof Map<?, ?> map) || !map.containsKey(ACL) || map.get("allow_tgt") == null) {
            return true;
        }
        Object type = map.get("allow_tgt_type");
        Optional<TargetType> kind = TargetType.of(type == null ? "glob" : String.valueOf(type));
        try {
            return kind.isPresent()
                    && targets.compile(new Target(map.get("allow_tgt"), kind.get(), ":"))
                            .matches(known(reader));
        } catch (TargetException e) {
            return false;
        }
    }

    private static @Nullable Object bare(@Nullable Object entry) {
        return entry instanceof Map<?, ?> map && map.containsKey(ACL) ? map.get(ACL_DATA) : entry;
    }
}
