package dev.brine.engine.beacons;

import dev.brine.engine.call.Catalog;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The beacon modules of all origins. */
final class BeaconModules {
    private static final Logger log = LoggerFactory.getLogger(BeaconModules.class);

    private final List<BeaconCatalog> catalogs;

    /** Of several modules of one name the first catalog's counts. */
    BeaconModules(List<BeaconCatalog> catalogs) {
        this.catalogs = List.copyOf(catalogs);
    }

    /** The modules that can be used now. */
    SortedSet<String> available() {
        SortedSet<String> names = new TreeSet<>();
        catalogs.forEach(catalog -> names.addAll(catalog.names()));
        return names;
    }

    /** Empty when there is no such module, or when it cannot work here, which is logged. */
    Optional<Beacon> create(String module) {
        try {
            return catalogs.stream()
                    .map(catalog -> catalog.create(module))
                    .filter(Objects::nonNull)
                    .findFirst();
        } catch (Catalog.Unavailable e) {
            log.error("beacon module {} cannot work here: {}", module, e.getMessage());
            return Optional.empty();
        }
    }
}
