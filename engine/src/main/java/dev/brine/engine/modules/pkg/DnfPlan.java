package dev.brine.engine.modules.pkg;

import dev.brine.engine.data.Glob;
import dev.brine.engine.modules.host.PythonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is to be installed, downgraded or reinstalled: for each package the word that says so to {@code dnf}. */
final class DnfPlan {
    private final Dnf dnf;
    private final DnfModule offers;
    private final boolean reinstall;
    private final boolean ignoreEpoch;
    private final Map<String, Object> kwargs;
    private final Map<String, List<String>> installed;
    private final Map<String, String> installs = new LinkedHashMap<>();
    private final Map<String, String> downgrades = new LinkedHashMap<>();
    private final Map<String, String> reinstalls = new LinkedHashMap<>();
    private final List<String> errors = new ArrayList<>();

    DnfPlan(Dnf dnf, DnfModule offers, boolean reinstall, boolean ignoreEpoch, Map<String, Object> kwargs) {
        this.dnf = dnf;
        this.offers = offers;
        this.reinstall = reinstall;
        this.ignoreEpoch = ignoreEpoch;
        this.kwargs = kwargs;
        this.installed = dnf.rpm().installed();
    }

    Map<String, String> installs() {
        return installs;
    }

    Map<String, String> downgrades() {
        return downgrades;
    }

    Map<String, String> reinstalls() {
        return reinstalls;
    }

    List<String> errors() {
        return errors;
    }

    /** A package of a repository, in any version or in one that fits. */
    void add(String name, @Nullable String wanted) {
        if (wanted == null) {
            (reinstall && installed.containsKey(name) ? reinstalls : installs).put(name, name);
            return;
        }
        String version = wanted.replaceFirst("^=+", "");
        if (version.startsWith("<") || version.startsWith(">")) {
            List<String> candidates = candidates(name);
            Optional<String> fit = Wanted.of(version).first(candidates, RpmVersion::compare, ignoreEpoch);
            if (fit.isEmpty()) {
                errors.add("No version matching '" + name + version + "' could be found (available: "
                        + (candidates.isEmpty() ? "None" : String.join(", ", candidates)) + ")");
                return;
            }
            version = fit.get();
        } else if (version.contains("*")) {
            List<String> candidates = candidates(name);
            Glob glob = Glob.of(version);
            Optional<String> fit = candidates.stream().filter(glob::test).findFirst();
            if (fit.isEmpty()) {
                errors.add("No version matching '" + version + "' found for package '" + name + "' (available: "
                        + (candidates.isEmpty() ? "none" : String.join(", ", candidates)) + ")");
                return;
            }
            version = fit.get();
        }
        place(bare(name), exact(name, ignoreEpoch ? version : Wanted.plain(version)), version);
    }

    private List<String> candidates(String name) {
        return offers.listRepoPkgs(List.of(name), kwargs).get(name) instanceof List<?> versions
                ? versions.stream().map(PythonText::str).toList()
                : List.of();
    }

    /** A package file. */
    void file(String path) {
        dnf.rpm()
                .file(path)
                .ifPresentOrElse(pkg -> place(pkg.name(), path, pkg.version()), () -> installs.put(path, path));
    }

    private void place(String name, String word, String version) {
        List<String> now = installed.getOrDefault(name, List.of());
        if (now.isEmpty()) {
            installs.put(name, word);
        } else if (reinstall) {
            if (now.stream().anyMatch(each -> Rpm.compare(version, each, ignoreEpoch) == 0)) {
                reinstalls.put(name, word);
            }
        } else if (now.stream().anyMatch(each -> Rpm.compare(version, each, ignoreEpoch) >= 0)
                || name.matches("kernel(-devel)?")) {
            installs.put(name, word);
        } else {
            downgrades.put(name, word);
        }
    }

    private static String bare(String name) {
        int dot = name.lastIndexOf('.');
        return dot >= 0 && Rpm.architecture(name.substring(dot + 1)) ? name.substring(0, dot) : name;
    }

    /** {@code name-version.arch}, as dnf names one version of a package. */
    static String exact(String name, String version) {
        String bare = bare(name);
        return bare + "-" + version + name.substring(bare.length());
    }
}
