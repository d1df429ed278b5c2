package dev.brine.engine.call;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The modules of one family (execution, runner, wheel, state), made when they are first asked for.
 *
 * <p>An implementation is a plain {@code switch} from name to constructor call, so that the dependencies of each module are in
 * sight and nothing is loaded before it is used.
 */
public interface Catalog {

    /** Names of the modules that {@link #create} knows. */
    Set<String> modules();

    /**
     * Makes the object whose class is marked {@link Module}; null when the name is unknown. A module with many functions may be
     * made of several such objects: a collection of them.
     *
     * @throws Unavailable when the module exists and cannot work here ("no systemd on this host")
     */
    @Nullable
    Object create(String module);

    /** A module that exists and cannot work on this host; the message says why. */
    final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String reason) {
            super(reason);
        }
    }
}
