package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.Catalog;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Chooses the package modules that suit the host, by its grains. */
public final class PackageModules implements Catalog {
    private static final Set<String> NAMES = Set.of("kernelpkg", "pkg", "lowpkg", "pkg_resource");
    private static final Set<String> LIKE_RED_HAT =
            Set.of("amazon", "xcp", "xenserver", "virtuozzolinux", "virtuozzo", "issabel pbx", "openeuler");

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
        if (module.equals("kernelpkg")) {
            return new KernelpkgModule(parts, kernels());
        }
        if (parts.grain("os_family").equals("Debian")) {
            return module.equals("lowpkg") ? new DpkgModule(parts) : apt();
        }
        if (module.equals("lowpkg") && redHat()) {
            Rpm rpm = new Rpm(parts);
            return List.of(new RpmModule(rpm), new RpmFacts(rpm));
        }
        if (redHat() && Dnf.program(parts).isPresent()) {
            return dnf();
        }
        throw new Catalog.Unavailable(
                redHat()
                        ? "DNF nor YUM found"
                        : "no package tool of this host is known: os_family is " + parts.grain("os_family"));
    }

    /** Salt 3006: Red Hat's family, and some that have its tools under a family name of their own. */
    private boolean redHat() {
        return parts.grain("os_family").equalsIgnoreCase("RedHat")
                || LIKE_RED_HAT.contains(parts.grain("os").toLowerCase(Locale.ROOT));
    }

    private Kernels kernels() {
        if (parts.grain("os_family").equals("Debian")) {
            return new AptKernels();
        }
        if (redHat()) {
            return new YumKernels(parts);
        }
        throw new Catalog.Unavailable("kernels are known in the packages of Debian's and Red Hat's families only");
    }

    private List<Object> apt() {
        Apt apt = new Apt(parts);
        AptSelections selections = new AptSelections(apt);
        AptKeys keys = new AptKeys(apt);
        return List.of(
                new AptModule(apt),
                new AptChanges(apt, selections),
                selections,
                new AptRepos(apt, keys),
                keys,
                new AptUpkeep(apt));
    }

    private List<Object> dnf() {
        Dnf dnf = new Dnf(new Rpm(parts));
        DnfRepos repos = new DnfRepos(dnf);
        DnfHolds holds = new DnfHolds(dnf);
        DnfModule offers = new DnfModule(dnf, repos);
        return List.of(
                offers, new DnfChanges(dnf, offers, holds), holds, repos, new DnfGroups(dnf), new DnfUpkeep(dnf));
    }
}
