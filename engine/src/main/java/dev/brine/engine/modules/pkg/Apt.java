package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.modules.host.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The programs of apt and dpkg, and what all functions of {@code pkg} need of them. */
final class Apt {
    private static final Logger log = LoggerFactory.getLogger(Apt.class);
    private static final String LIST = "pkg.list_pkgs";
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "APT_LISTBUGS_FRONTEND", "none",
            "APT_LISTCHANGES_FRONTEND", "none",
            "DEBIAN_FRONTEND", "noninteractive",
            "UCF_FORCE_CONFFOLD", "1");
    private static final int TRIES = 10;

    private final PackageParts parts;

    Apt(PackageParts parts) {
        this.parts = parts;
    }

    PackageParts parts() {
        return parts;
    }

    /** The packages dpkg knows, by name with their versions. */
    record Known(
            Map<String, List<String>> installed,
            Map<String, List<String>> removed,
            Map<String, List<String>> purgeDesired) {}

    /** Reads from apt or dpkg; the errors of the program are the caller's business. */
    CommandRunner.Result read(String... command) {
        return run(List.of(command), Map.of());
    }

    /** Changes packages, in a scope of its own where there is systemd. */
    CommandRunner.Result change(List<String> command, Map<String, Object> environment) {
        return run(parts.scoped("aptpkg", command), environment);
    }

    private CommandRunner.Result run(List<String> command, Map<String, Object> environment) {
        Map<String, Object> all = new LinkedHashMap<>(environment);
        all.putAll(ENVIRONMENT);
        CommandRunner.Result result = parts.host().run(command, Map.of("env", all));
        for (int tries = 1; tries <= TRIES && result.stderr().contains("Could not get lock"); tries++) {
            log.warn("another program holds dpkg's lock: try {} of {} follows", tries, TRIES);
            await(1L << tries);
            result = parts.host().run(command, Map.of("env", all));
        }
        return result;
    }

    private static void await(long seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FunctionError("the job was killed while it waited for dpkg's lock", e);
        }
    }

    /** The known packages, read once in a job until {@link #forget}. */
    Known known(Call call) {
        if (call.context().get(LIST) instanceof Known known) {
            return known;
        }
        Known known = query();
        call.context().put(LIST, known);
        return known;
    }

    void forget(Call call) {
        call.context().remove(LIST);
    }

    /** Installed packages with their versions joined. */
    Map<String, Object> installed(Call call) {
        Map<String, List<String>> all = new LinkedHashMap<>(known(call).purgeDesired());
        all.putAll(known(call).installed());
        return PackageLists.shown(all, false);
    }

    private Known query() {
        Map<String, List<String>> installed = new LinkedHashMap<>();
        Map<String, List<String>> removed = new LinkedHashMap<>();
        Map<String, List<String>> purge = new LinkedHashMap<>();
        String out = read("dpkg-query", "--showformat", "${Status} ${Package} ${Version} ${Architecture}\n", "-W")
                .stdout();
        boolean mixed =
                parts.grain("cpuarch").equals("x86_64") && parts.grain("osarch").equals("amd64");
        for (String line : out.split("\n")) {
            String[] cols = line.trim().split("\\s+");
            if (cols.length < 6) {
                continue;
            }
            boolean foreign = mixed && !cols[5].equals("all") && !cols[5].equals("amd64");
            String name = foreign ? cols[3] + ":" + cols[5] : cols[3];
            if ((cols[0].contains("install") || cols[0].contains("hold")) && cols[2].contains("installed")) {
                installed.computeIfAbsent(name, n -> new ArrayList<>()).add(cols[4]);
            } else if (cols[0].contains("deinstall")) {
                removed.computeIfAbsent(name, n -> new ArrayList<>()).add(cols[4]);
            } else if (cols[0].contains("purge") && cols[2].equals("installed")) {
                purge.computeIfAbsent(name, n -> new ArrayList<>()).add(cols[4]);
            }
        }
        return new Known(PackageLists.sorted(installed), PackageLists.sorted(removed), PackageLists.sorted(purge));
    }

    /** Salt 3006: {@code zsh:amd64} is {@code zsh} on amd64; a foreign architecture stays. */
    String normal(String name) {
        int colon = name.lastIndexOf(':');
        if (colon < 0) {
            return name;
        }
        String arch = name.substring(colon + 1);
        return List.of(parts.grain("osarch"), "all", "any").contains(arch) ? name.substring(0, colon) : name;
    }

    /**
     * Fetches the package lists anew, unless they are younger than {@code validFor} seconds.
     *
     * @return by source: true = new, null = unchanged, false = failed
     */
    Map<String, Object> refresh(long validFor, boolean failhard) {
        parts.refreshed();
        Map<String, Object> sources = new LinkedHashMap<>();
        if (validFor > 0 && age().filter(seconds -> seconds < validFor).isPresent()) {
            return sources;
        }
        CommandRunner.Result result = read("apt-get", "-q", "update");
        if (!result.ok()) {
            throw new FunctionError(result.stderr());
        }
        List<String> bad = new ArrayList<>();
        for (String line : result.stdout().split("\n")) {
            String[] cols = line.trim().split("\\s+", 2);
            String source = cols.length < 2 ? "" : cols[1].replaceAll("\\s+", " ");
            if (cols[0].contains("Get")) {
                sources.put(source.replaceFirst(" \\[.+B\\]$", ""), true);
            } else if (cols[0].contains("Ign")) {
                sources.put(source, false);
            } else if (cols[0].contains("Hit")) {
                sources.put(source, null);
            } else if (cols[0].contains("Err")) {
                sources.put(source, false);
                bad.add(source);
            }
        }
        if (failhard && !bad.isEmpty()) {
            throw new FunctionError("Error getting repos: " + String.join(", ", bad));
        }
        return sources;
    }

    private Optional<Long> age() {
        try {
            long then = Files.getLastModifiedTime(parts.host().file("/var/lib/apt/lists"))
                    .to(TimeUnit.SECONDS);
            return Optional.of(Clock.systemUTC().instant().getEpochSecond() - then);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The version that would be installed; empty when there is none. */
    String candidate(String name, @Nullable String release) {
        List<String> command = new ArrayList<>(List.of("apt-cache", "-q", "policy", name));
        if (release != null) {
            command.addAll(List.of("-o", "APT::Default-Release=" + release));
        }
        return run(command, Map.of())
                .stdout()
                .lines()
                .filter(line -> line.contains("Candidate"))
                .findFirst()
                .map(line -> line.trim().split("\\s+"))
                .filter(words -> words.length >= 2)
                .map(words -> words[words.length - 1])
                .filter(version -> !version.equalsIgnoreCase("(none)"))
                .orElse("");
    }

    /** The newer version of {@code name}; empty when the newest is installed or there is none. */
    String newer(String name, @Nullable String release, boolean showInstalled, Call call) {
        String candidate = candidate(name, release);
        List<String> versions = known(call).installed().getOrDefault(name, List.of());
        boolean newest = versions.stream().anyMatch(v -> DebVersion.compare(v, candidate) >= 0);
        return candidate.isEmpty() || versions.isEmpty() || showInstalled || !newest ? candidate : "";
    }

    /** All versions that the lists have, newest first; of all packages when {@code names} is empty. */
    Map<String, List<String>> available(List<String> names) {
        List<String> command = new ArrayList<>(List.of("apt-cache", names.isEmpty() ? "dump" : "show"));
        command.addAll(names);
        Map<String, List<String>> versions = new LinkedHashMap<>();
        String name = "";
        for (String line : run(command, Map.of()).stdout().split("\n")) {
            if (line.startsWith("Package: ")) {
                name = line.substring("Package: ".length());
            } else if (line.trim().startsWith("Version: ")) {
                versions.computeIfAbsent(name, n -> new ArrayList<>())
                        .add(line.trim().substring("Version: ".length()));
            }
        }
        return versions;
    }
}
