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
import dev.brine.engine.modules.host.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code kmod}: modules of the kernel, now and after the next start. */
@Module("kmod")
public final class KmodModule {
    private final ModuleParts parts;
    private final Host host;

    public KmodModule(ModuleParts parts, Host host) {
        this.parts = parts;
        this.host = host;
    }

    @Fn(doc = "Return the modules that there are for this kernel.")
    public List<Object> available() {
        List<String> found = new ArrayList<>();
        Path directory =
                host.file("/lib/modules/" + PythonText.str(parts.grains().get("kernelrelease")));
        for (String line : PlainFile.lines(directory.resolve("modules.builtin"))) {
            found.add(name(line.strip().substring(line.strip().lastIndexOf('/') + 1)));
        }
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                files.map(each -> String.valueOf(each.getFileName()))
                        .filter(each -> each.contains(".ko"))
                        .forEach(each -> found.add(name(each).replace('-', '_')));
            } catch (IOException e) {
                throw new FunctionError("cannot list " + directory + ": " + e.getMessage(), e);
            }
        }
        found.sort(null);
        return new ArrayList<>(found);
    }

    private static String name(String file) {
        int end = file.indexOf(".ko");
        return end < 0 ? file : file.substring(0, end);
    }

    @Fn(doc = """
            Return whether there is a module for this kernel.

            mod: its name
            """)
    public boolean checkAvailable(String mod) {
        return available().contains(mod);
    }

    @Fn(doc = "Return the modules that are loaded, with size, users and dependencies.")
    public List<Object> lsmod() {
        String program = host.which("lsmod").orElseThrow(() -> new FunctionError("Command 'lsmod' cannot be found"));
        List<Object> all = new ArrayList<>();
        for (String line : host.run(List.of(program)).stdout().lines().toList()) {
            String[] parts = line.strip().split("\\s+");
            if (parts.length > 2 && !parts[0].equals("Module")) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("size", parts[1]);
                one.put("module", parts[0]);
                one.put("depcount", parts[2]);
                one.put(
                        "deps",
                        parts.length > 3 ? new ArrayList<Object>(List.of(parts[3].split(","))) : new ArrayList<>());
                all.add(one);
            }
        }
        return all;
    }

    private TreeSet<String> loaded() {
        TreeSet<String> names = new TreeSet<>();
        for (Object each : lsmod()) {
            names.add(PythonText.str(((Map<?, ?>) each).get("module")));
        }
        return names;
    }

    /** The file of the modules that are loaded at the start. */
    private Path file() {
        return host.file(
                parts.grains().containsKey("systemd") ? "/etc/modules-load.d/salt_managed.conf" : "/etc/modules");
    }

    private TreeSet<String> persistent() {
        TreeSet<String> names = new TreeSet<>();
        for (String line : PlainFile.lines(file())) {
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                names.add(line.strip().split("\\s+")[0]);
            }
        }
        return names;
    }

    @Fn(doc = """
            Return the names of the modules that are loaded.

            only_persist: of those that are loaded at the start
            """)
    public List<Object> modList(@Arg(dflt = "False") boolean onlyPersist) {
        return new ArrayList<>(onlyPersist ? persistent() : loaded());
    }

    @Fn(doc = """
            Return whether a module is loaded.

            mod: its name
            """)
    public boolean isLoaded(String mod) {
        return loaded().contains(mod);
    }

    @Fn(doc = """
            Load a module. Returns the names of those that are new, or what went wrong.

            mod: its name, with options
            persist: also at the start
            """)
    public Object load(String mod, @Arg(dflt = "False") boolean persist, Call call) {
        TreeSet<String> before = loaded();
        CommandRunner.Result result = run("modprobe", mod, call);
        if (!result.ok()) {
            return "Error loading module " + mod + ": " + result.stderr();
        }
        TreeSet<String> fresh = loaded();
        fresh.removeAll(before);
        String name = mod.strip().split("\\s+")[0];
        if (persist && !Files.exists(file())) {
            PlainFile.write(file(), "");
        }
        if (persist
                && !name.isEmpty()
                && !persistent().contains(name)
                && available().contains(name)) {
            write(mod);
            fresh.add(name);
        }
        return new ArrayList<Object>(fresh);
    }

    private CommandRunner.Result run(String program, String mod, Call call) {
        List<String> words = new ArrayList<>();
        words.add(
                host.which(program).orElseThrow(() -> new FunctionError("Command '" + program + "' cannot be found")));
        words.addAll(Shell.words(mod));
        CommandRunner.Result result = host.run(words);
        call.retcode(result.retcode());
        return result;
    }

    /** Adds a module to those of the start; one that is there as a comment takes that place. */
    private void write(String mod) {
        List<String> lines = new ArrayList<>(PlainFile.lines(file()));
        Pattern commented = Pattern.compile("#[\t ]*" + Pattern.quote(mod) + "[\t ]*\n?");
        boolean found = false;
        for (int i = 0; i < lines.size(); i++) {
            if (commented.matcher(lines.get(i)).matches()) {
                lines.set(i, lines.get(i).replaceFirst("^#+", ""));
                found = true;
            }
        }
        String text = String.join("", lines);
        String end = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
        PlainFile.write(file(), found ? text : text + end + mod + "\n");
    }

    @Fn(doc = """
            Unload a module. Returns the names of those that are gone, or what went wrong.

            mod: its name
            persist: also at the start
            comment: make a comment of its line, in place of removing it
            """)
    public Object remove(
            String mod, @Arg(dflt = "False") boolean persist, @Arg(dflt = "True") boolean comment, Call call) {
        TreeSet<String> gone = loaded();
        CommandRunner.Result result = run("rmmod", mod, call);
        if (!result.ok()) {
            return "Error removing module " + mod + ": " + result.stderr();
        }
        gone.removeAll(loaded());
        String name = mod.strip().split("\\s+")[0];
        if (persist && persistent().contains(name)) {
            Pattern line = Pattern.compile("[\t ]*" + Pattern.quote(mod) + "(?=[\t \n]|$)");
            List<String> lines = PlainFile.lines(file()).stream()
                    .map(each -> {
                        Matcher matcher = line.matcher(each);
                        return !matcher.lookingAt() ? each : comment ? "#" + each : each.substring(matcher.end());
                    })
                    .toList();
            PlainFile.write(file(), String.join("", lines));
            gone.add(name);
        }
        return new ArrayList<Object>(gone);
    }
}
