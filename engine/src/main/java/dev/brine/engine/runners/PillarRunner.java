package dev.brine.engine.runners;

import dev.brine.engine.cache.MinionCache;
import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.pillar.PillarSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows pillars as the master compiles them. Salt 3006: runners/pillar.py. */
@Module("pillar")
public final class PillarRunner {
    private final PillarSource pillar;
    private final MinionCache cache;
    private final String masterId;
    private final Supplier<Map<String, Object>> hostGrains;

    PillarRunner(PillarSource pillar, MinionCache cache, String masterId, Supplier<Map<String, Object>> hostGrains) {
        this.pillar = pillar;
        this.cache = cache;
        this.masterId = masterId;
        this.hostGrains = hostGrains;
    }

    @Fn(doc = """
                    Compile and show the pillar of one minion, or the master's own without one

                    minion: its id
                    saltenv, pillarenv: environments; any further argument is a grain that the minion is taken to have

                    CLI Example:

                        salt-run pillar.show_pillar web1
                        salt-run pillar.show_pillar web1 os=Debian pillarenv=dev
                    """)
    public Map<String, Object> showPillar(
            @Arg(dflt = "'*'") String minion, @Arg(rest = true) Map<String, Object> kwargs) {
        String id = minion.equals("*") ? masterId : minion;
        Map<String, Object> grains = new LinkedHashMap<>(
                id.equals(masterId)
                        ? hostGrains.get()
                        : cache.fetch(id, MinionCache.GRAINS).orElse(Map.of("fqdn", id)));
        kwargs.forEach((name, value) -> {
            if (!name.equals("saltenv") && !name.equals("pillarenv")) {
                grains.put(name, value);
            }
        });
        return pillar.compile(new PillarSource.Request(
                id, grains, text(kwargs.get("saltenv")), text(kwargs.get("pillarenv")), Map.of()));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    @Fn(doc = """
                    Return False: pillars are compiled when they are asked for, and none is kept

                    CLI Example:

                        salt-run pillar.show_pillar_cache web1
                    """)
    public boolean showPillarCache(@Arg(dflt = "'*'") String minion, @Arg(rest = true) Map<String, Object> kwargs) {
        return false;
    }

    @Fn(doc = """
                    Return False: pillars are compiled when they are asked for, and none is kept

                    CLI Example:

                        salt-run pillar.clear_pillar_cache web1
                    """)
    public boolean clearPillarCache(@Arg(dflt = "'*'") String minion, @Arg(rest = true) Map<String, Object> kwargs) {
        return false;
    }
}
