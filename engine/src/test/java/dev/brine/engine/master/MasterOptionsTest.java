package dev.brine.engine.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.brine.engine.config.ConfigException;
import dev.brine.engine.event.Cause;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Tags;
import dev.brine.engine.key.KeyState;
import dev.brine.engine.testing.TestMaster;
import dev.brine.engine.testing.TestPeer;
import dev.brine.transport.channel.SignInOutcome;
import dev.brine.transport.wire.MinionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What options about keys, tokens and peers do to a running master. */
class MasterOptionsTest {
    @TempDir
    Path temp;

    private TestMaster.Builder open() {
        return TestMaster.in(temp).option("auto_accept", true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "no.such.name.invalid"})
    void openModeStartsOnLoopbackOnly(String address) {
        assertThatThrownBy(() -> TestMaster.in(temp)
                        .option("open_mode", true)
                        .option("interface", address)
                        .start())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(address)
                .hasMessageContaining("open_mode_public: True");
    }

    @Test
    void openModeStartsElsewhereWhenThatIsSaid() throws Exception {
        try (TestMaster master = TestMaster.in(temp)
                .option("open_mode", true)
                .option("open_mode_public", true)
                .option("interface", "0.0.0.0")
                .start()) {
            assertThat(master.master().retPort()).isPositive();
        }
    }

    @Test
    void minionsArePingedAfterARotationWhenThatIsAsked() throws Exception {
        try (TestMaster master = open().option("ping_on_rotate", true).start();
                TestPeer web1 = new TestPeer(master, "web1").joined()) {
            master.master().rotateKeys();

            Event ping = master.await(event -> event.tag().endsWith("/new"));
            assertThat(ping.data()).containsEntry("fun", "test.ping").containsEntry("minions", List.of("web1"));
            assertThat(web1.joined()).isNotNull();
        }
    }

    @Test
    void deletedKeyLeavesTheSharedKeyWhenRotateAesKeyIsOff() throws Exception {
        try (TestMaster master = open().option("rotate_aes_key", false).start();
                TestPeer web1 = new TestPeer(master, "web1").joined();
                TestPeer web2 = new TestPeer(master, "web2").joined()) {
            master.master().keys().remove(new MinionId("web2"), KeyState.ACCEPTED);
            publish(master, web1);

            assertThat(web1.joined().session().aesKey())
                    .isEqualTo(web2.session().aesKey());
            assertThat(master.tags()).doesNotContain(Tags.KEY_ROTATED);
        }
    }

    private static void publish(TestMaster master, TestPeer web1) {
        assertThat(web1.clear(Map.of(
                        "cmd", "publish", "fun", "test.ping", "tgt", "*", "tgt_type", "glob", "key", master.rootKey())))
                .asInstanceOf(MAP)
                .containsKey("load");
    }

    @Test
    void minionMayGiveUpItsKeyWhenThatIsAllowed() throws Exception {
        try (TestMaster master = open().option("allow_minion_key_revoke", true).start();
                TestPeer web1 = new TestPeer(master, "web1").joined()) {
            web1.ask("revoke_auth", Map.of());

            assertThat(master.pki().resolve("minions/web1")).doesNotExist();
            assertThat(master.await(Tags.KEY_ROTATED)).isNotNull();
        }
    }

    @Test
    void grainsOfAPillarRequestAreKeptAndToldAsTheOptionsSay() throws Exception {
        try (TestMaster master = open().option("minion_data_cache_events", true).start();
                TestPeer web1 = new TestPeer(master, "web1").joined()) {
            web1.pillar(Map.of("os", "Debian"));

            assertThat(master.await(Tags.minionRefresh("web1")).data()).isNotNull();
            assertThat(grains(master, "web1")).containsEntry("os", "Debian");
        }
    }

    @Test
    void grainsOfAPillarRequestAreNotKeptWithoutMinionDataCache() throws Exception {
        try (TestMaster master = open().option("minion_data_cache", false).start();
                TestPeer web1 = new TestPeer(master, "web1").joined()) {
            web1.pillar(Map.of("os", "Debian"));

            assertThat(grains(master, "web1")).isEmpty();
            assertThat(master.tags()).doesNotContain(Tags.minionRefresh("web1"));
        }
    }

    private static Map<Object, Object> grains(TestMaster master, String id) {
        Object found = master.master()
                .parts()
                .runners()
                .call("cache.grains", List.of(id), Map.of(), "root", Cause.NONE)
                .outcome()
                .toCompletableFuture()
                .join()
                .value();
        return found instanceof Map<?, ?> byMinion && byMinion.get(id) instanceof Map<?, ?> grains
                ? new LinkedHashMap<>(grains)
                : Map.of();
    }

    @Test
    void fileThatAGroupMayWriteIsObeyedWithPermissivePkiAccess() throws Exception {
        Path rules = Files.writeString(temp.resolve("autosign.conf"), "web*\n");
        Files.setPosixFilePermissions(rules, PosixFilePermissions.fromString("rw-rw-r--"));
        assertThat(firstSignIn(TestMaster.in(temp).option("autosign_file", rules.toString())))
                .isInstanceOf(SignInOutcome.Pending.class);
        assertThat(firstSignIn(TestMaster.in(temp)
                        .option("autosign_file", rules.toString())
                        .option("permissive_pki_access", true)))
                .isInstanceOf(SignInOutcome.Accepted.class);
    }

    @Test
    void autorejectFileRefusesAPendingMinion() throws Exception {
        assertThat(firstSignIn(TestMaster.in(temp))).isInstanceOf(SignInOutcome.Pending.class);
        Path rules = Files.writeString(temp.resolve("autoreject.conf"), "web1\n");

        assertThat(firstSignIn(TestMaster.in(temp).option("autoreject_file", rules.toString())))
                .isInstanceOf(SignInOutcome.Rejected.class);
        assertThat(temp.resolve("pki/minions_rejected/web1")).exists();
    }

    @Test
    void stubIsTooOldAfterAutosignTimeout() throws Exception {
        Path stub =
                Files.createDirectories(temp.resolve("pki/minions_autosign")).resolve("web1");
        Files.writeString(stub, "");
        assertThat(firstSignIn(TestMaster.in(temp).option("autosign_timeout", 0L)))
                .isInstanceOf(SignInOutcome.Pending.class);
        Files.writeString(stub, "");
        assertThat(firstSignIn(TestMaster.in(temp).option("autosign_timeout", 1L)))
                .isInstanceOf(SignInOutcome.Accepted.class);
    }

    private static SignInOutcome firstSignIn(TestMaster.Builder builder) throws IOException {
        try (TestMaster master = builder.option("auth_pend_wait", 0L).start();
                TestPeer web1 = new TestPeer(master, "web1")) {
            return web1.signIn();
        }
    }

    @Test
    void tokenLastsAsTheMasterSaysUnlessItsOwnerMayChoose() throws Exception {
        Map<String, Object> users = Map.of("ann", List.of("test.*"), "bob", List.of("test.*"));
        try (TestMaster master = open().option("external_auth", Map.of("auto", users))
                        .option("token_expire", 100L)
                        .option("token_expire_user_override", Map.of("auto", List.of("ann")))
                        .start();
                TestPeer anybody = new TestPeer(master, "web1")) {
            assertThat(life(anybody, "bob", 7L)).isEqualTo(100);
            assertThat(life(anybody, "ann", 7L)).isEqualTo(7);
        }
    }

    private static long life(TestPeer peer, String name, long wanted) {
        Map<?, ?> token = (Map<?, ?>) peer.clear(
                Map.of("cmd", "mk_token", "eauth", "auto", "username", name, "password", "x", "token_expire", wanted));
        return Math.round((Double) token.get("expire") - (Double) token.get("start"));
    }

    @Test
    void peerRuleMayNameMinionsAndArguments() throws Exception {
        Map<String, Object> limited = Map.of("web2", List.of(Map.of("cmd.run", Map.of("args", List.of("uptime")))));
        try (TestMaster master =
                        open().option("peer", Map.of("web1", List.of(limited))).start();
                TestPeer web1 = new TestPeer(master, "web1").joined();
                TestPeer web2 = new TestPeer(master, "web2").joined()) {
            assertThat(asked(web1, "web2", "uptime")).containsEntry("minions", List.of("web2"));
            assertThat(asked(web1, "web2", "reboot")).isEmpty();
            assertThat(asked(web1, "*", "uptime")).isEmpty();
            assertThat(asked(web2, "web2", "uptime")).isEmpty();
        }
    }

    private static Map<Object, Object> asked(TestPeer peer, String tgt, String command) {
        Object answer = peer.value("minion_pub", Map.of("fun", "cmd.run", "arg", List.of(command), "tgt", tgt));
        return new LinkedHashMap<>((Map<?, ?>) answer);
    }
}
