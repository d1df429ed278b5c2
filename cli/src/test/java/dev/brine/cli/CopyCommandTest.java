package dev.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.CommandSite.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code salt-cp} to a minion. */
class CopyCommandTest {

    private static CommandSite site;

    @TempDir
    Path to;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        site = CommandSite.in(directory).start().minion("web1");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @BeforeEach
    void source() throws IOException {
        site.write("motd", "welcome\nätsch\n");
    }

    @Test
    void textFileLandsUnderTheNameGiven() throws IOException {
        Result copied = site.run("salt-cp", "web1", "motd", to + "/message");
        assertThat(copied)
                .isEqualTo(new Result(0, "web1:\n    ----------\n    " + to + "/message:\n        True\n", ""));
        assertThat(Files.readString(to.resolve("message"))).isEqualTo("welcome\nätsch\n");
    }

    @Test
    void severalFilesLandInADirectory() throws IOException {
        site.write("issue", "issue\n");
        assertThat(site.run("salt-cp", "web1", "motd", "issue", to.toString()).exit())
                .isZero();
        assertThat(Files.readString(to.resolve("motd"))).startsWith("welcome");
        assertThat(Files.readString(to.resolve("issue"))).isEqualTo("issue\n");
    }

    @Test
    void largeBinaryFileComesInPiecesWithItsMode() throws IOException {
        byte[] bytes = new byte[250_000];
        new Random(7).nextBytes(bytes);
        Path big = Files.write(site.directory().resolve("big"), bytes);
        Files.setPosixFilePermissions(big, PosixFilePermissions.fromString("rwxr-x---"));
        Result copied = site.run("salt-cp", "-C", "web1", "big", to + "/copy");
        assertThat(copied.out()).isEqualTo("web1:\n    ----------\n    " + to + "/copy:\n        True\n");
        assertThat(to.resolve("copy")).hasBinaryContent(bytes);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(to.resolve("copy"))))
                .isEqualTo("rwxr-x---");
    }

    @Test
    void directoryIsCopiedWithItsEmptyDirectories() throws IOException {
        site.write("site/www/index.html", "<p>\n");
        Files.createDirectories(site.directory().resolve("site/logs"));
        assertThat(site.run("salt-cp", "-C", "-n", "web1", "site", to.toString())
                        .exit())
                .isZero();
        assertThat(to.resolve("site/www/index.html")).hasContent("<p>\n");
        assertThat(to.resolve("site/logs")).isEmptyDirectory();
    }

    @Test
    void directoryWithoutChunkedIsRefused() throws IOException {
        Files.createDirectories(site.directory().resolve("site"));
        Result refused = site.run("salt-cp", "web1", "site", to.toString());
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).startsWith("site is a directory, only files are supported in non-chunked mode.");
    }

    @Test
    void minionWithoutThePlaceSaysSo() {
        Result result = site.run("salt-cp", "web1", "motd", to + "/no/such/place");
        assertThat(result.out()).isEqualTo("web1:\n    Destination unavailable\n");
    }

    @Test
    void withoutDestinationItIsAUsageError() {
        Result result = site.run("salt-cp", "web1", "motd");
        assertThat(result.exit()).isEqualTo(64);
        assertThat(result.err()).contains("a target, at least one source and a destination are needed");
    }

    @Test
    void silentMinionIsNotWaitedForLongerThanAskedFor() throws Exception {
        site.configure("timeout: 3600\ngather_job_timeout: 1\n");
        site.minion("gone");
        site.stop("gone");
        Result result = site.run("salt-cp", "-t", "1", "gone", "motd", to + "/never");
        assertThat(result).isEqualTo(new Result(2, "", ""));
        assertThat(to.resolve("never")).doesNotExist();
    }
}
