package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.Call;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.PythonText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The program {@code rpm}, and names and versions as it tells them. */
final class Rpm {
    /** Salt 3006: fields with a mark between them that no field has. */
    private static final String FORMAT =
            "%{NAME}_|-%{EPOCH}_|-%{VERSION}_|-%{RELEASE}_|-%{ARCH}_|-(none)_|-%{INSTALLTIME}";

    private static final Set<String> SMALL = Set.of("i386", "i486", "i586", "i686");
    private static final Set<String> SMALL_ARM =
            Set.of("armv5tel", "armv5tejl", "armv6l", "armv6hl", "armv7l", "armv7hl", "armv7hnl");
    private static final Set<String> OTHERS = Set.of(
            "x86_64",
            "athlon",
            "amd64",
            "ia32e",
            "ia64",
            "geode",
            "ppc",
            "ppc64",
            "ppc64le",
            "ppc64iseries",
            "ppc64pseries",
            "s390",
            "s390x",
            "alpha",
            "alphaev4",
            "alphaev45",
            "alphaev5",
            "alphaev56",
            "alphapca56",
            "alphaev6",
            "alphaev67",
            "alphaev68",
            "alphaev7",
            "aarch64",
            "sh3",
            "sh4",
            "sh4a");

    private final PackageParts parts;

    Rpm(PackageParts parts) {
        this.parts = parts;
    }

    /** A package; its name has the architecture where that is a foreign one, its version the epoch where that is not 0. */
    record Package(String name, String version, String arch) {}

    PackageParts parts() {
        return parts;
    }

    CommandRunner.Result run(@Nullable Object root, List<String> words) {
        return parts.host().run(command(root, words));
    }

    /** What it says, with what it says of errors. */
    String said(@Nullable Object root, List<String> words) {
        return parts.host()
                .run(command(root, words), Map.of("redirect_stderr", true))
                .stdout();
    }

    private static List<String> command(@Nullable Object root, List<String> words) {
        List<String> command = new ArrayList<>(List.of("rpm"));
        if (root != null && !root.equals("")) {
            command.addAll(List.of("--root", PythonText.str(root)));
        }
        command.addAll(words);
        return command;
    }

    /** All installed packages with all their versions. */
    Map<String, List<String>> installed() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        String out = said(null, List.of("-qa", "--nodigest", "--nosignature", "--queryformat", FORMAT + "\n"));
        out.lines()
                .flatMap(line -> parsed(line).stream())
                .forEach(pkg -> all.computeIfAbsent(pkg.name(), name -> new ArrayList<>())
                        .add(pkg.version()));
        return PackageLists.sorted(all);
    }

    /** What a package file says of itself. */
    Optional<Package> file(String path) {
        return parsed(run(null, List.of("-qp", "--queryformat", FORMAT, path)).stdout());
    }

    private Optional<Package> parsed(String line) {
        List<String> fields = Arrays.asList(line.strip().split("_\\|-", -1));
        if (fields.size() != 7) {
            return Optional.empty();
        }
        String version = fields.get(2) + (fields.get(3).isEmpty() ? "" : "-" + fields.get(3));
        boolean epoch = !fields.get(1).equals("(none)") && !fields.get(1).equals("0");
        return Optional.of(new Package(
                name(fields.get(0), fields.get(4)), (epoch ? fields.get(1) + ":" : "") + version, fields.get(4)));
    }

    /** A package's name, with the architecture where that is a foreign one. */
    String name(String name, String arch) {
        return own(arch) ? name : name + "." + arch;
    }

    /** Whether packages of this architecture go by their name alone. */
    private boolean own(String arch) {
        return arch.equals("noarch") || arch.equals(architecture()) || small(arch);
    }

    private boolean small(String arch) {
        String own = architecture();
        return (SMALL.contains(arch) && SMALL.contains(own)) || (SMALL_ARM.contains(arch) && SMALL_ARM.contains(own));
    }

    String architecture() {
        return parts.grain("osarch");
    }

    static boolean architecture(String word) {
        return SMALL.contains(word) || SMALL_ARM.contains(word) || OTHERS.contains(word);
    }

    /** Without the architecture, unless that is a foreign one. */
    String normal(String name) {
        int dot = name.lastIndexOf('.');
        String arch = name.substring(dot + 1);
        boolean known = dot >= 0 && (architecture(arch) || arch.equals("noarch"));
        return known && own(arch) ? name.substring(0, dot) : name;
    }

    /** By file; one name alone for one file. */
    Object owners(@Nullable Object root, List<Object> paths, Call call) {
        if (paths.isEmpty()) {
            return "";
        }
        Map<String, Object> owners = new LinkedHashMap<>();
        for (Object path : paths) {
            CommandRunner.Result result = run(root, List.of("-qf", "--queryformat", "%{name}", PythonText.str(path)));
            String owner = result.stdout();
            call.retcode(result.retcode());
            owners.put(PythonText.str(path), owner.toLowerCase(Locale.ROOT).contains("not owned") ? "" : owner);
        }
        return owners.size() == 1 ? owners.values().iterator().next() : owners;
    }

    static int compare(String a, String b, boolean ignoreEpoch) {
        return Integer.signum(
                ignoreEpoch ? RpmVersion.compare(Wanted.plain(a), Wanted.plain(b)) : RpmVersion.compare(a, b));
    }
}
