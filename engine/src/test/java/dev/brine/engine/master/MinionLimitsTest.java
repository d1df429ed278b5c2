package dev.brine.engine.master;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.event.Event;
import dev.brine.engine.testing.TestMaster;
import dev.brine.engine.testing.TestPeer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one accepted minion may ask of the master's memory and disk. */
class MinionLimitsTest {
    @TempDir
    Path temp;

    private TestMaster master;
    private TestPeer web1;

    private void start(Map<String, Object> options) throws IOException {
        TestMaster.Builder builder = TestMaster.in(temp).option("auto_accept", true);
        options.forEach(builder::option);
        master = builder.start();
        web1 = new TestPeer(master, "web1").joined();
    }

    @AfterEach
    void stop() {
        web1.close();
        master.close();
    }

    private Object push(List<Object> path, long loc, String data) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("path", path);
        load.put("loc", loc);
        load.put("data", data.getBytes(StandardCharsets.UTF_8));
        return web1.value("_file_recv", load);
    }

    private Path received() {
        return master.cache().resolve("minions/web1/files");
    }

    @Test
    void filesAreRefusedUnlessTheMasterTakesThem() throws IOException {
        start(Map.of());

        assertThat(push(List.of("etc", "motd"), 0, "hi")).isEqualTo(false);
        assertThat(received()).doesNotExist();
    }

    @Test
    void piecesMakeTheFileAndBeginItAnew() throws IOException {
        start(Map.of("file_recv", true));

        assertThat(push(List.of("etc", "motd"), 0, "one ")).isEqualTo(true);
        assertThat(push(List.of("etc", "motd"), 4, "two")).isEqualTo(true);
        assertThat(received().resolve("etc/motd")).hasContent("one two");
        assertThat(push(List.of("etc", "motd"), 0, "new")).isEqualTo(true);
        assertThat(received().resolve("etc/motd")).hasContent("new");
        assertThat(push(List.of("etc", "motd"), 9, "gap")).isEqualTo(false);
        assertThat(received().resolve("etc/motd")).hasContent("new");
    }

    @Test
    void noPathLeadsOutOfTheMinionsDirectory() throws IOException {
        start(Map.of("file_recv", true));
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.createDirectories(received());
        Files.createSymbolicLink(received().resolve("link"), outside);
        Files.createSymbolicLink(received().resolve("file"), outside.resolve("target"));

        for (List<Object> path : List.<List<Object>>of(
                List.of(),
                List.of(".."),
                List.of("..", "..", "web2", "x"),
                List.of("a", "../../x"),
                List.of("/etc/x"),
                List.of("a", ""),
                List.of("a\0b"),
                List.of(1L),
                List.of("link", "x"),
                List.of("file"))) {
            assertThat(push(path, 0, "x")).as("%s", path).isEqualTo(false);
        }
        assertThat(outside).isEmptyDirectory();
        assertThat(push(List.of("ok"), -1, "x")).isEqualTo(false);
        assertThat(push(List.of("ok"), Long.MAX_VALUE, "x")).isEqualTo(false);
    }

    @Test
    void filesOfOneMinionStayWithinTheirBounds() throws IOException {
        start(Map.of("file_recv", true, "file_recv_max_size", 1L, "file_recv_quota", 2L));
        String most = "x".repeat(900_000);

        assertThat(push(List.of("a"), 0, "x".repeat((1 << 20) + 1))).isEqualTo(false);
        assertThat(push(List.of("a"), 0, most)).isEqualTo(true);
        assertThat(push(List.of("b"), 0, most)).isEqualTo(true);
        assertThat(push(List.of("c"), 0, most)).isEqualTo(false);
    }

    @Test
    void returnThatIsTooLongIsKeptAsAFailureThatSaysSo() throws IOException {
        start(Map.of("return_max_size", 1L));
        String jid = published();

        web1.value("_return", Map.of("jid", jid, "fun", "test.ping", "return", "x".repeat(1 << 20), "retcode", 0L));

        Event event = master.await("salt/job/" + jid + "/ret/web1");
        assertThat(event.data()).containsEntry("retcode", 1L).containsEntry("success", false);
        assertThat((String) event.data().get("return")).contains("return_max_size of the master is 1048576");
        assertThat(master.master().jobs().returns(jid))
                .singleElement()
                .satisfies(ret -> assertThat(String.valueOf(ret.value())).startsWith("The return is not kept"));
    }

    @Test
    void eventsBeyondTheRateAreLeftOutAndAnswered() throws IOException {
        start(Map.of("minion_event_rate", 1L));
        List<Object> events = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            events.add(Map.of("tag", "burst/" + i, "data", Map.of()));
        }

        assertThat(web1.value("_minion_event", Map.of("events", events))).isNull();
        TestPeer web2 = new TestPeer(master, "web2").joined();
        web2.value("_minion_event", Map.of("events", List.of(Map.of("tag", "other", "data", Map.of()))));
        web2.close();

        master.await("other");
        assertThat(master.tags()).filteredOn(tag -> tag.startsWith("burst/")).hasSizeBetween(10, 20);
    }

    private String published() {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "publish");
        load.put("tgt", "web1");
        load.put("fun", "test.ping");
        load.put("arg", List.of());
        load.put("key", master.rootKey());
        load.put("tgt_type", "glob");
        load.put("ret", "");
        load.put("jid", "");
        load.put("user", master.master().config().user());
        return (String) ((Map<?, ?>) ((Map<?, ?>) web1.clear(load)).get("load")).get("jid");
    }
}
