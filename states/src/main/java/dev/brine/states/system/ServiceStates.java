package dev.brine.states.system;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Function;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.call.Parameter;
import dev.brine.states.state.Args;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code service}: services that run or do not, now ({@code running}, {@code dead}) and from boot on ({@code enabled}, ...). */
@Module("service")
public final class ServiceStates {
    private static final Set<String> SYSTEMD_ONLY = Set.of("no_block", "unmask", "unmask_runtime");

    private final StateContext context;
    private final ServiceBoot boot;

    public ServiceStates(StateContext context) {
        this.context = context;
        this.boot = new ServiceBoot(context);
    }

    @Fn(doc = """
            Make sure that a service runs.

            name: the service
            enable: True to have it start at boot, False to have it not
            sig: how its process is found in the list of processes
            init_delay: seconds to wait after the start
            no_block: do not wait for it
            unmask, unmask_runtime: unmask it first
            """)
    public Map<String, Object> running(
            String name,
            @Arg(dflt = "None") @Nullable Object enable,
            @Arg(dflt = "None") @Nullable Object sig,
            @Arg(dflt = "None") @Nullable Object initDelay,
            @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> result = Result.same(name, "");
        Boolean wish = flag(enable);
        if (settled(name, "started", kwargs, result)) {
            return result;
        }
        boolean before = status(name, sig, kwargs);
        boolean enabledBefore = boot.enabled(name);
        boolean unmask = Args.truth(kwargs.get("unmask"));
        String unmasked = unmask
                ? Args.python(
                        unmasked(name, Args.truth(kwargs.get("unmask_runtime"))).get("comment"))
                : "";
        if (before || context.test()) {
            String what =
                    before ? "The service " + name + " is already running" : "Service " + name + " is set to start";
            result.put(
                    "comment",
                    Stream.of(what, unmasked).filter(text -> !text.isEmpty()).collect(Collectors.joining("\n")));
            if (before) {
                boot.follow(name, wish, enabledBefore, kwargs, result);
            } else {
                result.put("result", null);
            }
            return result;
        }
        try {
            if (!Args.truth(context.call("service.start", List.of(name), understood("service.start", kwargs)))) {
                result.put("result", false);
                result.put("comment", "Service " + name + " failed to start");
                boot.set(name, wish, false, false, kwargs, result);
                return result;
            }
        } catch (FunctionError e) {
            return Result.failed(name, String.valueOf(e.getMessage()));
        }
        delay(initDelay);
        boolean after = status(name, sig, kwargs);
        note(name, before, after, enabledBefore, result);
        result.put("comment", after ? "Started service " + name : "Service " + name + " failed to start");
        result.put("result", after);
        boot.set(name, wish, after, after, kwargs, result);
        if (Args.truth(initDelay)) {
            result.merge("comment", "\nDelayed return for " + Args.python(initDelay) + " seconds", ServiceStates::join);
        }
        if (unmask) {
            result.merge("comment", "\n" + unmasked, ServiceStates::join);
        }
        return result;
    }

    private static Object join(Object one, Object other) {
        return Args.python(one) + other;
    }

    @Fn(doc = """
            Make sure that a service does not run.

            name: the service
            enable: True to have it start at boot, False to have it not
            sig: how its process is found in the list of processes
            init_delay: seconds to wait after the end
            no_block: do not wait for it
            """)
    public Map<String, Object> dead(
            String name,
            @Arg(dflt = "None") @Nullable Object enable,
            @Arg(dflt = "None") @Nullable Object sig,
            @Arg(dflt = "None") @Nullable Object initDelay,
            @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> result = Result.same(name, "");
        Boolean wish = flag(enable);
        if (settled(name, "stopped", kwargs, result)) {
            return result;
        }
        boolean before = status(name, sig, kwargs);
        boolean enabledBefore = boot.enabled(name);
        if (!before) {
            result.put("comment", "The service " + name + " is already dead");
            boot.follow(name, wish, enabledBefore, kwargs, result);
            return result;
        }
        if (context.test()) {
            return Result.would(name, Map.of(), "Service " + name + " is set to be killed");
        }
        if (!Args.truth(context.call("service.stop", List.of(name), understood("service.stop", kwargs)))) {
            result.put("result", false);
            result.put("comment", "Service " + name + " failed to die");
            boot.set(name, wish, true, false, kwargs, result);
            return result;
        }
        delay(initDelay);
        boolean after = status(name, null, kwargs);
        note(name, before, after, enabledBefore, result);
        result.put("comment", "Service " + name + (after ? " failed to die" : " was killed"));
        result.put("result", !after);
        boot.set(name, wish, after, !after, kwargs, result);
        return result;
    }

    /** Whether nothing is to be asked or done any more: a wrong argument, a host that is down, a service that is not there. */
    private boolean settled(String name, String verb, Map<String, Object> kwargs, Map<String, Object> result) {
        if (kwargs.containsKey("enabled")) {
            result.put("result", false);
            result.put(
                    "comment",
                    "Service " + name
                            + " uses non-existent option \"enabled\".  Perhaps \"enable\" option was intended?");
            return true;
        }
        if (context.has("service.offline") && Args.truth(context.call("service.offline", List.of(), Map.of()))) {
            result.put("comment", "Running in OFFLINE mode. Nothing to do");
            return true;
        }
        try {
            if (boot.available(name)) {
                return false;
            }
        } catch (FunctionError e) {
            result.put("result", false);
            result.put("comment", e.getMessage());
            return true;
        }
        result.put("comment", boot.missing(name));
        result.put("result", verb.equals("stopped"));
        if (context.test()) {
            result.put("result", null);
            result.put(
                    "comment",
                    "Service " + name + " not present; if created in this state run, it would have been " + verb);
        }
        return true;
    }

    /** Salt 3006: of a text only {@code true} in any case is true. */
    private static @Nullable Boolean flag(@Nullable Object enable) {
        if (enable instanceof String text) {
            return text.matches("[0-9.]+") ? Double.parseDouble(text) > 0 : text.equalsIgnoreCase("true");
        }
        return enable instanceof Boolean flag ? flag : null;
    }

    private boolean status(String name, @Nullable Object sig, Map<String, Object> kwargs) {
        List<Object> words = new ArrayList<>(List.of(name));
        if (sig != null) {
            words.add(sig);
        }
        return Args.truth(context.call("service.status", words, understood("service.status", kwargs)));
    }

    /** What only systemd knows is passed on to functions that take it. */
    private Map<String, Object> understood(String function, Map<String, Object> kwargs) {
        Map<String, Object> chosen = new LinkedHashMap<>();
        Optional<Function> found = context.function(function);
        if (found.isPresent()) {
            for (Parameter parameter : found.get().parameters()) {
                if (SYSTEMD_ONLY.contains(parameter.name()) && kwargs.containsKey(parameter.name())) {
                    chosen.put(parameter.name(), kwargs.get(parameter.name()));
                }
            }
        }
        return chosen;
    }

    private void note(String name, boolean before, boolean after, boolean enabledBefore, Map<String, Object> result) {
        if (before != after || enabledBefore != boot.enabled(name)) {
            result.put("changes", new LinkedHashMap<>(Map.of(name, after)));
        }
    }

    private static void delay(@Nullable Object seconds) {
        if (seconds instanceof Number number && number.doubleValue() > 0) {
            try {
                TimeUnit.MILLISECONDS.sleep((long) (number.doubleValue() * 1000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new FunctionError("the job was killed during init_delay", e);
            }
        }
    }

    @Fn(doc = """
            Make sure that a service starts at boot.

            name: the service
            """)
    public Map<String, Object> enabled(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> result = Result.same(name, "");
        boot.enable(name, null, true, kwargs, result);
        if (context.test() && boot.missing(name).equals(result.get("comment"))) {
            result.put("result", null);
            result.put(
                    "comment",
                    "Service " + name + " not present; if created in this state run, it would have been enabled");
        }
        return result;
    }

    @Fn(doc = """
            Make sure that a service does not start at boot.

            name: the service
            """)
    public Map<String, Object> disabled(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> result = Result.same(name, "");
        boot.disable(name, null, true, kwargs, result);
        return result;
    }

    @Fn(doc = """
            Make sure that nobody can start a service.

            name: the service
            runtime: only until the next boot
            """)
    public Map<String, Object> masked(String name, @Arg(dflt = "False") boolean runtime) {
        String kind = runtime ? "runtime masked" : "masked";
        return mask(name, runtime, true, kind, "is already " + kind);
    }

    @Fn(doc = """
            Make sure that a service can be started.

            name: the service
            runtime: about a mask that holds until the next boot
            """)
    public Map<String, Object> unmasked(String name, @Arg(dflt = "False") boolean runtime) {
        String kind = runtime ? "runtime unmasked" : "unmasked";
        return mask(name, runtime, false, kind, "was already " + kind);
    }

    private Map<String, Object> mask(String name, boolean runtime, boolean wish, String done, String already) {
        if (!context.has("service.masked")) {
            return Result.failed(name, "Service masking not available on this minion");
        }
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("old", !wish);
        change.put("new", wish);
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put(runtime ? "runtime masked" : "masked", change);
        List<Object> words = List.of(name, runtime);
        try {
            if (Args.truth(context.call("service.masked", words, Map.of())) == wish) {
                return Result.same(name, "Service " + name + " " + already);
            }
            if (context.test()) {
                return Result.would(name, changes, "Service " + name + " would be " + done);
            }
            context.call(wish ? "service.mask" : "service.unmask", words, Map.of());
            // Salt 3006: a failure without an error leaves the result true
            return Args.truth(context.call("service.masked", words, Map.of())) == wish
                    ? Result.changed(name, changes, "Service " + name + " was " + done)
                    : Result.same(name, "Failed to " + (wish ? "mask" : "unmask") + " service " + name);
        } catch (FunctionError e) {
            return Result.failed(name, String.valueOf(e.getMessage()));
        }
    }

    @Fn(doc = """
            Restart, reload, start or stop a service when what it watches has changed.

            name: the service
            sfun: the state function that watches
            sig: how its process is found in the list of processes
            reload: reload it instead of restarting it
            force: reload it with force
            full_restart: have the service manager restart it fully
            init_delay: seconds to wait afterwards
            """)
    public Map<String, Object> modWatch(
            String name,
            @Arg(dflt = "None") @Nullable String sfun,
            @Arg(dflt = "None") @Nullable Object sig,
            @Arg(dflt = "False") boolean reload,
            @Arg(dflt = "False") boolean fullRestart,
            @Arg(dflt = "None") @Nullable Object initDelay,
            @Arg(dflt = "False") boolean force,
            @Arg(rest = true) Map<String, Object> kwargs) {
        boolean dead = "dead".equals(sfun);
        if (!dead && !"running".equals(sfun)) {
            return Result.failed(name, "Unable to trigger watch for service." + (sfun == null ? "None" : sfun));
        }
        boolean runs = status(name, sig, kwargs);
        if (dead && !runs) {
            return Result.same(name, "Service is already stopped");
        }
        Action action = dead
                ? new Action("service.stop", "stop", "stopped")
                : runs ? again(reload, fullRestart, force) : new Action("service.start", "start", "started");
        if (context.test()) {
            return Result.would(name, Map.of(), "Service is set to be " + action.done);
        }
        if (action.verb.equals("start")) {
            // Salt 3006: what is left of a service that died is cleared away first
            context.call("service.stop", List.of(name), Map.of());
        }
        boolean worked;
        try {
            worked = Args.truth(context.call(action.function, List.of(name), understood(action.function, kwargs)));
        } catch (FunctionError e) {
            return Result.failed(name, String.valueOf(e.getMessage()));
        }
        delay(initDelay);
        return Result.of(
                name,
                worked,
                Map.of(name, worked),
                worked ? "Service " + action.done : "Failed to " + action.verb + " the service");
    }

    /** What a change in what a service watches leads to. */
    private record Action(String function, String verb, String done) {}

    private Action again(boolean reload, boolean fullRestart, boolean force) {
        if (reload && context.has("service.reload")) {
            return force && context.has("service.force_reload")
                    ? new Action("service.force_reload", "forcefully reload", "forcefully reloaded")
                    : new Action("service.reload", "reload", "reloaded");
        }
        return fullRestart && context.has("service.full_restart")
                ? new Action("service.full_restart", "fully restart", "fully restarted")
                : new Action("service.restart", "restart", "restarted");
    }
}
