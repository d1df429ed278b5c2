package dev.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.CommandSite.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users who may not read the master's key files, and ask with a password or a token. */
class LoginTest {

    private static final List<String> LOGIN = List.of("-a", "auto", "--username=ann", "--password=x");

    private static CommandSite site;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        Map<String, Object> ann = Map.of("ann", List.of("test.*", "@runner"));
        site = CommandSite.in(directory)
                .start(master -> master.option("external_auth", Map.of("auto", ann)))
                .minion("web1");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @BeforeEach
    void forget() throws IOException {
        Files.deleteIfExists(token());
    }

    @Test
    void strangerWithoutPasswordIsRefused() {
        Result refused = ann("salt", List.of("web1", "test.ping"));
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.out()).contains("Authentication error occurred.");
    }

    @Test
    void passwordOpensWhatTheRulesAllow() {
        assertThat(ann("salt", LOGIN, "web1", "test.ping").out()).isEqualTo("web1:\n    True\n");
        Result refused = ann("salt", LOGIN, "web1", "cmd.run", "id");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.out()).doesNotContain("uid=").contains("Authorization error occurred.");
    }

    @Test
    void passwordOpensRunners() {
        assertThat(ann("salt-run", LOGIN, "manage.up").out()).isEqualTo("- web1\n");
    }

    @Test
    void tokenThatWasMadeNeedsNoPasswordAgain() throws IOException {
        assertThat(ann("salt", LOGIN, "-T", "web1", "test.ping").exit()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token())))
                .isEqualTo("rw-------");
        assertThat(ann("salt", List.of("-a", "auto"), "web1", "test.ping").out())
                .isEqualTo("web1:\n    True\n");
        assertThat(ann("salt", List.of(), "web1", "test.ping").out()).isEqualTo("web1:\n    True\n");
        assertThat(ann("salt-run", List.of("-a", "auto"), "manage.up").out()).isEqualTo("- web1\n");
    }

    @Test
    void nameAndPasswordAreAskedFor() {
        site.typing("ann\nsecret\n");
        assertThat(ann("salt", List.of("-a", "auto"), "web1", "test.ping").out())
                .isEqualTo("username: password: web1:\n    True\n");
    }

    @Test
    void unknownSystemIsNamedWithThoseThatThereAre() {
        Result unknown = ann("salt", List.of("-a", "kerberos"), "web1", "test.ping");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.out()).contains("\"kerberos\" is not available", "auto, file, pam, sharedsecret");
    }

    private static Path token() {
        return site.directory().resolve("home/salt_token");
    }

    private static Result ann(String program, List<String> options, String... args) {
        java.util.ArrayList<String> line = new java.util.ArrayList<>(options);
        line.addAll(List.of(args));
        return site.as("ann", site.directory().resolve("m/etc"), program, line.toArray(String[]::new));
    }
}
