package dev.brine.engine.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.brine.engine.testing.TestMaster;
import dev.brine.engine.testing.TestPeer;
import dev.brine.transport.channel.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What minions learn of each other: mine, peer, pillar, files. */
class PeersTest {
    @TempDir
    Path temp;

    private TestMaster master;
    private TestPeer web1;
    private TestPeer web10;

    @BeforeEach
    void start() throws IOException {
        Path roots = Files.createDirectories(temp.resolve("states"));
        Files.writeString(roots.resolve("a.sls"), "a: test.nop\n");
        Path pillar = Files.createDirectories(temp.resolve("pillar"));
        Files.writeString(pillar.resolve("top.sls"), "base:\n  web1:\n    - one\n  web10:\n    - ten\n");
        Files.writeString(pillar.resolve("one.sls"), "secret: of {{ grains['id'] }}\n");
        Files.writeString(pillar.resolve("ten.sls"), "secret: other\n");
        master = TestMaster.in(temp)
                .option("auto_accept", true)
                .option("file_roots", Map.of("base", List.of(roots.toString())))
                .option("pillar_roots", Map.of("base", List.of(pillar.toString())))
                .option("peer", Map.of("web1", List.of("test.*")))
                .option("peer_run", Map.of("web1", List.of("test.arg")))
                .start();
        web1 = new TestPeer(master, "web1").joined();
        web10 = new TestPeer(master, "web10").joined();
    }

    @AfterEach
    void stop() {
        web1.close();
        web10.close();
        master.close();
    }

    @Test
    void mineIsReadByFunctionAndGuardedByItsOwner() {
        web1.value(
                "_mine",
                Map.of(
                        "data",
                        Map.of(
                                "net.ip",
                                "10.0.0.1",
                                "net.secret",
                                Map.of("__saltmine_acl__", 1L, "__data__", "x", "allow_tgt", "db*")),
                        "clear",
                        true));

        assertThat(web10.value("_mine_get", Map.of("tgt", "*", "fun", "net.ip", "tgt_type", "glob")))
                .isEqualTo(Map.of("web1", "10.0.0.1"));
        assertThat(web10.value("_mine_get", Map.of("tgt", "*", "fun", List.of("net.ip"))))
                .isEqualTo(Map.of("net.ip", Map.of("web1", "10.0.0.1")));
        assertThat(web10.value("_mine_get", Map.of("tgt", "*", "fun", "net.secret")))
                .isEqualTo(Map.of());
        assertThat(web10.value("_mine_get", Map.of("tgt", "secret:*", "fun", "net.ip", "tgt_type", "pillar")))
                .isEqualTo(Map.of());
        assertThat(web10.value("_mine_flush", Map.of())).isEqualTo(true);
        assertThat(web1.value("_mine_delete", Map.of("fun", "net.ip"))).isEqualTo(true);
        assertThat(web10.value("_mine_get", Map.of("tgt", "*", "fun", "net.ip")))
                .isEqualTo(Map.of());
    }

    @Test
    void peerRulesAreForWholeNames() {
        assertThat(web1.value("minion_pub", Map.of("fun", "test.ping", "arg", List.of(), "tgt", "*")))
                .asInstanceOf(MAP)
                .containsEntry("minions", List.of("web1", "web10"));
        assertThat(web10.value("minion_pub", Map.of("fun", "test.ping", "arg", List.of(), "tgt", "*")))
                .isEqualTo(Map.of());
        assertThat(web1.value("minion_pub", Map.of("fun", "cmd.run", "arg", List.of(), "tgt", "*")))
                .isEqualTo(Map.of());
    }

    @Test
    void onlyThePublisherReadsTheReturnsOfItsJob() {
        Map<?, ?> sent =
                (Map<?, ?>) web1.value("minion_pub", Map.of("fun", "test.ping", "arg", List.of(), "tgt", "web10"));
        Object jid = sent.get("jid");
        web10.value("_return", Map.of("jid", jid, "return", true, "fun", "test.ping", "retcode", 0L));

        assertThat(web1.value("pub_ret", Map.of("jid", jid))).isEqualTo(Map.of("web10", Map.of("ret", true)));
        assertThat(web10.value("pub_ret", Map.of("jid", jid))).isEqualTo(Map.of());
        assertThat(web1.value("pub_ret", Map.of("jid", "../../x"))).isEqualTo(Map.of());
    }

    @Test
    void runnerIsRunForAMinionThatMay() {
        assertThat(web1.value("minion_runner", Map.of("fun", "test.arg", "arg", List.of("x"))))
                .asInstanceOf(MAP)
                .containsEntry("args", List.of("x"));
        assertThat(web10.value("minion_runner", Map.of("fun", "test.arg", "arg", List.of("x"))))
                .isEqualTo(Map.of());
    }

    @Test
    void pillarIsTheSendersOwnWhateverItsGrainsSay() {
        Answer answer = web1.pillar(Map.of("id", "web10", "os", "Debian"));

        assertThat(((Answer.Value) answer).value()).isEqualTo(Map.of("secret", "of web1"));
        assertThat(master.await("minion/refresh/web1").data()).containsEntry("Minion data cache refresh", "web1");
    }

    @Test
    void filesAreServed() {
        assertThat(web1.value("_file_list", Map.of("saltenv", "base", "prefix", "")))
                .isEqualTo(List.of("a.sls"));
        assertThat(web1.value("_serve_file", Map.of("path", "a.sls", "saltenv", "base", "loc", 0L)))
                .isEqualTo(Map.of("data", "a: test.nop\n", "dest", "a.sls"));
        assertThat(web1.value("_serve_file", Map.of("path", "../pillar/one.sls", "saltenv", "base", "loc", 0L)))
                .isEqualTo(Map.of("data", "", "dest", ""));
        assertThat(web1.value("_file_hash", Map.of("path", "nope", "saltenv", "base")))
                .isEqualTo("");
    }
}
