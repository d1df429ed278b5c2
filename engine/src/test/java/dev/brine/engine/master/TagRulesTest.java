package dev.brine.engine.master;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.transport.wire.MinionId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagRulesTest {
    private static final MinionId WEB1 = new MinionId("web1");
    private static final String JID = "20261121055701854000";

    private final TagRules rules = new TagRules(Map.of(), (jid, id) -> jid.equals(JID) && id.equals(WEB1));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "salt/minion/web1/start",
                "minion_start",
                "minion/refresh/web1",
                "salt/beacon/web1/load/",
                "salt/beacon/web1/inotify//etc/my file",
                "salt/job/" + JID + "/prog/web1/3",
                "salt/state_result/web1/done",
                "werner/disk/full",
                "my-tag",
                "saltine/cracker",
                "_salt_error"
            })
    void minionMayFireItsOwnTagsAndFreeOnes(String tag) {
        assertThat(rules.allows(WEB1, tag)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "salt/auth",
                "SALT/auth",
                "Salt/key",
                "salt",
                "salt/auth/",
                "salt//auth",
                "/salt/auth",
                "salt/auth ",
                "salt/key",
                "key",
                "KEY",
                "salt/minion/web2/start",
                "salt/minion/web10/start",
                "salt/minion/web1",
                "salt/beacon/web2/load/",
                "salt/beacon/web1/../web2/load/",
                "salt/beacon/web1",
                "salt/job/" + JID + "/prog/web2/3",
                "salt/job/" + JID + "/ret/web1",
                "salt/job/" + JID + "/new",
                "salt/job/20261121055701854001/prog/web1/3",
                "salt/run/" + JID + "/ret",
                "salt/wheel/" + JID + "/ret",
                "salt/presence/change",
                "salt/cluster/peer",
                "salt/reactors/manage/add",
                "minion/refresh/web2",
                "minion/other/web1",
                "syndic/web1/x",
                JID,
                JID + "/x",
                "__master_req_channel_payload",
                "a\n\nb",
                "a/../b",
                ""
            })
    void minionMayNotFireWhatIsNotItsOwn(String tag) {
        assertThat(rules.allows(WEB1, tag)).isFalse();
    }

    @Test
    void operatorMayGiveTagsAwayButNotTheMastersOwn() {
        TagRules generous = new TagRules(
                Map.of("web*", List.of("salt/custom/*", "salt/*", "salt/job/*", "key")), (jid, id) -> false);

        assertThat(generous.allows(WEB1, "salt/custom/x")).isTrue();
        assertThat(generous.allows(new MinionId("db1"), "salt/custom/x")).isFalse();
        for (String never : List.of(
                "salt/auth", "salt/key", "key", "salt/job/" + JID + "/ret/web1", "salt/run/x", "salt/wheel/x")) {
            assertThat(generous.allows(WEB1, never)).as(never).isFalse();
        }
    }
}
