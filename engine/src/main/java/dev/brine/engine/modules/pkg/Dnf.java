package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The program {@code dnf}, or {@code yum} where there is none, and how its options and lists are written. */
final class Dnf {
    private static final List<String> PROGRAMS = List.of("dnf5", "dnf", "tdnf", "yum");
    private static final Set<String> HEADERS = Set.of(
            "installed packages", "available packages", "available upgrades", "updated packages", "upgraded packages");
    /** Arguments that have a meaning of their own, and so are no options of the program. */
    private static final Set<String> OWN =
            Set.of("fromrepo", "repo", "disablerepo", "enablerepo", "disableexcludes", "branch", "setopt");

    private final Rpm rpm;

    Dnf(Rpm rpm) {
        this.rpm = rpm;
    }

    Rpm rpm() {
        return rpm;
    }

    PackageParts parts() {
        return rpm.parts();
    }

    static Optional<String> program(PackageParts parts) {
        return PROGRAMS.stream()
                .filter(program -> parts.host().which(program).isPresent())
                .findFirst();
    }

    String program() {
        return program(parts()).orElseThrow(() -> new FunctionError("DNF nor YUM found"));
    }

    /** Whether it is dnf, whose words differ from those of yum here and there. */
    boolean isDnf() {
        return program().startsWith("dnf");
    }

    CommandRunner.Result run(List<String> words) {
        return run(words, false);
    }

    /** @param merged what it says of errors is part of its output */
    CommandRunner.Result run(List<String> words, boolean merged) {
        List<String> command = new ArrayList<>();
        boolean scope = Files.isDirectory(parts().host().file("/run/systemd/system"))
                && parts().host().which("systemd-run").isPresent()
                && !Boolean.FALSE.equals(parts().opts().get().get("systemd.scope"));
        if (scope) {
            command.addAll(List.of("systemd-run", "--scope"));
        }
        command.add(program());
        command.addAll(words);
        return parts().host().run(command, Map.of("redirect_stderr", merged));
    }

    /** The options that say which repositories count. */
    static List<String> options(Map<String, Object> kwargs) {
        List<String> options = new ArrayList<>();
        Object from = Truth.of(kwargs.get("fromrepo")) ? kwargs.get("fromrepo") : kwargs.get("repo");
        if (Truth.of(from)) {
            options.add("--disablerepo=*");
            options.add("--enablerepo=" + PythonText.str(from));
        } else {
            each(kwargs.get("disablerepo")).forEach(repo -> options.add("--disablerepo=" + repo));
            each(kwargs.get("enablerepo")).forEach(repo -> options.add("--enablerepo=" + repo));
        }
        for (String key : List.of("disableexcludes", "branch")) {
            if (Truth.of(kwargs.get(key))) {
                options.add("--" + key + "=" + PythonText.str(kwargs.get(key)));
            }
        }
        settings(kwargs.get("setopt")).forEach(setting -> options.add("--setopt=" + setting));
        return options;
    }

    private static List<String> each(@Nullable Object value) {
        if (value instanceof List<?> items) {
            return items.stream().map(PythonText::str).toList();
        }
        return Truth.of(value) ? List.of(PythonText.str(value)) : List.of();
    }

    static List<String> settings(@Nullable Object value) {
        return value instanceof String text ? List.of(text.split("\\s*,\\s*")) : each(value);
    }

    /** Salt 3006: an upgrade passes arguments it does not know on to the program. */
    static List<String> furtherOptions(Map<String, Object> kwargs) {
        List<String> options = options(kwargs);
        new TreeMap<>(kwargs).forEach((key, value) -> {
            if (!key.startsWith("__") && !OWN.contains(key)) {
                if (value instanceof String text) {
                    options.add("--" + key + "=" + text);
                } else if (Boolean.TRUE.equals(value)) {
                    options.add("--" + key);
                }
            }
        });
        return options;
    }

    /** One package of a list: {@code name.arch version repository}. */
    record Listed(String name, String arch, String version, String repository) {}

    /** What {@code list} prints, which is cut by blanks, as lines are broken where names are long. */
    List<Listed> listed(String output) {
        StringBuilder plain = new StringBuilder();
        output.lines()
                .filter(line -> !HEADERS.contains(line.toLowerCase(Locale.ROOT)))
                .forEach(line -> plain.append(line).append('\n'));
        String[] words = plain.toString().strip().split("\\s+");
        List<Listed> packages = new ArrayList<>();
        for (int i = 0; i + 2 < words.length; i += 3) {
            int dot = words[i].lastIndexOf('.');
            String arch = dot < 0 ? rpm.architecture() : words[i].substring(dot + 1);
            String name = dot < 0 ? words[i] : words[i].substring(0, dot);
            packages.add(new Listed(
                    rpm.name(name, arch),
                    arch,
                    words[i + 1].replaceFirst("-+$", ""),
                    words[i + 2].replaceFirst("^@+", "")));
        }
        return packages;
    }

    /** Fetches what repositories offer: true when there are upgrades, null when there are none, false when that failed. */
    @Nullable
    Boolean refresh(Map<String, Object> kwargs) {
        parts().refreshed();
        List<String> options = options(kwargs);
        List<String> clean = new ArrayList<>(List.of("--quiet", "--assumeyes", "clean", "expire-cache"));
        clean.addAll(options);
        run(clean);
        if (kwargs.containsKey("check_update") && !Truth.of(kwargs.get("check_update"))) {
            return true;
        }
        List<String> check = new ArrayList<>(List.of("--quiet", "--assumeyes", "check-update"));
        if (parts().grain("os_family").equals("RedHat")
                && parts().grain("osmajorrelease").equals("7")) {
            check.add("--setopt=autocheck_running_kernel=false");
        }
        check.addAll(options);
        return switch (run(check).retcode()) {
            case 100 -> Boolean.TRUE;
            case 0 -> null;
            default -> Boolean.FALSE;
        };
    }

    Map<String, Object> installed() {
        return PackageLists.shown(rpm.installed(), false);
    }

    /** What a list of locks has: names, or names with versions. */
    List<String> locks(boolean full) {
        String plugin = lockPlugin();
        if (!rpm.installed().containsKey(plugin)) {
            throw new InvocationError("Cannot proceed, " + plugin + " is not installed.");
        }
        String name = "[\\w+]+(?:[.-][^-]+)*";
        Pattern lock = Pattern.compile(
                isDnf() ? "(" + name + "-\\S+)" : full ? "(\\d+:" + name + "-\\S+)" : "\\d+:(" + name + "-\\S+)");
        List<String> locks = new ArrayList<>();
        String out = parts().host()
                .run(List.of(program(), "versionlock", "list"), Map.of("redirect_stderr", true))
                .stdout();
        out.lines().forEach(line -> {
            Matcher m = lock.matcher(line);
            if (m.find()) {
                // name-version-release.arch
                String[] cuts = {"\\.[^.]*$", "-[^-]*$", "-[^-]*$"};
                String held = m.group(1);
                for (String cut : full ? new String[0] : cuts) {
                    held = held.replaceFirst(cut, "");
                }
                locks.add(held);
            }
        });
        return locks;
    }

    private String lockPlugin() {
        String release = parts().grain("osmajorrelease");
        long major = release.matches("[0-9]{1,5}") ? Long.parseLong(release) : 0;
        if (isDnf()) {
            boolean fedora = parts().grain("os").equalsIgnoreCase("fedora");
            return fedora
                    ? (major >= 26 ? "python3-dnf-plugin-versionlock" : "python3-dnf-plugins-extras-versionlock")
                    : (major >= 8 ? "python3-dnf-plugin-versionlock" : "python2-dnf-plugin-versionlock");
        }
        if (program().equals("tdnf")) {
            throw new InvocationError("Cannot proceed, no versionlock for tdnf");
        }
        return major == 5 ? "yum-versionlock" : "yum-plugin-versionlock";
    }

    /** By name; one value alone for one name. */
    static Object one(Map<String, Object> answers) {
        return answers.size() == 1 ? answers.values().iterator().next() : new LinkedHashMap<>(answers);
    }
}
