package dev.brine.engine.modules.pkg;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sorts what is to be installed into new, older and once more, and makes the command lines of apt-get for each. */
final class AptPlan {
    private final Apt apt;
    private final Map<String, Object> installed;
    private final boolean reinstall;
    private final boolean ignoreEpoch;
    private final List<String> targets = new ArrayList<>();
    private final List<String> older = new ArrayList<>();
    private final Map<String, String> again = new LinkedHashMap<>();
    private final List<String> errors = new ArrayList<>();
    private boolean files;

    AptPlan(Apt apt, Map<String, Object> installed, boolean reinstall, boolean ignoreEpoch) {
        this.apt = apt;
        this.installed = installed;
        this.reinstall = reinstall;
        this.ignoreEpoch = ignoreEpoch;
    }

    /** @param version of the only package, over what the map says */
    void packages(Map<String, @Nullable String> packages, @Nullable String version) {
        packages.forEach((name, own) -> {
            String wanted = version == null ? own : version;
            if (wanted != null) {
                versioned(name, wanted);
            } else if (reinstall && installed.containsKey(name)) {
                again.put(name, name);
            } else {
                targets.add(name);
            }
        });
    }

    private void versioned(String name, String text) {
        Wanted wanted = Wanted.of(text.replaceFirst("^=+", ""));
        String version = wanted.version();
        if (!wanted.comparison().isEmpty()) {
            List<String> candidates = apt.available(List.of(name)).getOrDefault(name, List.of());
            Optional<String> fitting = wanted.first(candidates, DebVersion::compare, ignoreEpoch);
            if (fitting.isEmpty()) {
                errors.add("No version matching '" + name + text + "' could be found (available: "
                        + (candidates.isEmpty() ? "None" : String.join(", ", candidates)) + ")");
                return;
            }
            version = fitting.get();
        }
        place(name, version, name + "=" + version);
    }

    /** A package file; it says itself what it holds. */
    void file(String path) {
        files = true;
        Map<String, String> facts = new LinkedHashMap<>();
        for (String line : apt.read("dpkg", "-I", path).stdout().split("\n")) {
            String[] pair = line.trim().split("\\s*:\\s*", 2);
            if (pair.length == 2) {
                facts.putIfAbsent(pair[0], pair[1]);
            }
        }
        String name = facts.get("Package");
        String version = facts.get("Version");
        if (name == null || version == null) {
            targets.add(path);
        } else {
            place(name, version, path);
        }
    }

    private void place(String name, String version, String target) {
        String now = String.valueOf(installed.getOrDefault(name, ""));
        int compared = now.isEmpty() ? 1 : DebVersion.compare(version, now);
        if (reinstall && compared == 0) {
            again.put(name, target);
        } else if (compared >= 0) {
            targets.add(target);
        } else {
            older.add(target);
        }
    }

    List<List<String>> commands(List<String> prefix, boolean downloadOnly) {
        List<List<String>> commands = new ArrayList<>();
        if (!targets.isEmpty()) {
            commands.add(joined(prefix, targets));
        }
        if (!older.isEmpty()) {
            List<String> forced = new ArrayList<>(prefix);
            if (!files && !forced.contains("--force-yes")) {
                forced.add(forced.size() - 1, "--force-yes");
            }
            commands.add(joined(forced, older));
        }
        if (downloadOnly && !commands.isEmpty()) {
            commands.get(commands.size() - 1).add("--download-only");
        }
        if (!again.isEmpty()) {
            List<String> once = new ArrayList<>(prefix);
            if (!files) {
                once.add("--reinstall");
            }
            commands.add(joined(once, new ArrayList<>(again.values())));
        }
        return commands;
    }

    private static List<String> joined(List<String> prefix, List<String> words) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(words);
        return all;
    }

    /** Names of what is to be installed anew or once more, without versions. */
    List<String> names() {
        List<String> names = new ArrayList<>(again.keySet());
        targets.forEach(target -> names.add(target.split("=", 2)[0]));
        return names;
    }

    List<String> reinstalled() {
        return new ArrayList<>(again.keySet());
    }

    /** What cannot be had, and later what went wrong. */
    List<String> errors() {
        return errors;
    }
}
