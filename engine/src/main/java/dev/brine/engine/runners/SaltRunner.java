package dev.brine.engine.runners;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.client.LocalCalls;
import dev.brine.engine.target.Target;
import dev.brine.engine.target.TargetType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs execution functions on minions from a runner. */
@Module("salt")
public final class SaltRunner {
    private final LocalCalls local;

    SaltRunner(LocalCalls local) {
        this.local = local;
    }

    @Fn(doc = """
                    Execute fun on all minions matched by tgt and tgt_type; wait for them

                    CLI Example:

                        salt-run salt.execute '*' test.ping
                        salt-run salt.execute '*' cmd.run arg='["uptime"]'
                    """)
    public Map<String, Object> execute(
            Object tgt,
            String fun,
            @Arg(dflt = "[]") List<Object> arg,
            @Arg(dflt = "None") @Nullable Long timeout,
            @Arg(dflt = "'glob'") String tgtType,
            @Arg(dflt = "''") String ret,
            @Arg(dflt = "''") String jid,
            @Arg(dflt = "None") @Nullable Map<String, Object> kwarg,
            Call call)
            throws InterruptedException {
        TargetType type =
                TargetType.of(tgtType).orElseThrow(() -> new FunctionError("tgt_type '" + tgtType + "' is unknown"));
        List<Object> args = new ArrayList<>(arg);
        if (kwarg != null && !kwarg.isEmpty()) {
            Map<String, Object> marked = new LinkedHashMap<>(kwarg);
            marked.put("__kwarg__", true);
            args.add(marked);
        }
        Target target = new Target(tgt, type, ":");
        LocalCalls.Result result = timeout == null
                ? local.call(target, fun, args, call.user())
                : local.call(target, fun, args, call.user(), Duration.ofSeconds(timeout), Duration.ofSeconds(timeout));
        return result.values();
    }
}
