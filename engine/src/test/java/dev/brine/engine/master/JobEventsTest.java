package dev.brine.engine.master;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.data.Data;
import dev.brine.engine.testing.TestMaster;
import dev.brine.engine.testing.TestPeer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Users who may not read the event socket ask for the events of the jobs they started. */
@Timeout(60)
class JobEventsTest {
    @TempDir
    Path temp;

    private TestMaster master;
    private TestPeer web1;

    @BeforeEach
    void start() throws Exception {
        master = TestMaster.in(temp).option("auto_accept", true).start();
        web1 = new TestPeer(master, "web1").joined();
    }

    @AfterEach
    void stop() {
        web1.close();
        master.close();
    }

    private Data published(boolean watch) {
        Map<String, Object> load = new LinkedHashMap<>(Map.of(
                "cmd",
                "publish",
                "fun",
                "test.ping",
                "arg",
                List.of(),
                "tgt",
                "web1",
                "user",
                "root",
                "key",
                master.rootKey()));
        if (watch) {
            load.put("watch", true);
        }
        return Data.of("load", Data.of("reply", web1.clear(load)).value("load"));
    }

    private Data ask(String jid, Object ticket, long from) {
        return Data.of("reply", web1.clear(Map.of("cmd", "job_events", "jid", jid, "ticket", ticket, "from", from)));
    }

    private void comeBack(String jid, Object value) {
        web1.value(
                "_return",
                Map.of("jid", jid, "fun", "test.ping", "fun_args", List.of(), "return", value, "retcode", 0L));
    }

    @Test
    void ticketOpensWhatComesOfItsJobAndNothingElse() {
        Data mine = published(true);
        Data other = published(true);
        String jid = mine.string("jid");
        Data watch = Data.of("watch", mine.value("watch"));
        comeBack(other.string("jid"), "other");
        comeBack(jid, "mine");

        Data answer = ask(jid, watch.string("ticket"), watch.integer("from"));

        assertThat(answer.list("events"))
                .extracting(event -> Data.of("event", event).string("tag"))
                .containsExactly("salt/job/" + jid + "/new", "salt/job/" + jid + "/ret/web1");
        assertThat(ask(jid, watch.string("ticket"), answer.integer("next")).list("events"))
                .isEmpty();
    }

    @Test
    void withoutTheTicketNobodyReadsAnything() {
        String jid = published(true).string("jid");
        String other = Data.of("watch", published(true).value("watch")).string("ticket");
        comeBack(jid, "secret");

        for (Object ticket : List.of("", other, 1L, List.of())) {
            assertThat(ask(jid, ticket, 0).all()).containsOnlyKeys("error");
        }
        assertThat(ask("../" + jid, other, 0).all()).containsOnlyKeys("error");
    }

    @Test
    void replyIsAsStocksWhereNobodyAskedForAWatch() {
        assertThat(published(false).all()).containsOnlyKeys("jid", "minions", "missing");
    }

    @Test
    void runnerCallsAreWatchedToo() {
        Data started = Data.of(
                "reply",
                web1.clear(Map.of(
                        "cmd", "runner", "fun", "test.arg", "user", "root", "key", master.rootKey(), "watch", true)));
        String jid = started.string("jid");
        Data watch = Data.of("watch", started.value("watch"));

        List<String> tags = new ArrayList<>();
        long from = watch.integer("from");
        while (!tags.contains("salt/run/" + jid + "/ret")) {
            Data answer = ask(jid, watch.string("ticket"), from);
            answer.list("events")
                    .forEach(event -> tags.add(Data.of("event", event).string("tag")));
            from = answer.integer("next");
        }
        assertThat(tags).containsExactly("salt/run/" + jid + "/new", "salt/run/" + jid + "/ret");
    }
}
