package dev.brine.engine.runners;

import dev.brine.engine.cache.MinionCache;
import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.Glob;
import java.util.Map;
import java.util.TreeMap;

/** Shows and forgets what the master knows of minions. Salt 3006: runners/cache.py. */
@Module("cache")
public final class CacheRunner {
    private final MinionCache cache;

    CacheRunner(MinionCache cache) {
        this.cache = cache;
    }

    @Fn(doc = """
                    Return cached grains of the targeted minions

                    tgt: minion id glob; all when it is left out

                    CLI Example:

                        salt-run cache.grains '*'
                    """)
    public Map<String, Object> grains(@Arg(dflt = "'*'") String tgt) {
        return bank(MinionCache.GRAINS, tgt);
    }

    @Fn(doc = """
                    Return cached pillars of the targeted minions

                    CLI Example:

                        salt-run cache.pillar 'web*'
                    """)
    public Map<String, Object> pillar(@Arg(dflt = "'*'") String tgt) {
        return bank(MinionCache.PILLAR, tgt);
    }

    @Fn(doc = """
                    Return cached mine data of the targeted minions

                    CLI Example:

                        salt-run cache.mine 'web*'
                    """)
    public Map<String, Object> mine(@Arg(dflt = "'*'") String tgt) {
        return bank(MinionCache.MINE, tgt);
    }

    @Fn(doc = """
                    Clear the cached grains of the targeted minions

                    CLI Example:

                        salt-run cache.clear_grains 'web1'
                    """)
    public boolean clearGrains(String tgt) {
        return clear(MinionCache.GRAINS, tgt);
    }

    @Fn(doc = """
                    Clear the cached pillars of the targeted minions

                    CLI Example:

                        salt-run cache.clear_pillar 'web1'
                    """)
    public boolean clearPillar(String tgt) {
        return clear(MinionCache.PILLAR, tgt);
    }

    @Fn(doc = """
                    Clear the cached mine data of the targeted minions

                    CLI Example:

                        salt-run cache.clear_mine 'web1'
                    """)
    public boolean clearMine(String tgt) {
        return clear(MinionCache.MINE, tgt);
    }

    @Fn(doc = """
                    Clear the cached pillar, grains and mine data of the targeted minions

                    CLI Example:

                        salt-run cache.clear_all 'web1'
                    """)
    public boolean clearAll(String tgt) {
        return clear(MinionCache.GRAINS, tgt) | clear(MinionCache.PILLAR, tgt) | clear(MinionCache.MINE, tgt);
    }

    private Map<String, Object> bank(String bank, String tgt) {
        Glob glob = Glob.of(tgt);
        Map<String, Object> shown = new TreeMap<>();
        cache.ids(bank).stream()
                .filter(glob)
                .forEach(id -> cache.fetch(id, bank).ifPresent(data -> shown.put(id, data)));
        return shown;
    }

    private boolean clear(String bank, String tgt) {
        Glob glob = Glob.of(tgt);
        return cache.ids(bank).stream()
                        .filter(glob)
                        .peek(id -> cache.flush(id, bank).toCompletableFuture().join())
                        .count()
                > 0;
    }
}
