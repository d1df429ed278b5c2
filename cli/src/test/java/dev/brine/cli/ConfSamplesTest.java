package dev.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.config.ConfigLoader;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.config.MinionConfig;
import dev.brine.engine.config.RawConfig;
import dev.brine.engine.data.Data;
import dev.brine.engine.render.yaml.YamlLoader;
import dev.brine.reactor.PolicyKeys;
import dev.brine.reactor.flow.ReactorSettings;
import dev.brine.reactor.policy.PolicyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample files name every option, and what they call a default is the default. */
class ConfSamplesTest {
    private static final Path CONF = Path.of("..", "conf");
    private static final Pattern OPTION = Pattern.compile("^#([a-z0-9_]+):", Pattern.MULTILINE);

    @TempDir
    Path dir;

    private static Set<String> named(String file) throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher matcher = OPTION.matcher(Files.readString(CONF.resolve(file)));
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /** The sample with every option in force. */
    private RawConfig uncommented(String file) throws IOException {
        String text = OPTION.matcher(Files.readString(CONF.resolve(file))).replaceAll("$1:");
        Files.writeString(dir.resolve(file), text);
        return ConfigLoader.load(dir, file);
    }

    @Test
    void theMasterSampleNamesEveryOptionThatIsRead() throws IOException {
        assertThat(named("master"))
                .containsAll(MasterConfig.of(new RawConfig(dir, Map.of())).known());
    }

    @Test
    void theMinionSampleNamesEveryOptionThatIsRead() throws IOException {
        assertThat(named("minion"))
                .containsAll(MinionConfig.of(new RawConfig(dir, Map.of())).known());
    }

    @Test
    void theMasterSamplesDefaultsAreTheDefaults() throws IOException {
        MasterConfig sample = MasterConfig.of(uncommented("master"));
        MasterConfig plain = MasterConfig.of(new RawConfig(dir, Map.of()));
        assertThat(sample.paths()).isEqualTo(plain.paths());
        assertThat(sample.network()).isEqualTo(plain.network());
        assertThat(sample.auth()).isEqualTo(plain.auth());
        assertThat(sample.jobs()).isEqualTo(plain.jobs());
        assertThat(sample.files()).isEqualTo(plain.files());
        assertThat(sample.pillar()).isEqualTo(plain.pillar());
        assertThat(sample.workers()).isEqualTo(plain.workers());
    }

    @Test
    void theMinionSamplesDefaultsAreTheDefaults() throws IOException {
        MinionConfig sample = MinionConfig.of(uncommented("minion"));
        MinionConfig plain = MinionConfig.of(new RawConfig(dir, Map.of()));
        assertThat(sample.paths()).isEqualTo(plain.paths());
        assertThat(sample.network()).isEqualTo(plain.network());
        assertThat(sample.session()).isEqualTo(plain.session());
        assertThat(sample.returns()).isEqualTo(plain.returns());
        assertThat(sample.files()).isEqualTo(plain.files());
        assertThat(sample.startup()).isEqualTo(plain.startup());
    }

    @Test
    void theReactorSampleNamesEveryOptionThatTheReactorReads() throws IOException {
        Set<String> read = new TreeSet<>();
        Pattern option = Pattern.compile("\"(reactor_[a-z_]+[a-z])\"");
        try (Stream<Path> sources = Files.walk(Path.of("..", "reactor", "src", "main", "java"))) {
            for (Path source :
                    sources.filter(f -> f.toString().endsWith(".java")).toList()) {
                Matcher matcher = option.matcher(Files.readString(source));
                while (matcher.find()) {
                    read.add(matcher.group(1));
                }
            }
        }
        Set<String> named = named("master.d/reactor.conf");
        read.remove("reactor_policy");
        assertThat(read).contains("reactor_worker_threads", "reactor_taint_policy", "reactor_order");
        assertThat(named).containsAll(read);
        Set<String> ignored = new TreeSet<>(named);
        ignored.removeAll(read);
        assertThat(ignored).containsExactly("reactor_niceness", "reactor_refresh_interval");
    }

    @Test
    void theReactorSamplesDefaultsAreTheDefaults() throws IOException {
        String text = OPTION.matcher(Files.readString(CONF.resolve("master.d/reactor.conf")))
                .replaceAll("$1:");
        Files.writeString(dir.resolve("sample"), text);
        assertThat(ReactorSettings.of(ConfigLoader.load(dir, "sample")))
                .isEqualTo(ReactorSettings.of(new RawConfig(dir, Map.of())));
    }

    @Test
    void theReactorSampleShowsEveryKeyOfAPolicyAndEachIsUnderstood() throws IOException {
        String sample = Files.readString(CONF.resolve("master.d/reactor.conf"));
        String text = sample.substring(sample.indexOf("# reactor_policy:\n"))
                .lines()
                .map(line -> line.substring(2))
                .collect(Collectors.joining("\n"));
        Object option = Data.asMap("conf", new YamlLoader().load(text)).get("reactor_policy");
        PolicyReader.Result read = PolicyKeys.reader().read(option, "reactor.conf");
        assertThat(read.problems()).isEmpty();
        Set<String> shown = new TreeSet<>();
        ((List<?>) option)
                .forEach(entry -> shown.addAll(Data.asMap("entry", entry).keySet()));
        shown.removeAll(List.of("match", "sls", "name"));
        assertThat(shown).containsExactlyInAnyOrderElementsOf(PolicyKeys.names());
    }

    @Test
    void theSamplesWorkAsTheyAre() {
        assertThat(MasterConfig.load(CONF).network().retPort()).isEqualTo(4506);
        assertThat(MinionConfig.load(CONF).network().masterPort()).isEqualTo(4506);
    }
}
