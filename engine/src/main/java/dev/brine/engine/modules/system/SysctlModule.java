package dev.brine.engine.modules.system;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
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
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code sysctl}: parameters of the kernel, now and after the next start. */
@Module("sysctl")
public final class SysctlModule {
    private final Host host;

    public SysctlModule(Host host) {
        this.host = host;
    }

    @Fn(doc = "Return the file in which parameters are kept.")
    public String defaultConfig() {
        return Files.isDirectory(host.file("/run/systemd/system")) ? "/etc/sysctl.d/99-salt.conf" : "/etc/sysctl.conf";
    }

    @Fn(doc = """
            Return the parameters, those of the kernel or those of a file.

            config_file: the file
            """)
    public Object show(@Arg(dflt = "False") Object configFile) {
        Map<String, Object> all = new LinkedHashMap<>();
        if (!Truth.of(configFile)) {
            sysctl("-a").stdout().lines().forEach(line -> put(all, line.split(" = ", 2)));
            return all;
        }
        Path file = place(PythonText.str(configFile));
        if (!Files.exists(file)) {
            return new ArrayList<>();
        }
        for (String line : PlainFile.lines(file)) {
            if (!line.strip().startsWith("#")) {
                String[] pair = line.strip().split("=", 2);
                pair[0] = pair[0].stripTrailing();
                if (pair.length == 2) {
                    pair[1] = pair[1].stripLeading();
                }
                put(all, pair);
            }
        }
        return all;
    }

    private static void put(Map<String, Object> all, String[] pair) {
        if (pair.length == 2) {
            all.put(pair[0], pair[1]);
        }
    }

    private Path place(String config) {
        return config.startsWith("/etc/") ? host.file(config) : Path.of(config);
    }

    private CommandRunner.Result sysctl(String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(host.which("sysctl").orElseThrow(() -> new FunctionError("Command 'sysctl' cannot be found")));
        words.addAll(List.of(arguments));
        return host.run(words);
    }

    @Fn(doc = """
            Return the value of a parameter.

            name: the parameter
            """)
    public String get(String name) {
        CommandRunner.Result result = sysctl("-n", name);
        return result.stdout().isEmpty() ? result.stderr() : result.stdout();
    }

    @Fn(doc = """
            Set a parameter until the next start.

            name: the parameter
            value: its value
            """)
    public Map<String, Object> assign(String name, Object value) {
        String text = PythonText.str(value);
        StringBuilder path = new StringBuilder();
        name.chars().forEach(c -> path.append((char) (c == '.' ? '/' : c == '/' ? '.' : c)));
        if (!Files.exists(host.file("/proc/sys/" + path))) {
            throw new FunctionError("sysctl " + name + " does not exist");
        }
        CommandRunner.Result result = sysctl("-w", name + "=" + text);
        boolean done = Pattern.matches(Pattern.quote(name) + "\\s+=\\s+" + Pattern.quote(text), result.stdout());
        if (!done || result.stderr().contains("Invalid argument")) {
            boolean told = !result.ok() && !result.stderr().isEmpty();
            throw new FunctionError("sysctl -w failed: " + (told ? result.stderr() : result.stdout()));
        }
        Map<String, Object> set = new LinkedHashMap<>();
        put(set, result.stdout().split(" = ", 2));
        return set;
    }

    @Fn(doc = """
            Set a parameter, and write it to a file so that it lasts.

            name: the parameter
            value: its value
            config: the file
            """)
    public String persist(String name, Object value, @Arg(dflt = "None") @Nullable String config) {
        Path file = place(config == null ? defaultConfig() : config);
        if (!Files.isRegularFile(file)) {
            PlainFile.write(file, "#\n# Kernel sysctl configuration\n#\n");
        }
        String wanted = String.join("\t", PythonText.str(value).strip().split("\\s+"));
        String line = name + " = " + PythonText.str(value) + "\n";
        List<String> lines = new ArrayList<>();
        boolean found = false;
        for (String each : PlainFile.lines(file)) {
            String[] pair = each.split("=", 2);
            if (pair.length < 2 || !pair[0].strip().equals(name)) {
                lines.add(each);
                continue;
            }
            if (same(pair[1], wanted)) {
                if (same(get(name), wanted)) {
                    return "Already set";
                }
                assign(name, value);
                return "Updated";
            }
            lines.add(line);
            found = true;
        }
        if (!found) {
            lines.add(line);
        }
        PlainFile.write(file, String.join("", lines));
        assign(name, value);
        return "Updated";
    }

    private static boolean same(String value, String wanted) {
        return String.join("\t", value.strip().split("\\s+")).equals(wanted);
    }
}
