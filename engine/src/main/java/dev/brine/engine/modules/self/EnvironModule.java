package dev.brine.engine.modules.self;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.PythonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code environ}: variables of the minion's environment. */
@Module("environ")
public final class EnvironModule {

    @Fn(doc = """
            Return a variable.

            key: its name
            default: what to return when it is not set
            """)
    public Object get(String key, @Arg(dflt = "''", name = "default") Object dflt) {
        return System.getenv().containsKey(key) ? System.getenv().get(key) : dflt;
    }

    @Fn(doc = """
            Return whether a variable is set.

            key: its name
            value: whether it has this value
            """)
    public boolean hasValue(String key, @Arg(dflt = "None") @Nullable Object value) {
        String found = System.getenv().get(key);
        return found != null && (value == null || Objects.equals(found, PythonText.str(value)));
    }

    @Fn(doc = """
            Return variables by name.

            keys: a name or a list of names
            default: what to return for those that are not set
            """)
    public Map<String, Object> item(Object keys, @Arg(dflt = "''", name = "default") Object dflt) {
        Map<String, Object> found = new LinkedHashMap<>();
        for (Object key : keys instanceof List<?> list ? list : List.of(keys)) {
            found.put(String.valueOf(key), get(String.valueOf(key), dflt));
        }
        return found;
    }

    @Fn(doc = "Return all variables.")
    public Map<String, Object> items() {
        return new LinkedHashMap<>(System.getenv());
    }

    @Fn(doc = """
            Set a variable. Refused: a running program of the JVM cannot change its environment.

            key: its name
            val: its value
            """)
    public Object setval(String key, @Nullable Object val, @Arg(rest = true) Map<String, Object> kwargs) {
        throw new FunctionError("environ.setval " + key
                + ": the minion cannot change its own environment; give variables to a command with env=");
    }

    @Fn(doc = """
            Set variables. Refused: a running program of the JVM cannot change its environment.

            environ: names and values
            false_unsets, clear_all, update_minion, permanent: accepted without effect
            """)
    public Object setenv(
            Object environ,
            @Arg(dflt = "False") boolean falseUnsets,
            @Arg(dflt = "False") boolean clearAll,
            @Arg(dflt = "False") boolean updateMinion,
            @Arg(dflt = "False") boolean permanent) {
        if (!(environ instanceof Map<?, ?> variables)) {
            return false;
        }
        throw new FunctionError("environ.setenv " + variables.keySet()
                + ": the minion cannot change its own environment; give variables to a command with env=");
    }
}
