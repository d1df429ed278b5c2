package dev.brine.engine.modules.system;

import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PlainFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code alternatives}: which of several programs a common name stands for. */
@Module("alternatives")
public final class AlternativesModule {
    private static final Logger log = LoggerFactory.getLogger(AlternativesModule.class);

    private final ModuleParts parts;
    private final Host host;

    public AlternativesModule(ModuleParts parts, Host host) {
        this.parts = parts;
        this.host = host;
    }

    private boolean family(String name) {
        return name.equals(parts.grains().get("os_family"));
    }

    private CommandRunner.Result run(String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(family("RedHat") ? "alternatives" : "update-alternatives");
        words.addAll(List.of(arguments));
        return host.run(words);
    }

    @Fn(doc = """
            Return what the system says of a name.

            name: the name
            """)
    public String display(String name) {
        CommandRunner.Result result = run("--display", name);
        return !result.ok() && !result.stderr().isEmpty() ? result.stderr() : result.stdout();
    }

    @Fn(doc = """
            Return the link of a name; False when it has none.

            name: the name
            """)
    public Object showLink(String name) {
        if (family("RedHat") || family("Suse")) {
            String directory = family("RedHat") ? "/var/lib/alternatives/" : "/var/lib/rpm/alternatives/";
            List<String> lines = PlainFile.lines(host.file(directory + name));
            return lines.size() > 1 ? lines.get(1).replace("\n", "") : (Object) false;
        }
        CommandRunner.Result result = run("--query", name);
        if (!result.ok() && !result.stderr().isEmpty()) {
            return false;
        }
        return result.stdout()
                .lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.startsWith("Link:"))
                .findFirst()
                .<Object>map(line -> line.substring("Link:".length()).strip())
                .orElse(false);
    }

    @Fn(doc = """
            Return the path that a name stands for; False when there is none.

            name: the name
            """)
    public Object showCurrent(String name) {
        try {
            return link(name);
        } catch (IOException e) {
            log.error("alternative: {} does not exist", name);
            return false;
        }
    }

    private String link(String name) throws IOException {
        Path link = host.file("/etc/alternatives/" + name);
        return Files.readSymbolicLink(link).toString();
    }

    @Fn(doc = """
            Return whether a path is one of the alternatives for a name.

            name: the name
            path: the path
            """)
    public boolean checkExists(String name, String path) {
        CommandRunner.Result result = run("--display", name);
        return (result.ok() || result.stderr().isEmpty())
                && result.stdout().lines().anyMatch(line -> line.startsWith(path));
    }

    @Fn(doc = """
            Return whether a name stands for a path.

            name: the name
            path: the path
            """)
    public boolean checkInstalled(String name, String path) {
        try {
            return link(name).equals(path);
        } catch (IOException e) {
            return false;
        }
    }

    @Fn(doc = """
            Add an alternative.

            name: the name
            link: the link that it is about
            path: what the link may point to
            priority: the highest is taken by itself
            """)
    public String install(String name, String link, String path, long priority) {
        CommandRunner.Result result = run("--install", link, name, path, String.valueOf(priority));
        return !result.ok() && !result.stderr().isEmpty() ? result.stderr() : result.stdout();
    }

    @Fn(doc = """
            Remove an alternative.

            name: the name
            path: the alternative
            """)
    public String remove(String name, String path) {
        return said(run("--remove", name, path));
    }

    @Fn(doc = """
            Let the system choose by priority.

            name: the name
            """)
    public String auto(String name) {
        return said(run("--auto", name));
    }

    @Fn(name = "set", doc = """
            Choose an alternative.

            name: the name
            path: the alternative
            """)
    public String set(String name, String path) {
        return said(run("--set", name, path));
    }

    private static String said(CommandRunner.Result result) {
        return result.ok() ? result.stdout() : result.stderr();
    }
}
