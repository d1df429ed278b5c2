package dev.brine.engine.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.brine.engine.config.RawConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthenticatorTest {
    @TempDir
    Path cache;

    private final AtomicLong nanos = new AtomicLong();
    private final MovedClock clock = new MovedClock();
    private TokenStore tokens;
    private ExternalAuth external;
    private Authenticator authenticator;

    private static final class MovedClock extends Clock {
        private Instant now = Instant.parse("2026-11-21T10:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private static RawConfig config() {
        return new RawConfig(Path.of("/nowhere"), Map.of())
                .with("publisher_acl", Map.of("ann", List.of("test.*")))
                .with("sharedsecret", "sesame")
                .with(
                        "external_auth",
                        Map.of(
                                "sharedsecret",
                                Map.of("bob", List.of("test.*", "@runner", Map.of("@wheel", List.of("key.*"))))));
    }

    @BeforeEach
    void write() throws IOException {
        SecureRandom random = new SecureRandom();
        Files.createDirectory(cache.resolve("tokens"));
        tokens = new TokenStore(cache.resolve("tokens"), Duration.ofHours(12), clock, random);
        external = new ExternalAuth(config(), nanos::get);
        authenticator = new Authenticator(
                RootKeys.write(cache, "salt", List.of("ann", "../../evil", "ops-.*"), random),
                new PublisherAcl(config()),
                external,
                tokens);
    }

    private Optional<Requester> identify(Map<String, Object> load) {
        return authenticator.identify(load, load, "192.0.2.1");
    }

    private Optional<String> user(Map<String, Object> load) {
        return identify(load).map(Requester::user);
    }

    private String key(String user) throws IOException {
        return Files.readString(cache.resolve("." + user + "_key"));
    }

    @Test
    void masterUsersKeyOpensEverythingForRootSudoersAndTheUnnamed() throws Exception {
        String key = key("salt");

        assertThat(identify(Map.of("key", key))).contains(new Requester.Root("salt"));
        for (String user : List.of("root", "salt", "sudo_ann")) {
            assertThat(identify(Map.of("key", key, "user", user))).contains(new Requester.Root(user));
        }
    }

    @Test
    void otherUsersNeedTheirOwnKey() throws Exception {
        assertThat(identify(Map.of("key", key("ann"), "user", "ann")))
                .get()
                .isInstanceOf(Requester.Limited.class)
                .extracting(Requester::user)
                .isEqualTo("ann");
        assertThat(identify(Map.of("key", key("salt"), "user", "ann"))).isEmpty();
        assertThat(identify(Map.of("key", key("ann"), "user", "root"))).isEmpty();
        assertThat(identify(Map.of("key", key("ann")))).isEmpty();
        assertThat(identify(Map.of("key", key("ann"), "user", "bob"))).isEmpty();
    }

    @Test
    void namesThatAreNoFileNamesGetNoFile() throws Exception {
        try (var files = Files.list(cache)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(".salt_key", ".ann_key", "tokens");
        }
    }

    @Test
    void accountsThatTheAclNamesOrMatchesGetAKeyFileOfTheirOwn() throws Exception {
        RawConfig raw = new RawConfig(cache, Map.of())
                .with("publisher_acl", Map.of("daemo.*", List.of(), "bin", List.of(), "no-such-account", List.of()));
        assertThat(new PublisherAcl(raw).users())
                .contains("daemon", "bin")
                .doesNotContain("no-such-account", "daemo.*");
        assertThat(new PublisherAcl(raw.with("client_acl_verify", false)).users())
                .contains("no-such-account");

        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        RootKeys.write(cache, "root", List.of("daemon"), new SecureRandom());
        assertThat(Files.getOwner(cache.resolve(".daemon_key")).getName()).isEqualTo("daemon");
        assertThat(Files.getOwner(cache.resolve(".root_key")).getName()).isEqualTo("root");
    }

    private static Map<String, Object> login(String name, String password) {
        return Map.of("eauth", "sharedsecret", "username", name, "password", password);
    }

    @Test
    void passwordLogsInAndSaysWhatOneMay() {
        Requester bob = identify(login("bob", "sesame")).orElseThrow();

        assertThat(bob).isInstanceOf(Requester.Limited.class);
        Permissions permissions = ((Requester.Limited) bob).permissions();
        assertThat(permissions.allows(List.of("test.ping"), List.of("web1"))).isTrue();
        assertThat(permissions.allows(List.of("test.ping", "cmd.run"), List.of("web1")))
                .isFalse();
        assertThat(permissions.allowsOnMaster("runner", "jobs.active", List.of(), Map.of()))
                .isTrue();
        assertThat(permissions.allowsOnMaster("wheel", "key.accept", List.of(), Map.of()))
                .isTrue();
        assertThat(permissions.allowsOnMaster("wheel", "config.values", List.of(), Map.of()))
                .isFalse();
        assertThat(user(Map.of("eauth", "pam", "username", "bob", "password", "sesame")))
                .isEmpty();
        assertThat(user(Map.of("eauth", List.of("sharedsecret"), "username", "bob", "password", "sesame")))
                .isEmpty();
    }

    private static Permissions may(Object... rules) {
        return new Permissions(List.of(rules));
    }

    @Test
    void modulesOnTheMasterAreNamedByThemselves() {
        Permissions jobs = may(Map.of("@jobs", List.of("list_.*")), "@manage");

        assertThat(jobs.allowsOnMaster("runner", "jobs.list_jobs", List.of(), Map.of()))
                .isTrue();
        assertThat(jobs.allowsOnMaster("runner", "jobs.active", List.of(), Map.of()))
                .isFalse();
        assertThat(jobs.allowsOnMaster("runner", "manage.up", List.of(), Map.of()))
                .isTrue();
        assertThat(may("@runners").allowsOnMaster("wheel", "key.list_all", List.of(), Map.of()))
                .isFalse();
        assertThat(may("@wheels").allowsOnMaster("wheel", "key.list_all", List.of(), Map.of()))
                .isTrue();
    }

    @Test
    void targetThatMatchesNobodyAllowsNothingNew() {
        Permissions ann = may("test.*", Map.of("web*", List.of("cmd.run")));

        assertThat(ann.allows(List.of("test.ping"), List.of())).isTrue();
        assertThat(ann.allows(List.of("cmd.run"), List.of())).isFalse();
        assertThat(may().allows(List.of("test.ping"), List.of())).isFalse();
    }

    @Test
    void argumentsMayBeLimited() {
        Map<String, Object> condition = Map.of("args", List.of("up.*"), "kwargs", Map.of("cwd", "/tmp"));
        Permissions uptime = may(Map.of("web*", List.of(Map.of("cmd.run", condition))));
        Map<String, Object> cwd = Map.of("__kwarg__", true, "cwd", "/tmp");

        assertThat(uptime.allows(List.of("cmd.run"), List.of("uptime", cwd), List.of("web1")))
                .isTrue();
        assertThat(uptime.allows(List.of("cmd.run"), List.of("uptime"), List.of("web1")))
                .isFalse();
        assertThat(uptime.allows(List.of("cmd.run"), List.of("reboot", cwd), List.of("web1")))
                .isFalse();
        assertThat(uptime.allows(List.of("cmd.run"), List.of("uptime", cwd), List.of("db1")))
                .isFalse();
        assertThat(uptime.allows(
                        List.of("cmd.run", "cmd.run"),
                        List.of(List.of("uptime", cwd), List.of("reboot", cwd)),
                        List.of("web1")))
                .isFalse();
    }

    private ExternalAuth section(Map<String, Object> rules, boolean permissive) {
        return new ExternalAuth(
                config().with("external_auth", Map.of("pam", rules)).with("permissive_acl", permissive), nanos::get);
    }

    @Test
    void rulesForEverybodyAreForThoseWhoHaveNoneOfTheirOwn() {
        Map<String, Object> rules = Map.of("ann", List.of("test.ping"), "*", List.of("cmd.run"));

        assertThat(section(rules, false).permissions("pam", "ann").allows(List.of("cmd.run"), List.of("web1")))
                .isFalse();
        assertThat(section(rules, false).permissions("pam", "bob").allows(List.of("cmd.run"), List.of("web1")))
                .isTrue();
        assertThat(section(rules, true).permissions("pam", "ann").allows(List.of("cmd.run"), List.of("web1")))
                .isTrue();
    }

    @Test
    void rulesOfGroupsHoldForTheirMembers() {
        Map<String, Object> rules = Map.of("root%", List.of("test.ping"), "nosuchgroup%", List.of("cmd.run"));
        Permissions root = section(rules, false).permissions("pam", "root");

        assertThat(root.allows(List.of("test.ping"), List.of("web1"))).isTrue();
        assertThat(root.allows(List.of("cmd.run"), List.of("web1"))).isFalse();
        assertThat(section(rules, false)
                        .permissions("sharedsecret", "root")
                        .allows(List.of("test.ping"), List.of("web1")))
                .isFalse();
    }

    @Test
    void pamIsAskedThroughTheHelperItIsToldToUse() throws Exception {
        Path helper = cache.resolve("helper");
        Files.writeString(
                helper,
                "#!/bin/sh\n[ \"$1\" = -c ] || exit 3\n[ \"$(tr '\\0' ' ')\" = 'salt-api ann open sesame ' ]\n");
        Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwx------"));
        ExternalAuth pam = new ExternalAuth(
                config().with("external_auth", Map.of("pam", Map.of("ann", List.of(".*"))))
                        .with("auth.pam.python", helper.toString())
                        .with("auth.pam.service", "salt-api"),
                nanos::get);

        assertThat(pam.login(Map.of("eauth", "pam", "username", "ann", "password", "open sesame"), ""))
                .contains(new Login("ann", "pam"));
        assertThat(pam.login(Map.of("eauth", "pam", "username", "ann", "password", "wrong"), ""))
                .isEmpty();
        assertThat(pam.login(Map.of("eauth", "pam", "username", "--help", "password", "open sesame"), ""))
                .isEmpty();
    }

    @Test
    void sudoersHaveTheirOwnLimitsWhereThatIsAsked() throws Exception {
        RawConfig raw = config().with("sudo_acl", true);
        RootKeys keys = RootKeys.write(cache, "salt", List.of("ann"), new SecureRandom());
        Authenticator limited = new Authenticator(keys, new PublisherAcl(raw), external, tokens);
        Map<String, Object> load = Map.of("key", key("salt"), "user", "sudo_ann");

        assertThat(limited.identify(load, load, "")).get().isInstanceOfSatisfying(Requester.Limited.class, ann -> {
            assertThat(ann.permissions().allows(List.of("test.ping"), List.of("web1")))
                    .isTrue();
            assertThat(ann.permissions().allows(List.of("cmd.run"), List.of("web1")))
                    .isFalse();
        });
    }

    @Test
    void wrongPasswordsMakeOneWaitTwiceAsLongEachTime() {
        assertThat(user(login("bob", "wrong"))).isEmpty();
        assertThat(user(login("bob", "sesame"))).isEmpty();

        nanos.addAndGet(500_000_000L);
        assertThat(user(login("bob", "wrong again"))).isEmpty();
        nanos.addAndGet(500_000_000L);
        assertThat(user(login("bob", "sesame"))).isEmpty();

        nanos.addAndGet(500_000_000L);
        assertThat(user(login("bob", "sesame"))).contains("bob");
    }

    @Test
    void passwordFileIsReadByItsHashType() throws Exception {
        Path file = cache.resolve("users");
        Files.writeString(file, "eve:" + "x".repeat(64) + "\nann:ab56b4d92b40713acc5af89985d4b786\n");
        ExternalAuth byFile = new ExternalAuth(
                config().with(
                                "external_auth",
                                Map.of(
                                        "file",
                                        Map.of(
                                                "^filename",
                                                file.toString(),
                                                "^hashtype",
                                                "md5",
                                                "ann",
                                                List.of(".*")))),
                nanos::get);

        assertThat(byFile.login(Map.of("eauth", "file", "username", "ann", "password", "abcde"), ""))
                .contains(new Login("ann", "file"));
        assertThat(byFile.login(Map.of("eauth", "file", "username", "ann", "password", "abcdf"), ""))
                .isEmpty();
    }

    @Test
    void tokenStandsForItsLoginUntilItsTime() throws Exception {
        Map<String, Object> made =
                tokens.create(external.login(login("bob", "sesame"), "").orElseThrow());
        String token = (String) made.get("token");
        assertThat(token).matches("[0-9a-f]{64}");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(cache.resolve("tokens").resolve(token))))
                .isEqualTo("rw-------");
        assertThat(user(Map.of("token", token))).contains("bob");

        clock.now = clock.now.plus(Duration.ofHours(12)).minusMillis(1);
        assertThat(user(Map.of("token", token))).contains("bob");
        clock.now = clock.now.plusMillis(1);
        assertThat(user(Map.of("token", token))).isEmpty();
        assertThat(user(Map.of("token", token))).isEmpty();
    }

    @Test
    void oddTokensTouchNoFile() throws Exception {
        Path decoy = Files.writeString(cache.resolve("decoy"), "stay");

        for (Object odd : List.of(
                "../decoy", "../.salt_key", cache.resolve("decoy").toString(), "", "A".repeat(64), 5L, List.of("x"))) {
            assertThat(user(Map.of("token", odd))).as("%s", odd).isEmpty();
        }
        assertThat(decoy).hasContent("stay");
    }

    @Test
    void corruptTokenIsSetAside() throws Exception {
        String token = "0".repeat(64);
        Files.writeString(cache.resolve("tokens").resolve(token), "garbage");

        assertThat(user(Map.of("token", token))).isEmpty();
        assertThat(cache.resolve("tokens").resolve(token)).doesNotExist();
    }
}
