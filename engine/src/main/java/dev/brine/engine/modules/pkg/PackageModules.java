package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.Catalog;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Chooses the package modules that suit the host, by its grains. */
public final class PackageModules implements Catalog {
    private static final Set<String> NAMES = Set.of("pkg", "lowpkg", "pkg_resource");

    private final PackageParts parts;

    public PackageModules(PackageParts parts) {
        this.parts = parts;
    }

    @Override
    public Set<String> modules() {
        return NAMES;
    }

    @Override
    public @Nullable Object create(String module) {
        if (module.equals("pkg_resource")) {
            return new PkgResourceModule();
        }
        boolean debian = parts.grain("os_family").equals("Debian");
        if (module.equals("lowpkg")) {
            if (debian) {
                return new DpkgModule(parts);
            }
            throw new Catalog.Unavailable(
                    "no package tool of this host is known: os_family is " + parts.grain("os_family"));
        }
        if (debian) {
            Apt apt = new Apt(parts);
            AptSelections selections = new AptSelections(apt);
            AptKeys keys = new AptKeys(apt);
            return List.of(
                    new AptModule(apt), new AptChanges(apt, selections), selections, new AptRepos(apt, keys), keys);
        }
        throw new Catalog.Unavailable(
                "no package tool of this host is known: os_family is " + parts.grain("os_family"));
    }
}
