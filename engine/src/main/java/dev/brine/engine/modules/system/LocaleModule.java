package dev.brine.engine.modules.system;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PlainFile;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code locale}: the locales of the host, and which one it uses. */
@Module("locale")
public final class LocaleModule {
    private final ModuleParts parts;
    private final Host host;

    public LocaleModule(ModuleParts parts, Host host) {
        this.parts = parts;
        this.host = host;
    }

    @Fn(doc = "Return the locales that are there.")
    public List<Object> listAvail() {
        return new ArrayList<>(
                host.run(List.of("locale", "-a")).stdout().lines().toList());
    }

    @Fn(doc = """
            Return whether a locale is there.

            locale: its name; small and capital letters of the codeset count the same
            """)
    public boolean avail(String locale) {
        LocaleName wanted = LocaleName.of(locale).normal();
        return listAvail().stream()
                .anyMatch(each ->
                        LocaleName.of(PythonText.str(each).strip()).normal().equals(wanted));
    }

    private boolean systemd() {
        return Files.isDirectory(host.file("/run/systemd/system"));
    }

    private boolean family(String name) {
        return PythonText.str(parts.grains().get("os_family")).contains(name);
    }

    /** The file that names the locale, and the variable in it. */
    private List<String> setting() {
        if (family("Suse")) {
            return List.of("/etc/sysconfig/language", "RC_LANG");
        }
        if (family("RedHat")) {
            return List.of("/etc/sysconfig/i18n", "LANG");
        }
        if (family("Debian")) {
            return List.of("/etc/default/locale", "LANG");
        }
        throw new FunctionError("Error: \"" + PythonText.str(parts.grains().get("oscodename")) + "\" is unsupported!");
    }

    @Fn(doc = "Return the locale that the host uses.")
    public String getLocale() {
        if (systemd()) {
            return status().getOrDefault("LANG", "");
        }
        List<String> setting = setting();
        String start = setting.get(1) + "=";
        return PlainFile.lines(host.file(setting.get(0))).stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()).strip().replace("\"", ""))
                .findFirst()
                .orElse("");
    }

    /** The variables that localectl tells. */
    private Map<String, String> status() {
        if (host.which("localectl").isEmpty()) {
            throw new FunctionError("Unable to find \"localectl\"");
        }
        Map<String, String> variables = new LinkedHashMap<>();
        String section = "";
        for (String line :
                host.run(List.of("localectl", "status")).stdout().lines().toList()) {
            int colon = line.indexOf(": ");
            section = colon < 0 ? section : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            String[] pair = line.substring(colon < 0 ? 0 : colon + 2).strip().split("=", 2);
            if (section.equals("system locale") && pair.length == 2) {
                variables.put(pair[0], pair[1]);
            }
        }
        return variables;
    }

    @Fn(doc = """
            Set the locale that the host uses.

            locale: its name
            """)
    public boolean setLocale(String locale, Call call) {
        if (systemd()) {
            Map<String, String> variables = status();
            variables.put("LANG", locale);
            List<String> words = new ArrayList<>(List.of("localectl", "set-locale"));
            variables.forEach((name, value) -> words.add(name + "=" + value));
            return host.run(words).ok();
        }
        List<String> setting = setting();
        if (family("Debian")) {
            String program = host.which("update-locale")
                    .orElseThrow(() -> new FunctionError("Cannot set locale: \"update-locale\" was not found."));
            host.run(List.of(program));
        }
        Path file = host.file(setting.get(0));
        if (!Files.exists(file)) {
            PlainFile.write(file, "");
        }
        replace(file, "^" + setting.get(1) + "=.*", setting.get(1) + "=\"" + locale + "\"", call);
        return true;
    }

    private static void replace(Path file, String pattern, String line, Call call) {
        call.functions()
                .value(
                        List.of(file.toString(), pattern, line),
                        Map.of("append_if_not_found", true),
                        call.nested("file.replace"));
    }

    @Fn(doc = """
            Make a locale.

            locale: its name, on Debian with its charmap
            verbose: return what cmd.run_all returns
            """)
    public Object genLocale(String locale, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        boolean debian = "Debian".equals(parts.grains().get("os"));
        boolean ubuntu = "Ubuntu".equals(parts.grains().get("os"));
        LocaleName name = LocaleName.of(locale);
        if (name.charmap().isEmpty() && !ubuntu) {
            name = name.withCharmap(name.codeset());
        }
        String search = name.language() + "_" + name.territory();
        String wanted = ubuntu ? locale : name.toString();
        if (!known(wanted, search, debian)) {
            return false;
        }
        Path list = host.file("/etc/locale.gen");
        if (Files.exists(list)) {
            replace(list, "^\\s*#\\s*" + wanted + "\\s*$", wanted + "\n", call);
        }
        List<String> words;
        if (host.which("locale-gen").isPresent()) {
            words = List.of("locale-gen", ubuntu ? name.normal().toString() : wanted);
        } else if (host.which("localedef").isPresent()) {
            String told = Truth.of(kwargs.get("verbose")) ? "--verbose" : "--quiet";
            String target = search + "." + name.codeset();
            words = List.of("localedef", "--force", "-i", search, "-f", name.codeset(), target, told);
        } else {
            throw new FunctionError("Command \"locale-gen\" or \"localedef\" was not found on this system.");
        }
        CommandRunner.Result result = host.run(words);
        call.retcode(result.retcode());
        return Truth.of(kwargs.get("verbose")) ? shown(result) : (Object) result.ok();
    }

    private boolean known(String wanted, String search, boolean debian) {
        if (debian) {
            return PlainFile.lines(host.file("/usr/share/i18n/SUPPORTED")).stream()
                    .anyMatch(line -> line.stripTrailing().equals(wanted));
        }
        Path places = host.file(family("Suse") ? "/usr/share/locale" : "/usr/share/i18n/locales");
        if (!Files.isDirectory(places)) {
            throw new FunctionError("Locale \"" + wanted + "\" is not available.");
        }
        return Files.exists(places.resolve(search));
    }

    private static Map<String, Object> shown(CommandRunner.Result result) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("pid", result.pid());
        all.put("retcode", (long) result.retcode());
        all.put("stdout", result.stdout());
        all.put("stderr", result.stderr());
        return all;
    }
}
