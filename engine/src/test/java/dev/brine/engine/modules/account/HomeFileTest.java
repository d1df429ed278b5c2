package dev.brine.engine.modules.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.modules.host.Accounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The minion changes files in homes of accounts that may not like it. */
class HomeFileTest {
    private static final Accounts.Account EVE =
            new Accounts.Account("eve", "x", 4242, 4242, "", "/home/eve", "/bin/sh");

    @TempDir
    Path temp;

    private Path home;
    private Path secret;

    @BeforeEach
    void home() throws IOException {
        home = Files.createDirectories(temp.toRealPath().resolve("home/eve"));
        secret = Files.writeString(temp.toRealPath().resolve("secret"), "root's own\n");
    }

    private HomeFile keys() {
        return new HomeFile(home.resolve(".ssh/authorized_keys"), home, EVE);
    }

    @Test
    void newFileAndItsDirectoryAreForTheAccountOnly() throws IOException {
        keys().write("a key\n");

        Path file = home.resolve(".ssh/authorized_keys");
        assertThat(file).hasContent("a key\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        if (root()) {
            assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(4242);
            assertThat(Files.getAttribute(file.getParent(), "unix:gid")).isEqualTo(4242);
        }
    }

    @Test
    void modeOfAFileThatIsThereStays() throws IOException {
        Path file = Files.createDirectory(home.resolve(".ssh")).resolve("authorized_keys");
        Files.writeString(file, "old\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        keys().write("new\n");

        assertThat(file).hasContent("new\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void nothingElseIsLeftInTheDirectory() throws IOException {
        keys().write("one\n");
        keys().write("two\n");

        try (Stream<Path> files = Files.list(home.resolve(".ssh"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("authorized_keys");
        }
    }

    @Test
    void linkInTheFilesPlaceIsNeitherReadNorWritten() throws IOException {
        Files.createSymbolicLink(Files.createDirectory(home.resolve(".ssh")).resolve("authorized_keys"), secret);

        assertThatThrownBy(() -> keys().write("a key\n"))
                .isInstanceOf(FunctionError.class)
                .hasMessageContaining("authorized_keys is a link, which is not followed in another account's home");
        assertThatThrownBy(() -> keys().read()).isInstanceOf(FunctionError.class);
        assertThat(secret).hasContent("root's own\n");
    }

    @Test
    void linkInTheDirectorysPlaceIsNotFollowed() throws IOException {
        Path elsewhere = Files.createDirectory(temp.toRealPath().resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("authorized_keys"), "root's own\n");
        Files.createSymbolicLink(home.resolve(".ssh"), elsewhere);

        assertThatThrownBy(() -> keys().write("a key\n"))
                .isInstanceOf(FunctionError.class)
                .hasMessageContaining(".ssh is a link");
        assertThatThrownBy(() -> keys().read()).isInstanceOf(FunctionError.class);
        assertThat(elsewhere.resolve("authorized_keys")).hasContent("root's own\n");
        try (Stream<Path> files = Files.list(elsewhere)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void linkThatLeadsNowhereMakesNoFileElsewhere() throws IOException {
        Path planted = temp.toRealPath().resolve("planted");
        Files.createSymbolicLink(Files.createDirectory(home.resolve(".ssh")).resolve("authorized_keys"), planted);

        assertThatThrownBy(() -> keys().write("a key\n")).isInstanceOf(FunctionError.class);
        assertThat(Files.exists(planted, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void homeThatTheAdministratorLinkedIsTheHome() throws IOException {
        Path real = Files.createDirectory(temp.toRealPath().resolve("data"));
        Path linked = Files.createSymbolicLink(temp.toRealPath().resolve("home/linked"), real);

        new HomeFile(linked.resolve(".ssh/authorized_keys"), linked, EVE).write("a key\n");

        assertThat(real.resolve(".ssh/authorized_keys")).hasContent("a key\n");
    }

    @Test
    void ownLinksAreFollowed() throws IOException {
        Accounts.Account self = new Accounts.Account("me", "x", uid(), uid(), "", "/home/eve", "/bin/sh");
        Files.createSymbolicLink(Files.createDirectory(home.resolve(".ssh")).resolve("authorized_keys"), secret);

        new HomeFile(home.resolve(".ssh/authorized_keys"), home, self).write("a key\n");

        assertThat(secret).hasContent("a key\n");
    }

    @Test
    void withoutHomeThereIsNoFile() {
        Path gone = home.resolveSibling("gone");
        HomeFile file = new HomeFile(gone.resolve(".ssh/authorized_keys"), gone, EVE);

        assertThat(file.possible()).isFalse();
        assertThat(file.read()).isEmpty();
    }

    @Test
    void fileOutsideOfTheHomeIsTheAdministrators() throws IOException {
        Path keys = temp.toRealPath().resolve("etc/keys/eve");

        new HomeFile(keys, home, EVE).write("a key\n");

        assertThat(keys).hasContent("a key\n");
    }

    private static boolean root() throws IOException {
        return uid() == 0;
    }

    private static long uid() throws IOException {
        return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
    }
}
