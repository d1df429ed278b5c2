package dev.brine.engine.runners;

import dev.brine.engine.cache.MinionCache;
import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.client.LocalCalls;
import dev.brine.engine.target.Expected;
import dev.brine.engine.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The mine as the master keeps it. Salt 3006: runners/mine.py. */
@Module("mine")
public final class MineRunner {
    private final MinionCache cache;
    private final Function<Target, Expected> expected;
    private final LocalCalls local;

    MineRunner(MinionCache cache, Function<Target, Expected> expected, LocalCalls local) {
        this.cache = cache;
        this.expected = expected;
        this.local = local;
    }

    @Fn(doc = """
                    Show what minions put into the mine under one function or alias

                    CLI Example:

                        salt-run mine.get '*' network.interfaces
                    """)
    public Map<String, Object> get(Object tgt, String fun, @Arg(dflt = "'glob'") String tgtType) {
        Map<String, Object> found = new TreeMap<>();
        for (String id :
                RunnerTarget.expected(expected, RunnerTarget.of(tgt, tgtType)).minions()) {
            cache.fetch(id, MinionCache.MINE).ifPresent(mine -> {
                if (mine.containsKey(fun)) {
                    found.put(id, value(mine.get(fun)));
                }
            });
        }
        return found;
    }

    /** Salt 3006: a value with rules of who may read it is wrapped. */
    private static @Nullable Object value(@Nullable Object stored) {
        return stored instanceof Map<?, ?> map && map.containsKey("__saltmine_data__") && map.containsKey("__data__")
                ? map.get("__data__")
                : stored;
    }

    @Fn(doc = """
                    Have minions update what they put into the mine

                    clear: forget what was there; mine_functions: other functions than those configured

                    CLI Example:

                        salt-run mine.update '*'
                    """)
    public Map<String, Object> update(
            Object tgt,
            @Arg(dflt = "'glob'") String tgtType,
            @Arg(dflt = "False") boolean clear,
            @Arg(dflt = "None") @Nullable Object mineFunctions,
            Call call)
            throws InterruptedException {
        List<Object> arguments = new ArrayList<>();
        arguments.add(clear);
        arguments.add(mineFunctions);
        return local.call(RunnerTarget.of(tgt, tgtType), "mine.update", arguments, call.user())
                .values();
    }
}
