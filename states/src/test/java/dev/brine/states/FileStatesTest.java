package dev.brine.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.brine.engine.file.FileStat;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStatesTest {
    @TempDir
    Path directory;

    private TestStatesMinion minion;

    @BeforeEach
    void start() throws IOException {
        minion = new TestStatesMinion(directory.toRealPath());
    }

    @AfterEach
    void stop() {
        minion.close();
    }

    @Test
    void linkOfAnotherUserInADirectoryForAllIsNotFollowed() throws Exception {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        Path open = Files.createDirectory(minion.work().resolve("open"));
        Files.setAttribute(open, "unix:mode", 01777);
        Path victim = Files.writeString(minion.work().resolve("victim"), "precious");
        Path link = Files.createSymbolicLink(open.resolve("f"), victim);
        UserPrincipal other =
                FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("65534");
        Files.setAttribute(link, "owner:owner", other, LinkOption.NOFOLLOW_LINKS);

        Map<String, Object> result = minion.apply("""
                planted:
                  file.managed:
                    - name: @WORK@/open/f
                    - contents: secret
                """).get("planted");

        assertThat(result.get("result")).isEqualTo(false);
        assertThat(String.valueOf(result.get("comment")))
                .contains("symbolic link of user")
                .contains("not followed");
        assertThat(victim).hasContent("precious");
    }

    @Test
    void absentRemovesALinkAndNotWhatItPointsAt() throws Exception {
        Path target = Files.createDirectory(minion.work().resolve("target"));
        Files.writeString(target.resolve("f"), "x");
        Files.createSymbolicLink(minion.work().resolve("link"), target);
        minion.apply("gone:\n  file.absent:\n    - name: @WORK@/link\n");
        assertThat(target.resolve("f")).exists();
        assertThat(minion.work().resolve("link")).doesNotExist();
    }

    @Test
    void absentOfADirectoryDoesNotFollowLinksInIt() throws Exception {
        Path outside = Files.createDirectory(minion.work().resolve("outside"));
        Files.writeString(outside.resolve("f"), "x");
        Path inside = Files.createDirectory(minion.work().resolve("inside"));
        Files.createSymbolicLink(inside.resolve("link"), outside);
        minion.apply("gone:\n  file.absent:\n    - name: @WORK@/inside\n");
        assertThat(outside.resolve("f")).exists();
        assertThat(inside).doesNotExist();
    }

    @Test
    void cleanDirectoryDoesNotFollowLinks() throws Exception {
        Path outside = Files.createDirectory(minion.work().resolve("outside"));
        Files.writeString(outside.resolve("f"), "x");
        Path clean = Files.createDirectory(minion.work().resolve("clean"));
        Files.createSymbolicLink(clean.resolve("link"), outside);
        minion.apply("tidy:\n  file.directory:\n    - name: @WORK@/clean\n    - clean: True\n");
        assertThat(outside.resolve("f")).exists();
        assertThat(clean).isEmptyDirectory();
    }

    @Test
    void secretIsNeverReadableToOthers() throws Exception {
        minion.apply("s:\n  file.managed:\n    - name: @WORK@/s\n    - contents: secret\n    - mode: 600\n");
        FileStat stat = FileStat.of(minion.work().resolve("s"), false).orElseThrow();
        assertThat(stat.mode()).isEqualTo("0600");
    }

    @Test
    void backupKeepsTheOldContent() throws Exception {
        Files.writeString(minion.work().resolve("f"), "old\n");
        minion.apply("b:\n  file.managed:\n    - name: @WORK@/f\n    - contents: new\n    - backup: minion\n");
        Path kept = minion.root().resolve("minion/var/cache/salt/minion/file_backup");
        try (Stream<Path> all = Files.walk(kept)) {
            Path copy = all.filter(Files::isRegularFile).findFirst().orElseThrow();
            assertThat(copy).hasContent("old\n");
            assertThat(copy.getFileName().toString()).startsWith("f_");
        }
    }

    @Test
    void sourceCannotLeaveTheRoots() throws Exception {
        Files.writeString(minion.root().resolve("outside"), "secret");
        Map<String, Object> result = minion.apply("""
                f:
                  file.managed:
                    - name: @WORK@/f
                    - source: salt://../outside
                """).get("f");
        assertThat(result.get("result")).isEqualTo(false);
        assertThat(minion.work().resolve("f")).doesNotExist();
    }

    @Test
    void refusedCheckLeavesTheFileAsItWas() throws Exception {
        Files.writeString(minion.work().resolve("f"), "good\n");
        Map<String, Object> result = minion.apply("""
                f:
                  file.managed:
                    - name: @WORK@/f
                    - contents: bad
                    - check_cmd: grep -q good
                """).get("f");
        assertThat(result.get("comment")).isEqualTo("check_cmd execution failed");
        assertThat(minion.work().resolve("f")).hasContent("good\n");
    }

    @Test
    void unwritableDirectoryIsAFailedStateNotAFailedRun() throws Exception {
        Files.writeString(minion.work().resolve("file"), "x");
        Map<String, Map<String, Object>> results = minion.apply("""
                under:
                  file.managed:
                    - name: @WORK@/file/below
                    - contents: x
                    - makedirs: True
                after:
                  test.nop: []
                """);
        assertThat(results.get("under").get("result")).isEqualTo(false);
        assertThat(results.get("after").get("result")).isEqualTo(true);
    }

    @Test
    void argumentsThatManagedDoesNotKnowAreVariablesOfItsTemplate() throws Exception {
        minion.file("t", "{{ config.port }} {{ name }} {{ mode }} {{ makedirs is defined }} {{ own }}\n");
        // as formulas write it that give context a wrong indent
        Map<String, Object> result = minion.apply("""
                f:
                  file.managed:
                    - name: @WORK@/f
                    - source: salt://t
                    - template: jinja
                    - mode: 644
                    - makedirs: True
                    - own: weak
                    - context:
                      config: {port: 80}
                    - defaults: {own: strong}
                """).get("f");
        assertThat(result.get("result")).as(String.valueOf(result)).isEqualTo(true);
        assertThat(minion.work().resolve("f")).hasContent("80 " + minion.work().resolve("f") + " 0644 False strong\n");
    }

    @Test
    void ownersThatOtherStatesAreToMakeAreNoFaultOfATrialRun() throws Exception {
        String sls = """
                f:
                  file.managed:
                    - name: @WORK@/f
                    - contents: x
                    - user: nosuchuser
                d:
                  file.directory:
                    - name: @WORK@/d
                    - user: nosuchuser
                    - group: nosuchgroup
                """;
        Map<String, Map<String, Object>> trial = minion.apply(sls, Map.of("test", true));
        assertThat(trial.get("f")).containsEntry("result", null);
        assertThat(trial.get("d")).containsEntry("result", null);
        Map<String, Map<String, Object>> real = minion.apply(sls);
        assertThat(real.get("f").get("comment")).isEqualTo("User nosuchuser is not available ");
        assertThat(real.get("d").get("comment"))
                .isEqualTo("User nosuchuser is not available Group nosuchgroup is not available");
    }
}
