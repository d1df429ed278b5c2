package dev.brine.engine.modules.exchange;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.facts.ConfigModule;
import dev.brine.engine.modules.host.Truth;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code mine}: values of functions that the master keeps for other minions. */
@Module("mine")
public final class MineModule {
    private static final Logger log = LoggerFactory.getLogger(MineModule.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final ModuleParts parts;

    public MineModule(ModuleParts parts) {
        this.parts = parts;
    }

    @Fn(doc = """
            Run the functions of mine_functions (configuration and pillar) and send what they return.

            clear: have the master forget what it has of this minion first
            mine_functions: run these instead: a map by alias, or a list of names
            """)
    public @Nullable Object update(
            @Arg(dflt = "False") boolean clear,
            @Arg(dflt = "None", name = "mine_functions") @Nullable Object given,
            Call call) {
        Map<String, Object> functions = given == null ? configured() : byAlias(given);
        if (functions.isEmpty()) {
            return null;
        }
        Map<String, Object> data = new LinkedHashMap<>();
        functions.forEach((alias, definition) -> {
            Definition wanted = Definition.of(alias, definition);
            if (call.functions().table().find(wanted.fun()).isEmpty()) {
                log.error("mine: there is no function {}", wanted.fun());
                return;
            }
            try {
                data.put(
                        alias,
                        wanted.allowed(
                                call.functions().value(wanted.args(), wanted.kwargs(), call.nested(wanted.fun()))));
            } catch (FunctionError e) {
                log.error("mine: {} failed and is left out: {}", wanted.fun(), e.getMessage());
            }
        });
        return store(data, clear);
    }

    private Map<String, Object> configured() {
        Object merged = ConfigModule.merged(List.of(parts.opts(), parts.pillar()), "mine_functions", null);
        return merged == null ? Map.of() : byAlias(merged);
    }

    private static Map<String, Object> byAlias(Object functions) {
        Map<String, Object> all = new LinkedHashMap<>();
        if (functions instanceof Map<?, ?> map) {
            map.forEach((alias, definition) -> all.put(String.valueOf(alias), definition));
        } else if (functions instanceof List<?> list) {
            list.forEach(name -> all.put(String.valueOf(name), new ArrayList<>()));
        }
        return all;
    }

    @Fn(doc = """
            Run a function and send what it returns.

            name: the function, or an alias when mine_function names the function
            args: its arguments
            mine_function: the function
            allow_tgt: the minions that may read the value
            allow_tgt_type: how to read allow_tgt
            """)
    public boolean send(
            String name, @Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        kwargs.keySet().removeIf(key -> key.startsWith("__"));
        List<Object> definition = new ArrayList<>(args);
        definition.add(kwargs);
        Definition wanted = Definition.of(name, definition);
        Map<String, Object> data = new LinkedHashMap<>();
        try {
            data.put(
                    name,
                    wanted.allowed(call.functions().value(wanted.args(), wanted.kwargs(), call.nested(wanted.fun()))));
        } catch (FunctionError e) {
            log.error("mine: {} failed: {}", wanted.fun(), e.getMessage());
            return false;
        }
        return store(data, false);
    }

    private boolean store(Map<String, Object> data, boolean clear) {
        Map<String, Object> load = load("_mine");
        load.put("data", data);
        load.put("clear", clear);
        ask(load);
        return true;
    }

    @Fn(doc = """
            Return what minions have sent.

            tgt: the minions
            fun: the function or its alias; a comma separates several
            tgt_type: how to read tgt
            exclude_minion: leave this minion out
            """)
    public @Nullable Object get(
            Object tgt, Object fun, @Arg(dflt = "'glob'") String tgtType, @Arg(dflt = "False") boolean excludeMinion) {
        Map<String, Object> load = load("_mine_get");
        load.put("tgt", tgt);
        load.put("fun", fun);
        load.put("tgt_type", tgtType);
        Object found = ask(load);
        if (excludeMinion && found instanceof Map<?, ?> map) {
            map.remove(parts.id());
        }
        return found;
    }

    @Fn(doc = """
            Have the master forget a value of this minion.

            fun: the function or its alias
            """)
    public boolean delete(String fun) {
        Map<String, Object> load = load("_mine_delete");
        load.put("fun", fun);
        ask(load);
        return true;
    }

    @Fn(doc = "Have the master forget all values of this minion.")
    public boolean flush() {
        ask(load("_mine_flush"));
        return true;
    }

    @Fn(doc = "Return the functions of mine_functions that exist here.")
    public @Nullable Object valid(Call call) {
        Map<String, Object> functions = configured();
        if (functions.isEmpty()) {
            return null;
        }
        Map<String, Object> valid = new LinkedHashMap<>();
        functions.forEach((alias, definition) -> {
            Definition wanted = Definition.of(alias, definition);
            if (call.functions().table().find(wanted.fun()).isPresent()) {
                boolean plain = alias.equals(wanted.fun()) && wanted.kwargs().isEmpty();
                valid.put(alias, plain ? wanted.args() : Map.of(wanted.fun(), wanted.all()));
            }
        });
        return valid;
    }

    private Map<String, Object> load(String cmd) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", cmd);
        load.put("id", parts.id());
        return load;
    }

    private @Nullable Object ask(Map<String, Object> load) {
        try {
            return parts.master().request(load, TIMEOUT);
        } catch (IOException e) {
            throw new FunctionError("the master's mine could not be asked: " + e.getMessage(), e);
        }
    }

    /** One entry of mine_functions: the function to run and who may read its value. */
    private record Definition(String fun, List<Object> args, Map<String, Object> kwargs, Map<String, Object> access) {

        static Definition of(String alias, @Nullable Object definition) {
            List<Object> args = new ArrayList<>();
            Map<String, Object> kwargs = new LinkedHashMap<>();
            for (Object item :
                    definition instanceof List<?> list ? list : definition == null ? List.of() : List.of(definition)) {
                if (item instanceof Map<?, ?> map) {
                    map.forEach((key, value) -> kwargs.put(String.valueOf(key), value));
                } else {
                    args.add(item);
                }
            }
            Object fun = kwargs.remove("mine_function");
            Map<String, Object> access = new LinkedHashMap<>();
            for (String name : List.of("allow_tgt", "allow_tgt_type")) {
                Object value = kwargs.remove(name);
                if (Truth.of(value)) {
                    access.put(name, value);
                }
            }
            return new Definition(fun == null ? alias : fun.toString(), args, kwargs, access);
        }

        /** Salt 3006: {@code utils/mine.py} wraps a value that not everybody may read. */
        @Nullable
        Object allowed(@Nullable Object value) {
            if (!access.containsKey("allow_tgt")) {
                return value;
            }
            Map<String, Object> wrapped = new LinkedHashMap<>();
            wrapped.put("__data__", value);
            wrapped.put("__saltmine_acl__", 1L);
            wrapped.putAll(access);
            return wrapped;
        }

        List<Object> all() {
            List<Object> all = new ArrayList<>(args);
            if (!kwargs.isEmpty()) {
                all.add(kwargs);
            }
            return all;
        }
    }

    @Fn(doc = """
            Return nothing: there is no module for containers whose addresses could be told.

            interfaces: names of interfaces
            cidrs: networks
            with_container_id: tell the container's id, too
            """)
    public Map<String, Object> getDocker(
            @Arg(dflt = "None") @Nullable Object interfaces,
            @Arg(dflt = "None") @Nullable Object cidrs,
            @Arg(dflt = "False") boolean withContainerId) {
        return new LinkedHashMap<>();
    }
}
