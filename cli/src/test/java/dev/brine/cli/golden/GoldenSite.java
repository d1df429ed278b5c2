package dev.brine.cli.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.CommandSite;
import dev.brine.cli.CommandSite.Result;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The site that Salt's output was recorded at: two minions with the same grains, modules, states and runners. */
public final class GoldenSite implements AutoCloseable {

    /** Log lines go to the standard error of the process, not to that of the command. */
    private static final Pattern LOG = Pattern.compile("(?m)^\\[(ERROR|WARNING|CRITICAL) *]");

    private final CommandSite site;

    private GoldenSite(CommandSite site) {
        this.site = site;
    }

    /** Starts master and minions; each id in {@code silent} has an accepted key and never connects. */
    public static GoldenSite start(Path directory, List<String> silent)
            throws IOException, InterruptedException, URISyntaxException {
        CommandSite site = CommandSite.in(directory);
        copy(directory);
        Path keys = Files.createDirectories(directory.resolve("m/pki/minions"));
        for (String id : silent) {
            try (InputStream key = GoldenSite.class.getResourceAsStream("/golden/keys/" + id + ".pub")) {
                Files.copy(key, keys.resolve(id));
            }
        }
        Map<String, Object> roots =
                Map.of("base", List.of(directory.resolve("salt").toString()));
        site.start(master -> master.option("file_roots", roots)
                .option("runner_dirs", List.of(directory.resolve("runners").toString()))
                .option("nodegroups", Map.of("front", "web*"))
                .option("timeout", 1L)
                .option("gather_job_timeout", 1L)
                .option("id", "master1_master"));
        Map<String, Object> options = minionOptions();
        site.minion("web1", options).minion("web2", options);
        site.run("salt", "*", "saltutil.sync_modules");
        site.write(
                "web1/etc/minion",
                "id: web1\nroot_dir: " + directory.resolve("web1")
                        + "\ncachedir: " + directory.resolve("web1/cache")
                        + "\ncmd_safe: true\nmaster: 127.0.0.1\nmaster_port: "
                        + site.master().master().retPort() + "\npki_dir: "
                        + directory.resolve("web1/pki") + "\nfile_roots:\n  base:\n    - "
                        + directory.resolve("salt")
                        + "\ngrains:\n  role: web\n  tags: [a, b]\n  rack: {row: 3, slots: []}\n  note: null\n");
        return new GoldenSite(site);
    }

    /** Starts one more minion. */
    public void minion(String id) throws IOException, InterruptedException {
        site.minion(id, minionOptions());
        site.run("salt", id, "saltutil.sync_modules");
    }

    private static Map<String, Object> minionOptions() {
        Map<String, Object> rack = new LinkedHashMap<>();
        rack.put("row", 3L);
        rack.put("slots", List.of());
        Map<String, Object> grains = new LinkedHashMap<>();
        grains.put("role", "web");
        grains.put("tags", List.of("a", "b"));
        grains.put("rack", rack);
        grains.put("note", null);
        return Map.of("grains", grains, "cmd_safe", true);
    }

    /** The states write below {@code /opt/app}; here they write below the directory. */
    private static void copy(Path directory) throws IOException, URISyntaxException {
        URI srv = GoldenSite.class.getResource("/golden/srv").toURI();
        Path from = Path.of(srv);
        Files.createDirectories(directory.resolve("app"));
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path each : tree.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(each).replace("/opt/app", directory.resolve("app") + "");
                Path target = directory.resolve(from.relativize(each).toString());
                Files.createDirectories(target.getParent());
                Files.writeString(target, text);
            }
        }
    }

    /** Runs the command and compares everything it prints. */
    public void check(GoldenCommand c) {
        List<String> words = new ArrayList<>(c.command());
        String program = words.remove(0);
        Path etc = site.directory().resolve(program.equals("salt-call") ? "web1/etc" : "m/etc");
        Result result = site.typing(c.stdin()).runAt(etc, program, words.toArray(String[]::new));
        assertThat(shown(result.out()))
                .satisfiesAnyOf(text -> equalTo(c.out(), text), text -> equalTo(swapped(c.out()), text));
        if (!LOG.matcher(c.err()).find()) {
            equalTo(c.err(), shown(result.err()));
        }
        assertThat(result.exit()).isEqualTo(c.exit());
    }

    private static void equalTo(String expected, String actual) {
        assertThat(actual).matches(GoldenCommand.pattern(expected));
    }

    /** Minions answer in any order. */
    private static String swapped(String text) {
        return text.replace("web1", "web?").replace("web2", "web1").replace("web?", "web2");
    }

    private String shown(String text) {
        return text.replace(site.directory().resolve("app") + "", "/opt/app")
                .replace(site.directory().resolve("salt") + "", "/srv/salt");
    }

    public CommandSite site() {
        return site;
    }

    @Override
    public void close() {
        site.close();
    }
}
