package dev.brine.engine.returners;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The returners of one origin, made when they are first used.
 *
 * <p>Whoever asks keeps what was made until modules are refreshed ({@code saltutil.refresh_modules}), closes it and asks anew;
 * so a catalog whose contents change needs no door of its own.
 */
public interface ReturnerCatalog {

    /** The names that can be used now, as in {@code --return NAME}. */
    Set<String> names();

    /**
     * Makes a returner; null when the name is unknown here.
     *
     * @throws dev.brine.engine.call.Catalog.Unavailable when it is known and cannot work on this host
     */
    @Nullable
    Returner create(String name);
}
