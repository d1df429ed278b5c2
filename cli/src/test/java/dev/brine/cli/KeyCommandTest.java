package dev.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.CommandSite.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code salt-key} beside a running master: its events, its data, and those who may ask only the master itself. */
class KeyCommandTest {

    private static final List<String> LOGIN = List.of("--auth=auto", "--username=ann", "--password=x");

    private static CommandSite site;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        Map<String, Object> auto = Map.of("ann", List.of("@wheel"), "bob", List.of("test.*"));
        site = CommandSite.in(directory)
                .start(master ->
                        master.option("external_auth", Map.of("auto", auto)).option("auto_accept", false));
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @BeforeEach
    void keys() throws IOException {
        Files.deleteIfExists(site.directory().resolve("home/salt_token"));
        for (String state : List.of("minions", "minions_pre", "minions_rejected", "minions_denied")) {
            Path directory = Files.createDirectories(site.master().pki().resolve(state));
            for (String id : List.of("web1", "new1", "no1", "bad1")) {
                Files.deleteIfExists(directory.resolve(id));
            }
        }
        lay("web1", "minions");
        lay("new1", "minions_pre");
        lay("no1", "minions_rejected");
        lay("bad1", "minions_denied");
    }

    private static void lay(String id, String state) throws IOException {
        try (InputStream key = KeyCommandTest.class.getResourceAsStream("/golden/keys/" + id + ".pub")) {
            Files.copy(key, site.master().pki().resolve(state).resolve(id));
        }
    }

    private static Result run(String... args) {
        return site.run("salt-key", args);
    }

    /** Runs it as ann, who may not touch the key directories, and asks the master. */
    private static Result ann(String... args) {
        List<String> line = new ArrayList<>(LOGIN);
        line.addAll(List.of(args));
        return site.as("ann", site.directory().resolve("m/etc"), "salt-key", line.toArray(String[]::new));
    }

    private static boolean is(String id, String state) {
        return Files.exists(site.master().pki().resolve(state).resolve(id));
    }

    @Test
    void masterHearsOfAnAcceptedKey() {
        assertThat(run("-y", "-a", "new1").exit()).isZero();
        assertThat(site.master()
                        .await(e -> e.tag().equals("salt/key")
                                && "accept".equals(e.data().get("act")))
                        .data())
                .containsEntry("id", "new1")
                .containsEntry("result", true);
    }

    @Test
    void quietListingPrintsNothing() {
        assertThat(run("-q", "-L")).isEqualTo(new Result(0, "", ""));
        assertThat(run("--quiet", "-f", "web1")).isEqualTo(new Result(0, "", ""));
    }

    @Test
    void deletedKeyHasTheMasterTakeANewSessionKeyUnlessToldNot() throws IOException {
        Path order = site.master().cache().resolve(".dfn");
        run("-y", "--rotate-aes-key=False", "-d", "web1");
        assertThat(order).doesNotExist();
        lay("web1", "minions");
        run("-y", "-d", "web1");
        assertThat(order).exists();
        Files.delete(order);
    }

    @Test
    void dataOfAMinionOutliveItsKeyWhenTheyShall() throws IOException {
        Path mark = site.master().cache().resolve(".keep/web1");
        run("-y", "-d", "new1");
        assertThat(site.master().cache().resolve(".keep/new1")).doesNotExist();
        run("-y", "--preserve-minions=True", "-d", "web1");
        assertThat(is("web1", "minions")).isFalse();
        assertThat(Files.deleteIfExists(mark)).isTrue();
    }

    @Test
    void whoMayCallTheWheelListsKeysThroughTheMaster() {
        assertThat(ann("-L"))
                .isEqualTo(new Result(
                        0,
                        "Accepted Keys:\nweb1\nDenied Keys:\nbad1\nUnaccepted Keys:\nnew1\nRejected Keys:\nno1\n",
                        ""));
        assertThat(ann("-l", "pre").out()).isEqualTo("Unaccepted Keys:\nnew1\n");
        assertThat(ann("-f", "web1").out()).isEqualTo(run("-f", "web1").out()).contains("web1:  ");
        assertThat(ann("-p", "new1").out()).isEqualTo(run("-p", "new1").out()).contains("BEGIN PUBLIC KEY");
    }

    @Test
    void whoMayCallTheWheelAcceptsRejectsAndDeletesThroughTheMaster() {
        assertThat(ann("-y", "-a", "new1").out())
                .isEqualTo("The following keys are going to be accepted:\nUnaccepted Keys:\nnew1\n"
                        + "Key for minion new1 accepted.\n");
        assertThat(is("new1", "minions")).isTrue();
        assertThat(ann("-y", "-r", "web1", "--include-accepted").out()).endsWith("Key for minion web1 rejected.\n");
        assertThat(is("web1", "minions_rejected")).isTrue();
        assertThat(ann("-y", "-a", "bad1", "--include-denied").out()).endsWith("Key for minion bad1 accepted.\n");
        assertThat(is("bad1", "minions")).isTrue();
        assertThat(ann("-y", "-d", "no1").out()).endsWith("Key for minion no1 deleted.\n");
        assertThat(is("no1", "minions_rejected")).isFalse();
        assertThat(ann("-y", "-a", "zz").out()).isEqualTo("The key glob 'zz' does not match any unaccepted keys.\n");
    }

    @Test
    void whoMayNotCallTheWheelIsRefused() {
        Result refused = site.as(
                "bob",
                site.directory().resolve("m/etc"),
                "salt-key",
                "--eauth=auto",
                "--username=bob",
                "--password=x",
                "-L");
        assertThat(refused.err()).contains("Error: Authentication failure of type \"eauth\" occurred for user bob.");
        assertThat(refused.out()).isEmpty();
        assertThat(refused.exit()).isEqualTo(1);
    }

    @Test
    void tokenThatWasMadeNeedsNoPasswordAgain() throws IOException {
        assertThat(ann("-T", "-l", "pre").out()).isEqualTo("Unaccepted Keys:\nnew1\n");
        Path token = site.directory().resolve("home/salt_token");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
        assertThat(site.as("ann", site.directory().resolve("m/etc"), "salt-key", "--external-auth=auto", "-l", "pre")
                        .out())
                .isEqualTo("Unaccepted Keys:\nnew1\n");
    }

    @Test
    void onlyRootRunsItAsAnotherAccount() {
        Result refused = site.as("ann", site.directory().resolve("m/etc"), "salt-key", "-u", "bob", "-L");
        assertThat(refused.err()).endsWith("salt-key: error: only root can run salt-key as bob\n");
        assertThat(refused.exit()).isEqualTo(64);
        Result unknown = site.as("root", site.directory().resolve("m/etc"), "salt-key", "--user=no_such_one", "-L");
        assertThat(unknown.err()).endsWith("there is no account 'no_such_one' on this host\n");
    }

    @Test
    void ownAccountIsNoOther() {
        assertThat(run("-u", System.getProperty("user.name"), "-l", "pre").out())
                .isEqualTo("Unaccepted Keys:\nnew1\n");
    }

    @Test
    void keyPairHasTheNameSizeAndPlaceAskedFor() throws IOException {
        Path place = site.directory().resolve("made");
        Result made = run("--gen-keys=fresh", "--gen-keys-dir=" + place, "--keysize=3072");
        assertThat(made.exit()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place.resolve("fresh.pem"))))
                .isEqualTo("r--------");
        assertThat(Files.readString(place.resolve("fresh.pub")).length()).isGreaterThan(600);
        assertThat(run("--keysize=1024", "--gen-keys=x").err()).endsWith("The minimum value for keysize is 2048\n");
        assertThat(run("--keysize=40000", "--gen-keys=x").err()).endsWith("The maximum value for keysize is 32768\n");
    }

    @Test
    void signatureOfTheMastersKeyIsMadeWithAKeyOfItsOwn() throws IOException {
        Path place = Files.createDirectories(site.directory().resolve("signed"));
        Path pub = site.master().pki().resolve("master.pub");
        assertThat(run("--gen-signature", "--signature-path=" + place).out())
                .isEqualTo("return:\n    No usable private-key found\n");
        assertThat(run("--gen-signature", "--auto-create", "--signature-path=" + place, "--pub=" + pub)
                        .out())
                .isEqualTo("return:\n    True\n");
        assertThat(place.resolve("master_pubkey_signature")).content().matches("(?s)[A-Za-z0-9+/=\n]{300,}");
        assertThat(run("--gen-signature", "--priv=/no/such.pem", "--signature-path=" + place)
                        .out())
                .isEqualTo("return:\n    Private-key /no/such.pem does not exist\n");
        assertThat(run("--gen-signature", "--pub=/no/such.pub").out())
                .isEqualTo("return:\n    Public-key /no/such.pub does not exist\n");
    }
}
