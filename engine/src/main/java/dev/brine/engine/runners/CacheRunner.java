package dev.brine.engine.runners;

import dev.brine.engine.cache.MinionCache;
import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.Glob;
import dev.brine.engine.target.Expected;
import dev.brine.engine.target.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Shows and forgets what the master knows of minions. Salt 3006: runners/cache.py. */
@Module("cache")
public final class CacheRunner {
    private final MinionCache cache;
    private final Function<Target, Expected> expected;

    CacheRunner(MinionCache cache, Function<Target, Expected> expected) {
        this.cache = cache;
        this.expected = expected;
    }

    @Fn(doc = """
                    Return cached grains of the targeted minions

                    tgt: minion id glob; all when it is left out

                    CLI Example:

                        salt-run cache.grains '*'
                    """)
    public Map<String, Object> grains(@Arg(dflt = "'*'") Object tgt, @Arg(dflt = "'glob'") String tgtType) {
        return bank(MinionCache.GRAINS, tgt, tgtType);
    }

    @Fn(doc = """
                    Return cached pillars of the targeted minions

                    CLI Example:

                        salt-run cache.pillar 'web*'
                    """)
    public Map<String, Object> pillar(@Arg(dflt = "'*'") Object tgt, @Arg(dflt = "'glob'") String tgtType) {
        return bank(MinionCache.PILLAR, tgt, tgtType);
    }

    @Fn(doc = """
                    Return cached mine data of the targeted minions

                    CLI Example:

                        salt-run cache.mine 'web*'
                    """)
    public Map<String, Object> mine(@Arg(dflt = "'*'") Object tgt, @Arg(dflt = "'glob'") String tgtType) {
        return bank(MinionCache.MINE, tgt, tgtType);
    }

    @Fn(doc = """
                    Clear the cached grains of the targeted minions

                    CLI Example:

                        salt-run cache.clear_grains 'web1'
                    """)
    public boolean clearGrains(@Arg(dflt = "'*'") Object tgt, @Arg(dflt = "'glob'") String tgtType) {
        return clear(MinionCache.GRAINS, tgt, tgtType);
    }

    @Fn(doc = """
                    Clear the cached pillars of the targeted minions

                    CLI Example:

                        salt-run cache.clear_pillar 'web1'
                    """)
    public boolean clearPillar(@Arg(dflt = "'*'") Object tgt, @Arg(dflt = "'glob'") String tgtType) {
        return clear(MinionCache.PILLAR, tgt, tgtType);
    }

    @Fn(doc = """
                    Clear the cached mine data of the targeted minions

                    CLI Example:

                        salt-run cache.clear_mine 'web1'
                    """)
    public boolean clearMine(@Arg(dflt = "'*'") Object tgt, @Arg(dflt = "'glob'") String tgtType) {
        return clear(MinionCache.MINE, tgt, tgtType);
    }

    @Fn(doc = """
                    Clear the cached pillar, grains and mine data of the targeted minions

                    CLI Example:

                        salt-run cache.clear_all 'web1'
                    """)
    public boolean clearAll(@Arg(dflt = "'*'") Object tgt, @Arg(dflt = "'glob'") String tgtType) {
        return clear(MinionCache.GRAINS, tgt, tgtType)
                | clear(MinionCache.PILLAR, tgt, tgtType)
                | clear(MinionCache.MINE, tgt, tgtType);
    }

    @Fn(doc = """
                    Forget one function of the cached mine data of the targeted minions

                    CLI Example:

                        salt-run cache.clear_mine_func tgt='*' clear_mine_func_flag='network.interfaces'
                    """)
    public boolean clearMineFunc(
            @Arg(dflt = "'*'") Object tgt,
            @Arg(dflt = "'glob'") String tgtType,
            @Arg(dflt = "None") @Nullable String clearMineFuncFlag) {
        boolean any = false;
        for (String id : ids(MinionCache.MINE, tgt, tgtType)) {
            Map<String, Object> mine =
                    new LinkedHashMap<>(cache.fetch(id, MinionCache.MINE).orElse(Map.of()));
            if (clearMineFuncFlag != null && mine.remove(clearMineFuncFlag) != null) {
                cache.store(id, MinionCache.MINE, mine).toCompletableFuture().join();
                any = true;
            }
        }
        return any;
    }

    @Fn(name = "list", doc = """
                    List the entries of a bank: the minions in "minions"

                    CLI Example:

                        salt-run cache.list minions
                    """)
    public List<Object> list(String bank, @Arg(dflt = "None") @Nullable String cachedir) {
        if (bank.equals("minions")) {
            Set<String> ids = new TreeSet<>(cache.ids(MinionCache.GRAINS));
            ids.addAll(cache.ids(MinionCache.PILLAR));
            ids.addAll(cache.ids(MinionCache.MINE));
            return new ArrayList<>(ids);
        }
        String id = minion(bank);
        List<Object> keys = new ArrayList<>();
        if (cache.fetch(id, MinionCache.GRAINS).isPresent()
                || cache.fetch(id, MinionCache.PILLAR).isPresent()) {
            keys.add("data");
        }
        if (cache.fetch(id, MinionCache.MINE).isPresent()) {
            keys.add("mine");
        }
        return keys;
    }

    @Fn(doc = """
                    Show an entry of a bank: data (grains and pillar) or mine of "minions/<id>"

                    CLI Example:

                        salt-run cache.fetch minions/web1 data
                    """)
    public Map<String, Object> fetch(String bank, String key, @Arg(dflt = "None") @Nullable String cachedir) {
        String id = minion(bank);
        if (key.equals("mine")) {
            return cache.fetch(id, MinionCache.MINE).orElse(Map.of());
        }
        Map<String, Object> data = new LinkedHashMap<>();
        if (key.equals("data")) {
            cache.fetch(id, MinionCache.GRAINS).ifPresent(grains -> data.put("grains", grains));
            cache.fetch(id, MinionCache.PILLAR).ifPresent(pillar -> data.put("pillar", pillar));
        }
        return data;
    }

    @Fn(doc = """
                    Store an entry of a bank: the mine of "minions/<id>"

                    CLI Example:

                        salt-run cache.store minions/web1 mine '{}'
                    """)
    public void store(
            String bank, String key, Map<String, Object> data, @Arg(dflt = "None") @Nullable String cachedir) {
        String id = minion(bank);
        if (!key.equals("mine")) {
            throw new FunctionError("only 'mine' can be stored here: 'data' is what minions send themselves");
        }
        cache.store(id, MinionCache.MINE, data).toCompletableFuture().join();
    }

    @Fn(doc = """
                    Forget an entry of a bank, or all of its entries: data and mine of "minions/<id>"

                    CLI Example:

                        salt-run cache.flush minions/web1 data
                    """)
    public void flush(
            String bank, @Arg(dflt = "None") @Nullable String key, @Arg(dflt = "None") @Nullable String cachedir) {
        String id = minion(bank);
        if (key == null || key.equals("data")) {
            cache.flush(id, MinionCache.GRAINS).toCompletableFuture().join();
            cache.flush(id, MinionCache.PILLAR).toCompletableFuture().join();
        }
        if (key == null || key.equals("mine")) {
            cache.flush(id, MinionCache.MINE).toCompletableFuture().join();
        }
    }

    private static String minion(String bank) {
        if (!bank.startsWith("minions/")) {
            throw new FunctionError("there is no bank '" + bank + "'; there are minions and minions/<id>");
        }
        return bank.substring("minions/".length());
    }

    private Map<String, Object> bank(String bank, Object tgt, String tgtType) {
        Map<String, Object> shown = new TreeMap<>();
        ids(bank, tgt, tgtType).forEach(id -> cache.fetch(id, bank).ifPresent(data -> shown.put(id, data)));
        return shown;
    }

    private boolean clear(String bank, Object tgt, String tgtType) {
        List<String> ids = ids(bank, tgt, tgtType);
        ids.forEach(id -> cache.flush(id, bank).toCompletableFuture().join());
        return !ids.isEmpty();
    }

    /** Ids in the bank that match; a glob finds those, too, whose key is gone. */
    private List<String> ids(String bank, Object tgt, String tgtType) {
        List<String> all = cache.ids(bank);
        if (tgtType.equals("glob") && tgt instanceof String glob) {
            return all.stream().filter(Glob.of(glob)).toList();
        }
        List<String> meant =
                RunnerTarget.expected(expected, RunnerTarget.of(tgt, tgtType)).minions();
        return all.stream().filter(meant::contains).toList();
    }
}
