package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.Call;
import java.util.List;

/** How a family of systems packs its kernels. Stateless. */
interface Kernels {

    /** Versions of those that are installed and of the kind of {@code active}, in any order. */
    List<String> installed(String active, Call call);

    /** Version of the latest one in the repositories; empty when there is none that is newer than those installed. */
    String available(String active, Call call);

    /**
     * Installs the latest one.
     *
     * @return what the package tool changed
     */
    Object upgrade(String latest, Call call);

    /**
     * Removes one.
     *
     * @return name of the package that went
     */
    String remove(String release, Call call);
}
