package dev.brine.engine.modules.facts;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.file.AtomicFile;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.transport.wire.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code data}: a small store of values on the minion, one file in its cache directory.
 *
 * <p>Two jobs that write at once are put one after the other; stock loses one of the values.
 */
@Module("data")
public final class DataModule {
    private final ModuleParts parts;

    public DataModule(ModuleParts parts) {
        this.parts = parts;
    }

    private Path file() {
        return parts.minion().config().paths().cache().resolve("datastore");
    }

    @Fn(doc = "Remove all values.")
    public synchronized boolean clear() {
        try {
            Files.deleteIfExists(file());
            return true;
        } catch (IOException e) {
            throw new FunctionError("cannot remove " + file() + ": " + e.getMessage(), e);
        }
    }

    @Fn(doc = "Return all values.")
    public synchronized Map<String, Object> load() {
        Map<String, Object> store = new LinkedHashMap<>();
        if (Files.isRegularFile(file())) {
            try {
                Codec.LOCAL.decodeMap(Files.readAllBytes(file())).forEach(store::put);
            } catch (IOException e) {
                throw new FunctionError("cannot read " + file() + ": " + e.getMessage(), e);
            }
        }
        return store;
    }

    @Fn(doc = """
            Put a map in place of all values.

            new_data: the map
            """)
    public synchronized boolean dump(Map<String, Object> newData) {
        try {
            Files.createDirectories(file().getParent());
            AtomicFile.write(file(), Codec.LOCAL.encode(newData), new AtomicFile.Look(null, null, "0600"));
            return true;
        } catch (IOException e) {
            throw new FunctionError("cannot write " + file() + ": " + e.getMessage(), e);
        }
    }

    @Fn(doc = """
            Set a value.

            key: its name
            value: the value
            """)
    public synchronized boolean update(String key, @Nullable Object value) {
        Map<String, Object> store = load();
        store.put(key, value);
        return dump(store);
    }

    @Fn(doc = """
            Set a value that is there, if it is the one that is expected.

            key: its name
            value: the value
            old_value: what it must be now
            """)
    public synchronized boolean cas(String key, @Nullable Object value, @Nullable Object oldValue) {
        Map<String, Object> store = load();
        if (!store.containsKey(key) || !Objects.equals(store.get(key), oldValue)) {
            return false;
        }
        store.put(key, value);
        return dump(store);
    }

    @Fn(doc = """
            Remove a value and return it.

            key: its name
            default: what to return when there is none
            """)
    public synchronized @Nullable Object pop(
            String key, @Arg(dflt = "None", name = "default") @Nullable Object otherwise) {
        Map<String, Object> store = load();
        Object value = store.containsKey(key) ? store.remove(key) : otherwise;
        dump(store);
        return value;
    }

    @Fn(doc = """
            Return a value, or those of a list of names.

            key: its name, or a list
            default: what to return when there is none
            """)
    public @Nullable Object get(Object key, @Arg(dflt = "None", name = "default") @Nullable Object otherwise) {
        Map<String, Object> store = load();
        if (!(key instanceof List<?> keys)) {
            return store.getOrDefault(String.valueOf(key), otherwise);
        }
        List<Object> values = new ArrayList<>();
        for (Object each : keys) {
            if (otherwise != null || store.containsKey(String.valueOf(each))) {
                values.add(store.getOrDefault(String.valueOf(each), otherwise));
            }
        }
        return values;
    }

    @Fn(doc = "Return the names of all values.")
    public List<Object> keys() {
        return new ArrayList<>(load().keySet());
    }

    @Fn(doc = "Return all values without their names.")
    public List<Object> values() {
        return new ArrayList<>(load().values());
    }

    @Fn(doc = "Return all values by name.")
    public Map<String, Object> items() {
        return load();
    }

    @Fn(doc = """
            Return whether there is a value of this name.

            key: the name
            """)
    public boolean hasKey(String key) {
        return load().containsKey(key);
    }
}
