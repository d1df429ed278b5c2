package dev.brine.cli.remote;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.target.Target;
import dev.brine.engine.target.TargetType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@code saltutil} that is for a minion on a master's host. Salt 3006 runs runners and wheel functions inside the
 * minion; here the running master does, so there must be one.
 */
@Module("saltutil")
public final class MasterHostFunctions {
    private final MasterHost master;

    MasterHostFunctions(MasterHost master) {
        this.master = master;
    }

    @Fn(doc = """
            Run a function on minions, for a minion on the master's host; return what they returned, by minion: {ret, retcode, jid}.

            tgt: target
            fun: the function
            arg: list of its arguments
            timeout: seconds to wait; the master's timeout when it is not given
            tgt_type: how to read the target
            ret: returners to send the returns to as well
            kwarg: map of the function's keyword arguments
            ssh: refused, there is no salt-ssh
            batch: how many minions at a time, a number or a percentage
            subset: how many minions, taken at random
            """)
    public Map<String, Object> cmd(
            Object tgt,
            String fun,
            @Arg(dflt = "()") List<Object> arg,
            @Arg(dflt = "None") @Nullable Long timeout,
            @Arg(dflt = "'glob'") String tgtType,
            @Arg(dflt = "''") String ret,
            @Arg(dflt = "None") @Nullable Map<String, Object> kwarg,
            @Arg(dflt = "False") boolean ssh,
            @Arg(rest = true) Map<String, Object> kwargs)
            throws InterruptedException {
        MasterHost.Command command = command(tgt, fun, arg, tgtType, ret, kwarg, ssh, kwargs);
        Object batch = kwargs.get("batch");
        boolean batched = batch != null
                && !Boolean.FALSE.equals(batch)
                && !Long.valueOf(0).equals(batch);
        long subset = kwargs.get("subset") instanceof Long number ? number : 0;
        long seconds = timeout == null ? 0 : timeout;
        Map<String, Object> returns = new LinkedHashMap<>();
        Consumer<Map<String, Object>> take = data -> returns.put(id(data), batched ? inBatch(data) : shown(data));
        try {
            if (batched) {
                if (!master.runInBatches(command, String.valueOf(batch), seconds, take)) {
                    throw new InvocationError(
                            "Invalid batch data sent: " + batch + "\nData must be in the form of %10, 10% or 3");
                }
            } else if (subset > 0) {
                master.runOnSome(command, (int) subset, seconds, take);
            } else {
                master.run(command, seconds, take);
            }
        } catch (MasterUnreachable e) {
            throw new InvocationError(String.valueOf(e.getMessage()));
        }
        return returns;
    }

    @Fn(doc = """
            Run a function on minions, for a minion on the master's host; each return is told to the master as progress of this job.

            tgt: target
            fun: the function
            arg: list of its arguments
            timeout: seconds to wait; the master's timeout when it is not given
            tgt_type: how to read the target
            ret: returners to send the returns to as well
            kwarg: map of the function's keyword arguments
            ssh: refused, there is no salt-ssh
            """)
    public Map<String, Object> cmdIter(
            Object tgt,
            String fun,
            @Arg(dflt = "()") List<Object> arg,
            @Arg(dflt = "None") @Nullable Long timeout,
            @Arg(dflt = "'glob'") String tgtType,
            @Arg(dflt = "''") String ret,
            @Arg(dflt = "None") @Nullable Map<String, Object> kwarg,
            @Arg(dflt = "False") boolean ssh,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        MasterHost.Command command = command(tgt, fun, arg, tgtType, ret, kwarg, ssh, kwargs);
        Map<String, Object> returns = new LinkedHashMap<>();
        try {
            master.run(command, timeout == null ? 0 : timeout, data -> {
                Map<String, Object> one = new LinkedHashMap<>(Map.of(id(data), shown(data)));
                progress(one, returns.size(), call);
                returns.putAll(one);
            });
        } catch (MasterUnreachable e) {
            throw new InvocationError(String.valueOf(e.getMessage()));
        }
        return returns;
    }

    /** Salt 3006: minion.py fires what a generator yields as {@code salt/job/<jid>/prog/<id>/<index>}. */
    private static void progress(Map<String, Object> one, int index, Call call) {
        if (call.jid().isEmpty()) {
            return;
        }
        String own = String.valueOf(call.functions().value(List.of("id"), Map.of(), call.nested("config.get")));
        String tag = "salt/job/" + call.jid() + "/prog/" + own + "/" + index;
        Map<String, Object> data = new LinkedHashMap<>(Map.of("return", one));
        call.functions().invoke(List.of(data, tag), Map.of(), call.nested("event.fire_master"));
    }

    private static MasterHost.Command command(
            Object tgt,
            String fun,
            List<Object> arg,
            String tgtType,
            String ret,
            @Nullable Map<String, Object> kwarg,
            boolean ssh,
            Map<String, Object> kwargs) {
        if (ssh) {
            throw new InvocationError("ssh=True needs salt-ssh, which is not part of Brine");
        }
        TargetType type =
                TargetType.of(tgtType).orElseThrow(() -> new InvocationError("tgt_type '" + tgtType + "' is unknown"));
        Object target = type == TargetType.LIST && tgt instanceof String text
                ? Stream.of(text.split(",")).map(String::strip).toList()
                : tgt;
        List<Object> args = new ArrayList<>(arg);
        if (kwarg != null && !kwarg.isEmpty()) {
            Map<String, Object> marked = new LinkedHashMap<>(kwarg);
            marked.put("__kwarg__", true);
            args.add(marked);
        }
        Map<String, Object> extra = new LinkedHashMap<>();
        kwargs.forEach((name, value) -> {
            if (!name.startsWith("__") && !name.equals("batch") && !name.equals("subset")) {
                extra.put(name, value);
            }
        });
        return new MasterHost.Command(new Target(target, type, ":"), fun, args, ret, extra);
    }

    private static String id(Map<String, Object> data) {
        return String.valueOf(data.get("id"));
    }

    private static Map<String, Object> shown(Map<String, Object> data) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("ret", data.get("return"));
        for (String field : List.of("out", "retcode", "jid")) {
            if (data.containsKey(field)) {
                shown.put(field, data.get(field));
            }
        }
        return shown;
    }

    private static Map<String, Object> inBatch(Map<String, Object> data) {
        Object value = data.get("return");
        Object out = value instanceof Map<?, ?> map ? map.get("out") : null;
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("out", out == null ? "highstate" : out);
        shown.put("ret", value);
        return shown;
    }

    @Fn(doc = """
            Run a runner function on the master, for a minion on the master's host.

            name: the function
            arg: list of its arguments
            kwarg: map of its keyword arguments; other keyword arguments of this call are added to them
            full_return: return the whole event: {fun, fun_args, jid, return, success, user}
            saltenv: the environment for functions that take one
            jid: accepted as Salt accepts it
            """)
    public @Nullable Object runner(
            String name,
            @Arg(dflt = "None") @Nullable List<Object> arg,
            @Arg(dflt = "None") @Nullable Map<String, Object> kwarg,
            @Arg(dflt = "False") boolean fullReturn,
            @Arg(dflt = "'base'") String saltenv,
            @Arg(dflt = "None") @Nullable String jid,
            @Arg(rest = true) Map<String, Object> kwargs)
            throws InterruptedException {
        Map<String, Object> all = new LinkedHashMap<>(kwarg == null ? Map.of() : kwarg);
        kwargs.forEach((key, value) -> {
            if (!key.startsWith("__")) {
                all.put(key, value);
            }
        });
        try {
            Map<String, Object> data = master.runner(name, arg == null ? List.of() : arg, all);
            found(name, data);
            return fullReturn ? data : data.get("return");
        } catch (MasterUnreachable e) {
            throw new FunctionError(String.valueOf(e.getMessage()), e);
        }
    }

    /** Salt 3006 raises a KeyError with the name of a function that is not there. */
    private static void found(String name, Map<String, Object> data) {
        if (("'" + name + "' is not available.").equals(data.get("return"))) {
            throw new FunctionError("'" + name + "' is not available on the master.");
        }
    }

    @Fn(doc = """
            Run a wheel function on the master, for a minion on the master's host; return the whole event: {fun, jid, return,
            success, user}.

            name: the function; its arguments follow
            """)
    public Map<String, Object> wheel(
            String name, @Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs)
            throws InterruptedException {
        Map<String, Object> own = new LinkedHashMap<>(kwargs);
        own.keySet().removeIf(key -> key.startsWith("__"));
        try {
            Map<String, Object> data = new LinkedHashMap<>(master.wheel(name, args, own));
            data.remove("tag");
            data.putIfAbsent("fun_args", funArgs(args, own));
            found(name, data);
            return data;
        } catch (MasterUnreachable e) {
            throw new FunctionError(
                    e.getMessage() + " This command can only be executed on a minion that is located on the master.",
                    e);
        }
    }

    private static List<Object> funArgs(List<Object> args, Map<String, Object> kwargs) {
        List<Object> all = new ArrayList<>(args);
        if (!kwargs.isEmpty()) {
            all.add(kwargs);
        }
        return all;
    }
}
