package dev.brine.engine.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.brine.engine.event.Event;
import dev.brine.engine.testing.TestMaster;
import dev.brine.engine.testing.TestPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {
    @TempDir
    Path temp;

    private TestMaster master;
    private TestPeer web1;
    private TestPeer web2;

    @BeforeEach
    void start() throws IOException {
        master = TestMaster.in(temp).option("auto_accept", true).start();
        web1 = new TestPeer(master, "web1").joined();
        web2 = new TestPeer(master, "web2").joined();
    }

    @AfterEach
    void stop() {
        web1.close();
        web2.close();
        master.close();
    }

    private Object publish(Map<String, Object> changes) {
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
        load.put("kwargs", Map.of("show_timeout", true, "delimiter", ":"));
        load.putAll(changes);
        return web1.clear(load);
    }

    private String published() {
        Map<?, ?> reply = (Map<?, ?>) publish(Map.of());
        return (String) ((Map<?, ?>) reply.get("load")).get("jid");
    }

    private static Map<String, Object> ret(String jid, Object value) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("jid", jid);
        load.put("fun", "test.ping");
        load.put("fun_args", List.of());
        load.put("return", value);
        load.put("retcode", 0L);
        load.put("success", true);
        return load;
    }

    @Test
    void returnOfAnAskedMinionIsKeptAndFired() {
        String jid = published();

        assertThat(web1.value("_return", ret(jid, true))).isNull();

        Event event = master.await("salt/job/" + jid + "/ret/web1");
        assertThat(event.data())
                .containsEntry("id", "web1")
                .containsEntry("return", true)
                .doesNotContainKey("tok");
        assertThat(master.master().jobs().returns(jid)).hasSize(1);
        assertThat(master.tags()).endsWith(jid, "salt/job/" + jid + "/new", "salt/job/" + jid + "/ret/web1");
    }

    @Test
    void unaskedAndRepeatedReturnsReachNeitherStoreNorBus() {
        String jid = published();
        web1.value("_return", ret(jid, "first"));

        web1.value("_return", ret(jid, "second"));
        web2.value("_return", ret(jid, "unasked"));
        web1.value("_return", ret("20200101000000000000", "unknown job"));
        for (String bad : List.of("../x", "salt/key", jid + "/ret/web2", "", "x")) {
            web1.value("_return", ret(bad, "bad jid"));
        }

        web1.value("_minion_event", Map.of("tag", "end", "data", Map.of()));
        master.await("end");
        assertThat(master.tags())
                .filteredOn(tag -> tag.contains("/ret/"))
                .containsExactly("salt/job/" + jid + "/ret/web1");
        assertThat(master.master().jobs().returns(jid))
                .singleElement()
                .satisfies(ret -> assertThat(ret.value()).isEqualTo("first"));
    }

    @Test
    void minionsOwnJobGetsAnIdFromTheMaster() {
        web1.value("_return", ret("req", 42L));

        Event event = master.await(e -> e.tag().endsWith("/ret/web1"));
        String jid = (String) event.data().get("jid");
        assertThat(jid).matches("\\d{20}");
        assertThat(master.master().jobs().job(jid)).isPresent();
    }

    @Test
    void failedStatesAreTold() {
        String jid = published();
        Map<String, Object> load = ret(
                jid,
                Map.of(
                        "file_|-a_|-/x_|-managed", Map.of("result", true, "comment", "fine"),
                        "pkg_|-b_|-nginx_|-installed", Map.of("result", false, "comment", "no such package")));
        load.put("fun", "state.sls");
        load.put("retcode", 2L);

        web1.value("_return", load);

        assertThat(master.await("pkg.installed").data()).containsEntry("comment", "no such package");
        assertThat(master.await("salt/job/" + jid + "/sub/web1/error/state.sls").data())
                .containsEntry("return", "Error: pkg.installed");
        assertThat(master.tags()).doesNotContain("file.managed");
    }

    @Test
    void nobodyMatchedIsAnsweredAsSaltDoes() {
        assertThat(publish(Map.of("tgt", "nobody")))
                .asInstanceOf(MAP)
                .extractingByKey("load")
                .asInstanceOf(MAP)
                .containsEntry("jid", null)
                .containsEntry("minions", List.of())
                .containsKey("error");
    }

    @Test
    void malformedPublicationsAreRefused() {
        for (Map<String, Object> odd : List.<Map<String, Object>>of(
                Map.of("jid", "J/ret/victim\n\nx"),
                Map.of("fun", ""),
                Map.of("fun", List.of("test.ping", 5L)),
                Map.of("fun", "test.ping,cmd.run"),
                Map.of("tgt", 5L),
                Map.of("tgt_type", "nonsense"))) {
            assertThat(publish(odd)).as("%s", odd).asInstanceOf(MAP).containsOnlyKeys("error");
        }
        assertThat(master.tags()).noneMatch(tag -> tag.startsWith("salt/job"));
    }

    @Test
    void runnerAnswersAtOnceAndItsResultIsOnTheBus() {
        Object reply = web1.clear(Map.of(
                "cmd",
                "runner",
                "fun",
                "test.arg",
                "arg",
                List.of("a"),
                "kwarg",
                Map.of("k", "v"),
                "key",
                master.rootKey()));

        String tag = (String) ((Map<?, ?>) reply).get("tag");
        assertThat(tag).startsWith("salt/run/");
        assertThat(master.await(tag + "/new").data())
                .containsEntry("fun", "runner.test.arg")
                .containsEntry("fun_args", List.of("a", Map.of("k", "v")));
        assertThat(master.await(tag + "/ret").data())
                .containsEntry("success", true)
                .containsKey("return");
    }

    @Test
    void userOfThePublisherAclMayPublishWhatItSaysOnly() throws Exception {
        master.close();
        master = TestMaster.in(temp)
                .option("client_acl_verify", false)
                .option("publisher_acl", Map.of("ann", List.of("test.*", Map.of("web1", List.of("cmd.run")))))
                .option("publisher_acl_blacklist", Map.of("modules", List.of("test.secret")))
                .start();
        web1.close();
        web1 = new TestPeer(master, "web1").joined();
        String key = java.nio.file.Files.readString(master.cache().resolve(".ann_key"));
        Map<String, Object> ann = Map.of("user", "ann", "key", key);

        assertThat(with(ann, Map.of())).containsKey("load");
        assertThat(with(ann, Map.of("fun", "cmd.run"))).containsKey("load");
        assertThat(with(ann, Map.of("fun", "cmd.run", "tgt", "*"))).containsKey("error");
        assertThat(with(ann, Map.of("fun", List.of("test.ping", "state.apply"))))
                .containsKey("error");
        assertThat(with(ann, Map.of("fun", "test.secret"))).containsKey("error");
        assertThat(with(Map.of("user", "ann", "key", master.rootKey()), Map.of()))
                .containsKey("error");
        assertThat(with(Map.of("user", "root", "key", key), Map.of())).containsKey("error");
        assertThat(web1.clear(Map.of("cmd", "wheel", "fun", "key.list_all", "user", "ann", "key", key)))
                .asInstanceOf(MAP)
                .containsKey("error");
    }

    private Map<Object, Object> with(Map<String, Object> who, Map<String, Object> what) {
        Map<String, Object> both = new LinkedHashMap<>(who);
        both.putAll(what);
        Map<Object, Object> reply = new LinkedHashMap<>();
        reply.putAll((Map<?, ?>) publish(both));
        return reply;
    }
}
