package dev.brine.engine.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.brine.engine.render.json.JsonReader;
import dev.brine.engine.testing.TestMaster;
import dev.brine.engine.testing.TestPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who did what stands in the audit log, whole once the master has stopped. */
class AuditLogTest {
    @TempDir
    Path temp;

    private List<Map<String, Object>> lines() throws IOException {
        return lines(temp.resolve("var/log/salt/audit"));
    }

    private static List<Map<String, Object>> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(AuditLogTest::parsed).toList();
    }

    private static Map<String, Object> parsed(String line) {
        Map<String, Object> fields = new LinkedHashMap<>();
        ((Map<?, ?>) JsonReader.read(line)).forEach((name, value) -> fields.put(String.valueOf(name), value));
        assertThat(fields.remove("time")).asString().endsWith("Z");
        fields.remove("jid");
        return fields;
    }

    @Test
    void jobsCallsAndKeysAreWrittenWithWhoHadThemDoneAndWithoutTheirArguments() throws Exception {
        try (TestMaster master =
                        TestMaster.in(temp).option("auth_pend_wait", 0L).start();
                TestPeer peer = new TestPeer(master, "web1")) {
            peer.signIn();
            SignInTest.acceptByWheel(master, peer, "web1");
            publish(peer, Map.of("key", master.rootKey(), "user", "root"), "cmd.run", "pass=geheim");
            peer.clear(Map.of("cmd", "runner", "fun", "jobs.active", "key", master.rootKey(), "user", "sudo_ann"));
            master.await(event -> event.tag().endsWith("/ret"));
        }

        List<Map<String, Object>> lines = lines();
        assertThat(lines.get(0))
                .contains(entry("act", "sign-in"), entry("result", "pending"), entry("id", "web1"))
                .containsEntry("peer", "127.0.0.1")
                .containsKey("key");
        assertThat(lines)
                .contains(
                        Map.of(
                                "act",
                                "wheel",
                                "user",
                                System.getProperty("user.name"),
                                "fun",
                                "key.accept",
                                "keys",
                                List.of(Map.of("match", "web1"))),
                        Map.of("act", "key", "change", "accept", "id", "web1", "by", "master"),
                        Map.of(
                                "act",
                                "publish",
                                "user",
                                "root",
                                "fun",
                                "cmd.run",
                                "tgt",
                                "*",
                                "tgt_type",
                                "glob",
                                "minions",
                                1L,
                                "args",
                                1L),
                        Map.of("act", "runner", "user", "sudo_ann", "fun", "jobs.active"));
        assertThat(Files.readString(temp.resolve("var/log/salt/audit"))).doesNotContain("geheim");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("var/log/salt/audit"))))
                .isEqualTo("rw-r-----");
    }

    @Test
    void refusalsAreWrittenWithWhereTheyCameFrom() throws Exception {
        Map<String, Object> ann = Map.of("eauth", "auto", "username", "ann", "password", "x");
        try (TestMaster master = TestMaster.in(temp)
                        .option("external_auth", Map.of("auto", Map.of("ann", List.of("test.*"))))
                        .start();
                TestPeer peer = new TestPeer(master, "web1")) {
            publish(peer, Map.of("key", "wrong", "user", "root"), "test.ping", "");
            publish(peer, Map.of("kwargs", ann), "cmd.run", "");
            Map<String, Object> call = new LinkedHashMap<>(ann);
            call.putAll(Map.of("cmd", "wheel", "fun", "key.delete\nroot did it"));
            peer.clear(call);
            Map<String, Object> token = new LinkedHashMap<>(ann);
            token.put("cmd", "mk_token");
            peer.clear(token);
        }

        assertThat(lines())
                .containsExactly(
                        refused("publish", "authentication", "root", "test.ping"),
                        refused("publish", "authorization", "ann", "cmd.run"),
                        refused("wheel", "authentication by eauth", "ann", "key.delete\nroot did it"),
                        Map.of("act", "token", "user", "ann", "eauth", "auto", "peer", "127.0.0.1"));
    }

    private static Map<String, Object> refused(String act, String reason, String user, String fun) {
        return Map.of("act", act, "result", "refused", "reason", reason, "user", user, "peer", "127.0.0.1", "fun", fun);
    }

    @Test
    void whatMinionsMayNotSendIsWritten() throws Exception {
        try (TestMaster master = TestMaster.in(temp).option("auto_accept", true).start();
                TestPeer web1 = new TestPeer(master, "web1").joined()) {
            web1.value("_minion_event", Map.of("tag", "salt/key", "data", Map.of(), "id", "web1"));
            web1.clear(Map.of("cmd", "no such command\nforged"));
        }

        assertThat(lines())
                .filteredOn(line -> "complaint".equals(line.get("act")))
                .extracting(line -> line.get("about"))
                .containsExactly("web1", "127.0.0.1");
    }

    @Test
    void floodOfRefusalsPushesNothingOut() throws Exception {
        try (TestMaster master = TestMaster.in(temp).start();
                TestPeer peer = new TestPeer(master, "web1")) {
            for (int i = 0; i < 100; i++) {
                publish(peer, Map.of("key", "wrong"), "test.ping", "");
            }
        }

        assertThat(lines()).hasSize(30);
    }

    @Test
    void emptyNameIsNoAuditLog() throws Exception {
        try (TestMaster master = TestMaster.in(temp).option("audit_log", "").start();
                TestPeer peer = new TestPeer(master, "web1")) {
            publish(peer, Map.of("key", "wrong"), "test.ping", "");
        }

        assertThat(temp.resolve("var/log/salt/audit")).doesNotExist();
    }

    @Test
    void logThatIsLongEnoughBecomesTheFormerOne() throws Exception {
        Path file = temp.resolve("logs/audit");
        try (JsonLines log = new JsonLines(file, 40)) {
            for (long i = 0; i < 5; i++) {
                log.write(Map.of("number", i));
            }
        }

        assertThat(temp.resolve("logs/audit.1")).hasContent("{\"number\": 2}\n{\"number\": 3}\n");
        assertThat(file).hasContent("{\"number\": 4}\n");
    }

    private static void publish(TestPeer peer, Map<String, Object> who, String fun, String arg) {
        Map<String, Object> load =
                new LinkedHashMap<>(Map.of("cmd", "publish", "fun", fun, "tgt", "*", "arg", List.of(arg)));
        load.putAll(who);
        peer.clear(load);
    }
}
