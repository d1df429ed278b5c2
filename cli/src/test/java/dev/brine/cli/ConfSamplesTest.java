package dev.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.config.ConfigLoader;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.config.MinionConfig;
import dev.brine.engine.config.RawConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    void theSamplesWorkAsTheyAre() {
        assertThat(MasterConfig.load(CONF).network().retPort()).isEqualTo(4506);
        assertThat(MinionConfig.load(CONF).network().masterPort()).isEqualTo(4506);
    }
}
