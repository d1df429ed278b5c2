package dev.brine.engine.fileserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileServerTest {
    @TempDir
    Path dir;

    private Path base;
    private Path second;
    private FileServer server;

    @BeforeEach
    void files() throws IOException {
        base = Files.createDirectories(dir.resolve("base"));
        second = Files.createDirectories(dir.resolve("second"));
        Files.writeString(dir.resolve("secret"), "secret");
        Files.writeString(base.resolve("hello.txt"), "hello");
        Files.writeString(second.resolve("hello.txt"), "shadowed");
        Files.writeString(second.resolve("only.txt"), "second");
        Files.createDirectories(base.resolve("sub/empty"));
        Files.writeString(base.resolve("sub/a.sls"), "a");
        Files.createSymbolicLink(base.resolve("sub/link"), Path.of("../hello.txt"));
        Files.createSymbolicLink(base.resolve("out"), dir.resolve("secret"));
        Files.createSymbolicLink(base.resolve("outdir"), dir);
        server = server(false);
    }

    private FileServer server(boolean linksOutside) {
        return new FileServer(
                new FileRoots(
                        Map.of("base", List.of(base, second)), linksOutside, List.of("*.swp"), List.of("/\\.git($|/)")),
                "sha256",
                4);
    }

    @Test
    void theFirstRootWinsAndFilesComeInChunks() throws IOException {
        assertThat(server.serve("hello.txt", "base", 0, 0)).containsEntry("dest", "hello.txt");
        assertThat((byte[]) server.serve("hello.txt", "base", 0, 0).get("data"))
                .asString()
                .isEqualTo("hell");
        assertThat((byte[]) server.serve("hello.txt", "base", 4, 0).get("data"))
                .asString()
                .isEqualTo("o");
        assertThat((byte[]) server.serve("hello.txt", "base", 5, 0).get("data")).isEmpty();
        assertThat((byte[]) server.serve("only.txt", "base", 2, 0).get("data"))
                .asString()
                .isEqualTo("cond");
        byte[] packed = (byte[]) server.serve("hello.txt", "base", 0, 5).get("data");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes())
                .asString()
                .isEqualTo("hell");
    }

    @Test
    void hashesFollowTheContent() throws IOException {
        Object first = server.hash("hello.txt", "base");
        assertThat(first)
                .isEqualTo(Map.of(
                        "hash_type",
                        "sha256",
                        "hsum",
                        "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"));
        Files.writeString(base.resolve("hello.txt"), "hello2");
        assertThat(server.hash("hello.txt", "base")).isNotEqualTo(first);
        assertThat(server.hash("nope", "base")).isEqualTo("");
        assertThat(server.hashAndStat("hello.txt", "base").get(1))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(10);
    }

    @Test
    void listsWhatIsThereAndNoMore() {
        assertThat(server.files("base", "")).containsExactly("hello.txt", "only.txt", "sub/a.sls", "sub/link");
        assertThat(server.files("base", "/sub/")).containsExactly("sub/a.sls", "sub/link");
        assertThat(server.directories("base", "")).containsExactly("sub", "sub/empty");
        assertThat(server.emptyDirectories("base", "")).containsExactly("sub/empty");
        assertThat(server.links("base", "sub")).isEqualTo(Map.of("sub/link", "../hello.txt"));
        assertThat(server.files("nope", "")).isEmpty();
        assertThat(server.environments()).containsExactly("base");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret",
                "/etc/passwd",
                "sub/../../secret",
                "out",
                "outdir/secret",
                "",
                ".",
                "sub",
                "sub/empty",
                "a\0b",
                "..\\secret",
                "hello.txt/",
                "x.swp",
                ".git/config",
                "sub/./../../secret"
            })
    void nothingOutsideARootIsServedHashedOrFound(String path) throws IOException {
        Files.writeString(base.resolve("x.swp"), "x");
        Files.createDirectories(base.resolve(".git"));
        Files.writeString(base.resolve(".git/config"), "x");
        if (path.equals("hello.txt/")) {
            assertThat(server.find(path, "base")).containsEntry("rel", "hello.txt");
            return;
        }
        assertThat(server.serve(path, "base", 0, 0)).isEqualTo(Map.of("data", "", "dest", ""));
        assertThat(server.hash(path, "base")).isEqualTo("");
        assertThat(server.find(path, "base")).isEqualTo(Map.of("path", "", "rel", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "../base", "", "base/../base", "__env__"})
    void onlyConfiguredEnvironmentsExist(String saltenv) throws IOException {
        assertThat(server.hash("hello.txt", saltenv)).isEqualTo("");
    }

    @Test
    void linksMayLeaveTheRootsOnlyWhenTheOperatorSaysSo() throws IOException {
        assertThat((byte[]) server(true).serve("out", "base", 0, 0).get("data"))
                .asString()
                .isEqualTo("secr");
    }

    @Test
    void aNegativeOrFarOffsetIsAnsweredEmpty() throws IOException {
        assertThat(server.serve("hello.txt", "base", -1, 0)).containsEntry("data", "");
        assertThat((byte[]) server.serve("hello.txt", "base", Long.MAX_VALUE, 0).get("data"))
                .isEmpty();
    }

    @Test
    void aDirectorySwappedForALinkDuringReadingNeverShowsOtherContent() throws Exception {
        Path victim = Files.createDirectories(base.resolve("swap"));
        Files.writeString(victim.resolve("secret"), "good");
        Path aside = base.resolve("aside");
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> swapper = CompletableFuture.runAsync(() -> {
            try {
                while (!stop.get()) {
                    Files.move(victim, aside);
                    Files.createSymbolicLink(victim, dir);
                    Files.delete(victim);
                    Files.move(aside, victim);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        for (int reads = 0; reads < 3000 || seen.size() == 0; reads++) {
            assertThat(Thread.currentThread().isInterrupted())
                    .as("the time limit of a test is over")
                    .isFalse();
            try {
                if (server.serve("swap/secret", "base", 0, 0).get("data") instanceof byte[] bytes) {
                    assertThat(Arrays.equals(bytes, "secr".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                            .isFalse();
                    seen.write(bytes);
                }
            } catch (IOException gone) {
                continue;
            }
        }
        stop.set(true);
        swapper.get();
    }
}
