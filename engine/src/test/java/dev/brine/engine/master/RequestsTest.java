package dev.brine.engine.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.brine.engine.testing.TestMaster;
import dev.brine.engine.testing.TestPeer;
import dev.brine.transport.channel.ClientChannel;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.Envelope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What anybody may send: each request gets one reply, nothing else happens, and the next honest minion is served. */
class RequestsTest {
    @TempDir
    Path temp;

    private TestMaster master;
    private TestPeer minion;

    @BeforeEach
    void start() throws IOException {
        master = TestMaster.in(temp).option("auto_accept", true).start();
        minion = new TestPeer(master, "web1").joined();
        master.seen();
    }

    @AfterEach
    void stop() {
        minion.close();
        master.close();
    }

    private void assertHonestMinionIsServedAndNothingFired() {
        int before = master.seen().size();
        assertThat(minion.value("_minion_event", Map.of("tag", "all/is/well", "data", Map.of())))
                .isNull();
        master.await("all/is/well");
        assertThat(master.tags()).hasSize(before + 1);
        assertThat(master.tags()).filteredOn(tag -> !tag.equals("all/is/well")).containsOnly("salt/key", "salt/auth");
    }

    @Test
    void garbageGetsBadLoad() {
        List<byte[]> garbage = List.of(
                new byte[0],
                new byte[] {(byte) 0xc1},
                new byte[100],
                "GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                Codec.NETWORK.encode(List.of(1L, 2L)),
                Codec.NETWORK.encode(Map.of("enc", "clear")),
                Codec.NETWORK.encode(Map.of("enc", "aes", "load", "x", "version", 3L, "id", "web1")),
                Codec.NETWORK.encode(Map.of("enc", "pub", "load", Map.of())),
                new Envelope.Clear("text", 3).encode());
        for (byte[] frame : garbage) {
            assertThat(minion.raw(frame)).isNotEmpty();
        }
        assertHonestMinionIsServedAndNothingFired();
    }

    @Test
    void oversizedAndDeeplyNestedRequestsAreRefused() {
        Object deep = "x";
        for (int i = 0; i < 300; i++) {
            deep = new ArrayList<>(List.of(deep));
        }
        assertThat(minion.clear(Map.of("cmd", "ping", "deep", deep))).isNotNull();
        assertThat(minion.clear(Map.of("cmd", "ping", "blob", new byte[300_000])))
                .isEqualTo("bad load");
        assertHonestMinionIsServedAndNothingFired();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_prep_auth_info", "_send_pub", "_send_ssh_pub", "__class__", "toString", "getClass", "", "handle",
                "_return", "_minion_event", "_pillar", "_mine", "_serve_file", "revoke_auth", "minion_runner",
                        "minion_pub"
            })
    void unknownAndEncryptedCommandsInClearAreAnsweredAlike(String cmd) {
        assertThat(minion.clear(Map.of("cmd", cmd, "id", "web1", "tag", "salt/auth", "data", Map.of())))
                .isEqualTo(Map.of());
        assertHonestMinionIsServedAndNothingFired();
    }

    @Test
    void commandThatIsNoTextIsUnknown() {
        for (Object cmd : List.of(5L, true, List.of("ping"), Map.of("ping", 1L))) {
            assertThat(minion.clear(Map.of("cmd", cmd))).isEqualTo(Map.of());
        }
        assertHonestMinionIsServedAndNothingFired();
    }

    @ParameterizedTest
    @ValueSource(strings = {"publish", "wheel", "runner"})
    void clearCommandsNeedTheRootKey(String cmd) {
        List<Map<String, Object>> proofs = new ArrayList<>(List.of(
                Map.of(),
                Map.of("key", ""),
                Map.of("key", true),
                Map.of("key", List.of(master.rootKey())),
                Map.of("key", "x".repeat(76)),
                Map.of("key", master.rootKey() + "x"),
                Map.of("key", master.rootKey(), "user", "mallory"),
                Map.of("key", master.rootKey(), "user", List.of("root")),
                Map.of("key", master.rootKey(), "user", ""),
                Map.of("token", "../.root_key"),
                Map.of("eauth", "pam", "username", "root", "password", "x")));
        Map<String, Object> nothing = new LinkedHashMap<>();
        nothing.put("key", null);
        proofs.add(nothing);
        for (Map<String, Object> proof : proofs) {
            Map<String, Object> load = new LinkedHashMap<>(Map.of(
                    "cmd", cmd, "fun", "test.ping", "tgt", "*", "arg", List.of(), "jid", "20261121055701854000"));
            load.putAll(proof);

            assertThat(minion.clear(load))
                    .as("%s", proof.keySet())
                    .asInstanceOf(MAP)
                    .containsOnlyKeys("error");
        }
        assertHonestMinionIsServedAndNothingFired();
    }

    @Test
    void mistypedLoadsOfAMinionGetAFailureReply() {
        for (String cmd : List.of(
                "_return",
                "_minion_event",
                "_pillar",
                "_mine",
                "_mine_get",
                "_file_list",
                "_serve_file",
                "_file_hash",
                "_master_opts",
                "minion_pub",
                "pub_ret",
                "minion_runner")) {
            for (Object odd : List.of(5L, List.of(1L), Map.of("x", List.of()), new byte[] {-1})) {
                Map<String, Object> load = new LinkedHashMap<>();
                for (String field : List.of(
                        "path",
                        "saltenv",
                        "prefix",
                        "loc",
                        "gzip",
                        "tgt",
                        "fun",
                        "arg",
                        "data",
                        "grains",
                        "jid",
                        "return",
                        "tag",
                        "events",
                        "pretag",
                        "pillar_override",
                        "tgt_type",
                        "env_only")) {
                    load.put(field, odd);
                }
                assertThat(minion.raw(minion.seal(cmd, load).frame()))
                        .as("%s", cmd)
                        .isNotEmpty();
            }
        }
        assertThat(master.tags()).isSubsetOf("salt/key", "salt/auth", "minion/refresh/web1");
        assertThat(minion.value("_file_envs", Map.of())).isEqualTo(List.of("base"));
    }

    @Test
    void unknownEncryptedCommandIsAnsweredWithAnEmptyMap() {
        assertThat(minion.value("_ext_nodes", Map.of())).isEqualTo(Map.of());
        assertHonestMinionIsServedAndNothingFired();
    }

    @Test
    void repeatedRequestIsObeyedOnce() {
        ClientChannel.Sent sent = minion.seal("_minion_event", Map.of("tag", "once", "data", Map.of()));

        minion.raw(sent.frame());
        byte[] again = minion.raw(sent.frame());

        assertThat(Codec.NETWORK.decode(again)).isEqualTo("bad load");
        minion.value("_minion_event", Map.of("tag", "end", "data", Map.of()));
        master.await("end");
        assertThat(master.tags()).filteredOn("once"::equals).hasSize(1);
    }

    @Test
    void otherMinionCannotSpeakForAVictim() {
        try (TestPeer other = new TestPeer(master, "web2").joined()) {
            other.value("_minion_event", Map.of("tag", "who", "data", Map.of(), "id", "web1"));
            other.value(
                    "_minion_event",
                    Map.of("events", List.of(Map.of("tag", "who/list", "data", Map.of("id", "web1")))));

            assertThat(master.await("who").data()).containsEntry("id", "web2");
            assertThat(master.await("who/list").data()).containsEntry("id", "web2");
        }
    }

    @Test
    void masterTagsOfAMinionAreLeftOutAndItIsAnsweredAsUsual() {
        for (String tag : List.of("salt/auth", "salt/key", "salt/minion/web2/start", "a\n\nb")) {
            assertThat(minion.value("_minion_event", Map.of("tag", tag, "data", Map.of())))
                    .isNull();
            assertThat(minion.value("_minion_event", Map.of("events", List.of(Map.of("tag", tag, "data", Map.of())))))
                    .isNull();
            assertThat(minion.value("_minion_event", Map.of("pretag", "salt", "tag", "key", "data", Map.of())))
                    .isNull();
        }
        assertHonestMinionIsServedAndNothingFired();
    }

    @Test
    void commandsThatAreOffAnswerAsSaltDoes() {
        assertThat(minion.value("_file_recv", Map.of("path", List.of("x"), "loc", 0L, "data", "y")))
                .isEqualTo(false);
        assertThat(minion.value("minion_pub", Map.of("fun", "test.ping", "arg", List.of(), "tgt", "*")))
                .isEqualTo(Map.of());
        assertThat(minion.value("minion_runner", Map.of("fun", "test.arg", "arg", List.of())))
                .isEqualTo(Map.of());
        assertThat(minion.value("revoke_auth", Map.of())).asInstanceOf(MAP).containsEntry("id", "web1");
        assertThat(minion.value("_master_opts", Map.of()))
                .asInstanceOf(MAP)
                .containsKeys("file_roots", "state_top", "nodegroups")
                .doesNotContainKeys("pki_dir", "cachedir");
        assertHonestMinionIsServedAndNothingFired();
    }

    @Test
    void clearPingIsEchoed() {
        assertThat(minion.clear(Map.of("cmd", "ping", "n", 1L))).isEqualTo(Map.of("cmd", "ping", "n", 1L));
    }
}
