package dev.brine.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.config.RawConfig;
import dev.brine.engine.key.KeyPolicy.Rule;
import dev.brine.transport.wire.MinionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningRulesTest {
    @TempDir
    Path temp;

    static SigningRules rules(Path directory, Map<String, Object> options) {
        RawConfig raw = new RawConfig(directory, Map.of());
        for (Map.Entry<String, Object> option : options.entrySet()) {
            raw = raw.with(option.getKey(), option.getValue());
        }
        return new SigningRules(MasterConfig.of(raw).auth(), directory, Clock.systemUTC());
    }

    private Rule rule(String id) throws IOException {
        return rules(temp, Map.of()).rule(new MinionId(id), Map.of());
    }

    private void file(String name, String content) throws IOException {
        Path file = temp.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"web1", "web*", "web[0-9]", "web\\d"})
    void autosignFileTakesNamesGlobsAndExpressions(String line) throws Exception {
        file("autosign.conf", "# signed at once\n\n" + line + "\n");

        assertThat(rule("web1")).isEqualTo(Rule.SIGN);
        assertThat(rule("db1")).isEqualTo(Rule.NONE);
        assertThat(rule("x-web1-x")).isEqualTo(Rule.NONE);
    }

    @Test
    void autorejectOutweighsAutosign() throws Exception {
        file("autosign.conf", "*\n");
        file("autoreject.conf", "bad*\n");

        assertThat(rule("bad1")).isEqualTo(Rule.REJECT);
        assertThat(rule("good1")).isEqualTo(Rule.SIGN);
    }

    @Test
    void autoAcceptSignsEverybody() throws Exception {
        assertThat(rules(temp, Map.of("auto_accept", true)).rule(new MinionId("any"), Map.of()))
                .isEqualTo(Rule.SIGN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw-r--", "rw-r--rw-"})
    void fileThatOthersMayWriteIsNotObeyed(String mode) throws Exception {
        file("autosign.conf", "*\n");
        Files.setPosixFilePermissions(temp.resolve("autosign.conf"), PosixFilePermissions.fromString(mode));

        assertThat(rule("web1")).isEqualTo(Rule.NONE);
    }

    @Test
    void freshStubSignsOnce() throws Exception {
        file("minions_autosign/web1", "");

        assertThat(rule("web1")).isEqualTo(Rule.SIGN);
        assertThat(rule("web1")).isEqualTo(Rule.NONE);
    }

    @Test
    void oldStubDoesNotSign() throws Exception {
        file("minions_autosign/web1", "");
        Files.setLastModifiedTime(
                temp.resolve("minions_autosign/web1"),
                FileTime.from(Instant.now().minusSeconds(121 * 60)));

        assertThat(rule("web1")).isEqualTo(Rule.NONE);
    }

    @Test
    void grainSignsWhenItsValueIsALineOfItsFile() throws Exception {
        file("autosign_grains/uuid", "# machines\nabc-1\n");
        SigningRules rules = rules(temp, Map.of());

        assertThat(rules.rule(new MinionId("web1"), Map.of("uuid", "abc-1"))).isEqualTo(Rule.SIGN);
        assertThat(rules.rule(new MinionId("web1"), Map.of("uuid", "abc-2"))).isEqualTo(Rule.NONE);
    }

    @Test
    void oddGrainsSignNobody() throws Exception {
        file("autosign_grains/uuid", "\n# x\nabc-1\n");
        file("secret", "abc-1\n");
        SigningRules rules = rules(temp, Map.of());

        for (Map<String, Object> odd : List.<Map<String, Object>>of(
                Map.of("uuid", ""),
                Map.of("uuid", List.of("abc-1")),
                Map.of("uuid", Map.of("abc-1", 1L)),
                Map.of("../secret", "abc-1"),
                Map.of("uuid", "# x"))) {
            assertThat(rules.rule(new MinionId("web1"), odd)).as("%s", odd).isEqualTo(Rule.NONE);
        }
    }
}
