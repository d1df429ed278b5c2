package dev.brine.engine.sdb;

import dev.brine.engine.call.FunctionError;
import org.jspecify.annotations.Nullable;

/** {@code env}: variables of this process. They cannot be set in a running JVM; one that is set already is left as it is, as in Salt. */
final class EnvironmentDriver implements Sdb.Driver {

    @Override
    public @Nullable Object get(String key) {
        return System.getenv(key);
    }

    @Override
    public @Nullable Object set(String key, @Nullable Object value) {
        String found = System.getenv(key);
        if (found == null) {
            throw new FunctionError("sdb: " + key + " cannot be set, this process cannot change its own environment");
        }
        return found;
    }
}
