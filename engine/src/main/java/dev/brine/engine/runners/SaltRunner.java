package dev.brine.engine.runners;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Module;
import dev.brine.engine.client.LocalCalls;
import dev.brine.engine.target.Target;
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
    private final Invoker host;

    SaltRunner(LocalCalls local, Invoker host) {
        this.local = local;
        this.host = host;
    }

    @Fn(doc = """
                    Run an execution function on the master's own host

                    fun: the function; its arguments follow

                    CLI Example:

                        salt-run salt.cmd test.ping
                        salt-run salt.cmd network.ip_addrs cidr=10.0.0.0/8
                    """)
    public @Nullable Object cmd(
            String fun, @Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        return host.value(args, kwargs, Call.of(fun, call.jid(), call.user(), Map.of(), host, call::cancelled));
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
        List<Object> args = new ArrayList<>(arg);
        if (kwarg != null && !kwarg.isEmpty()) {
            Map<String, Object> marked = new LinkedHashMap<>(kwarg);
            marked.put("__kwarg__", true);
            args.add(marked);
        }
        Target target = RunnerTarget.of(tgt, tgtType);
        LocalCalls.Result result = timeout == null
                ? local.call(target, fun, args, call.user())
                : local.call(target, fun, args, call.user(), Duration.ofSeconds(timeout), Duration.ofSeconds(timeout));
        return result.values();
    }
}
