package dev.brine.states.system;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.states.state.Args;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code sysctl}: parameters of the kernel as they are to be. */
@Module("sysctl")
public final class SysctlStates {
    private final StateContext context;

    public SysctlStates(StateContext context) {
        this.context = context;
    }

    @Fn(doc = """
            Make sure that a kernel parameter has a value, now and after the next start.

            name: the parameter
            value: its value
            config: the file in which it is kept
            """)
    public Map<String, Object> present(
            String name,
            Object value,
            @Arg(dflt = "None") @Nullable String config,
            @Arg(rest = true) Map<String, Object> kwargs) {
        String file = config == null ? Args.python(context.call("sysctl.default_config", List.of(), Map.of())) : config;
        if (context.test()) {
            return wouldBe(name, value, file);
        }
        String shown = name + " = " + Args.python(value);
        try {
            Object done = context.call("sysctl.persist", List.of(name, value, file), Map.of());
            return "Updated".equals(done)
                    ? Result.changed(name, Map.of(name, value), "Updated sysctl value " + shown)
                    : Result.same(name, "Sysctl value " + shown + " is already set");
        } catch (FunctionError e) {
            return Result.failed(name, "Failed to set " + name + " to " + Args.python(value) + ": " + e.getMessage());
        }
    }

    private Map<String, Object> wouldBe(String name, Object value, String file) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("config_file", file);
        Object shown = context.call("sysctl.show", List.of(), options);
        boolean configured = shown instanceof Map<?, ?> map && map.containsKey(name);
        String text = Args.python(value);
        String current = Args.python(context.call("sysctl.get", List.of(name), Map.of()));
        if (current.isEmpty()) {
            // Salt 3006: says the new value twice
            return Result.would(
                    name,
                    Map.of(),
                    configured
                            ? "Sysctl value " + name + " is present in configuration file but is not present in the "
                                    + "running config. The value " + name + " is set to be changed to " + text
                            : "Sysctl option " + name + " would be changed to " + text);
        }
        if (configured) {
            return words(text).equals(words(current))
                    ? Result.same(name, "Sysctl value " + name + " = " + text + " is already set")
                    : Result.would(name, Map.of(), "Sysctl option " + name + " would be changed to " + text);
        }
        boolean running = words(text).equals(words(current));
        return Result.would(
                name,
                Map.of(),
                running
                        ? "Sysctl value is currently set on the running system but not in a config file. Sysctl option "
                                + name + " set to be changed to " + text + " in config file."
                        : "Sysctl option " + name + " set to be changed to " + text);
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.strip().split("\\s+"));
    }
}
