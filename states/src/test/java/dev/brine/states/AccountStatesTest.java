package dev.brine.states;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** States and functions of accounts where recordings of stock cannot tell: hostile homes, chance, wrong arguments. */
class AccountStatesTest {
    private static final String KEY = "AAAAB3NzaC1yc2EAAAADAQABAAAAAQC1";

    @TempDir
    Path directory;

    private Path root;

    @BeforeEach
    void directory() throws IOException {
        root = directory.toRealPath();
    }

    /** The host of a recorded case, with the options of its minion. */
    private TestStatesMinion hostOf(String recorded) throws IOException, URISyntaxException {
        GoldenCase golden = GoldenCase.read(Path.of(
                GoldenTest.class.getResource("/golden/" + recorded + ".case").toURI()));
        golden.stage(root);
        return new TestStatesMinion(root, golden.options(root));
    }

    @Test
    void keyIsNotWrittenThroughALinkInAHostileHome() throws Exception {
        try (TestStatesMinion minion = hostOf("module_ssh")) {
            Path victim = Files.createDirectories(root.resolve("victim"));
            Path home = Files.createDirectories(root.resolve("host/home/hostile"));
            Files.createSymbolicLink(home.resolve(".ssh"), victim);
            Files.writeString(
                    root.resolve("host/etc/passwd"),
                    Files.readString(root.resolve("host/etc/passwd")) + "hostile:x:4299:4299::/home/hostile:/bin/sh\n");

            Map<String, Object> result = minion.apply(
                            "k:\n  ssh_auth.present:\n    - name: " + KEY + "\n    - user: hostile\n")
                    .get("k");

            assertThat(result.get("result")).isEqualTo(false);
            assertThat(result.get("comment").toString()).contains(".ssh is a link, which is not followed");
            assertThat(victim).isEmptyDirectory();
        }
    }

    @Test
    void knownHostIsNotWrittenThroughALinkInAHostileHome() throws Exception {
        try (TestStatesMinion minion = hostOf("state_ssh_known_hosts")) {
            Path victim = Files.writeString(root.resolve("victim"), "root's own\n");
            Path file = root.resolve("host/home/eve/.ssh/known_hosts");
            Files.delete(file);
            Files.createSymbolicLink(file, victim);

            Map<String, Object> result = minion.apply(
                            "h:\n  ssh_known_hosts.present:\n    - name: a.example\n    - key: " + KEY
                                    + "\n    - enc: ssh-rsa\n    - user: eve\n")
                    .get("h");

            assertThat(result.get("result")).isEqualTo(false);
            assertThat(victim).hasContent("root's own\n");
        }
    }

    @Test
    void randomTimesOfACronJobAreChosenOnceAndStay() throws Exception {
        String job = "j:\n  cron.present:\n    - name: /bin/j\n    - minute: random\n    - hour: random\n"
                + "    - daymonth: random\n    - month: random\n    - dayweek: random\n";
        try (TestStatesMinion minion = hostOf("module_cron")) {
            minion.apply(job);
            String first = tab(minion);
            Map<String, Object> again = minion.apply(job).get("j");

            assertThat(first).containsPattern("(?m)^[0-9]{1,2} [0-9]{1,2} [0-9]{1,2} [0-9]{1,2} [0-6] /bin/j$");
            assertThat(again.get("changes")).isEqualTo(Map.of());
            assertThat(tab(minion)).isEqualTo(first);
        }
    }

    private static String tab(TestStatesMinion minion) {
        return String.valueOf(
                minion.call("cron.raw_cron", List.of("root"), Map.of()).value());
    }

    @Test
    void packageFunctionsSayWhichArgumentIsWrong() throws Exception {
        try (TestStatesMinion minion = hostOf("module_apt")) {
            assertThat(error(minion, "pkg.version_cmp", List.of("1"), Map.of()))
                    .startsWith("Passed invalid arguments to pkg.version_cmp: version_cmp() missing 1 required"
                            + " positional argument: 'pkg2'");
            assertThat(error(minion, "pkg.hold", List.of(), Map.of()))
                    .contains("One of name, pkgs, or sources must be specified.");
            assertThat(error(minion, "pkg.install", List.of(), Map.of("pkgs", List.of("foo", "foo"))))
                    .contains("duplicated packages names: ['foo', 'foo']");
        }
    }

    @Test
    void dnfFunctionsSayWhichArgumentIsWrong() throws Exception {
        try (TestStatesMinion minion = hostOf("module_yum")) {
            assertThat(error(minion, "pkg.remove", List.of(), Map.of())).contains("give name or pkgs");
            assertThat(error(minion, "pkg.mod_repo", List.of("base"), Map.of("name", "")))
                    .contains("The repo name cannot be deleted");
            assertThat(error(minion, "pkg.upgrade_available", List.of(), Map.of()))
                    .startsWith("Passed invalid arguments to pkg.upgrade_available");
        }
    }

    private static String error(
            TestStatesMinion minion, String function, List<Object> args, Map<String, Object> kwargs) {
        return String.valueOf(minion.call(function, args, kwargs).value());
    }
}
