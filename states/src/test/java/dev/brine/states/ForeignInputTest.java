package dev.brine.states;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.call.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives and names of repositories that others have made: they write where they may, and are never options. */
class ForeignInputTest {
    @TempDir
    Path directory;

    private TestStatesMinion minion;
    private Path target;

    @BeforeEach
    void start() throws IOException {
        minion = new TestStatesMinion(directory.toRealPath());
        target = Files.createDirectory(minion.work().resolve("target"));
    }

    @AfterEach
    void stop() {
        minion.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../out", "a/../../out", "/../out", "out/../../out/"})
    void nameInAZipFileThatLeadsOutIsRefused(String name) throws IOException {
        Outcome outcome = unzip(name);

        assertThat(String.valueOf(outcome.value())).contains("leads out of the directory");
        assertThat(minion.work().resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"link/f", "link/d/", "link/"})
    void linkThatLeadsOutIsNotFollowed(String name) throws IOException {
        Path out = Files.createDirectory(minion.work().resolve("out"));
        Files.createSymbolicLink(target.resolve("link"), out);

        Outcome outcome = unzip(name);

        assertThat(String.valueOf(outcome.value())).contains("leads out of the directory");
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void fileOfAZipFileTakesThePlaceOfALink() throws IOException {
        Path victim = Files.writeString(minion.work().resolve("victim"), "precious");
        Files.createSymbolicLink(target.resolve("f"), victim);

        unzip("f");

        assertThat(victim).hasContent("precious");
        assertThat(target.resolve("f")).isRegularFile().hasContent("new");
    }

    @Test
    void tarFileDoesNotLeadOut() throws IOException {
        Path in = Files.createDirectory(minion.work().resolve("in"));
        Files.writeString(in.resolve("out"), "new");
        minion.call(
                "cmd.run",
                List.of("tar -P --transform s,^,../, -cf ../a.tar out"),
                Map.of("cwd", in.toString(), "python_shell", false));

        Map<String, Object> result = minion.apply("""
                unpacked:
                  archive.extracted:
                    - name: @WORK@/target
                    - source: @WORK@/a.tar
                    - enforce_toplevel: False
                """).get("unpacked");

        assertThat(result.get("result")).isEqualTo(false);
        assertThat(String.valueOf(result.get("changes"))).contains("Member name contains");
        assertThat(minion.work().resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"git.fetch", "git.push", "git.merge", "git.checkout", "git.ls_remote"})
    void nameThatLooksLikeAnOptionOfGitIsRefused(String function) {
        String mark = minion.work().resolve("ran").toString();

        Outcome outcome = minion.call(function, List.of(target.toString(), "--upload-pack=touch " + mark), Map.of());

        assertThat(String.valueOf(outcome.value())).contains("git would take it for an option");
        assertThat(Path.of(mark)).doesNotExist();
    }

    @Test
    void addressThatLooksLikeAnOptionIsRefused() throws IOException {
        Map<String, Object> result = minion.apply("""
                clone:
                  git.latest:
                    - name: --upload-pack=touch @WORK@/ran
                    - target: @WORK@/target
                """).get("clone");

        assertThat(result.get("result")).isEqualTo(false);
        assertThat(String.valueOf(result.get("comment"))).contains("git would take it for an option");
        assertThat(minion.work().resolve("ran")).doesNotExist();
    }

    private Outcome unzip(String name) throws IOException {
        Path zip = minion.work().resolve("a.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry(name));
            if (!name.endsWith("/")) {
                out.write("new".getBytes(StandardCharsets.UTF_8));
            }
        }
        return minion.call("archive.unzip", List.of(zip.toString(), target.toString()), Map.of());
    }
}
