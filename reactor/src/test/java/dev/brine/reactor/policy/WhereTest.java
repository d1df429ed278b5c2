package dev.brine.reactor.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Conditions on past events, as they are typed. */
class WhereTest {
    private static final Event EVENT = Event.of(
            "my/event",
            Map.of(
                    "id",
                    "web1",
                    "act",
                    "pend",
                    "retcode",
                    3L,
                    "result",
                    true,
                    "port",
                    "8080",
                    "data",
                    Map.of("state", "Down", "disks", List.of("sda", "sdb"))),
            Origin.minion("web1"));

    private static boolean holds(Object where) throws BadPolicy {
        return Where.read(where).holds(EVENT, Instant.EPOCH);
    }

    @Test
    void nothingAskedHoldsOfEveryEvent() throws Exception {
        assertThat(holds(null)).isTrue();
        assertThat(holds("")).isTrue();
    }

    @Test
    void equalSignComparesAsTextAndPaths() throws Exception {
        assertThat(holds("id=web1")).isTrue();
        assertThat(holds("id = web1, act=pend")).isTrue();
        assertThat(holds("id=web1, act=accept")).isFalse();
        assertThat(holds("result=True")).isTrue();
        assertThat(holds("retcode=3")).isTrue();
        assertThat(holds("port=8080")).isTrue();
        assertThat(holds("data.state=down")).isTrue();
        assertThat(holds("data.disks.1='sdb'")).isTrue();
        assertThat(holds("data.none=x")).isFalse();
    }

    @Test
    void signsAndWordsAreThoseOfWhen() throws Exception {
        assertThat(holds("retcode > 2")).isTrue();
        assertThat(holds("retcode>3")).isFalse();
        assertThat(holds("retcode >= 3, retcode <= 3, retcode != 4")).isTrue();
        assertThat(holds("id ~ ^web\\d")).isTrue();
        assertThat(holds("id !~ ^web")).isFalse();
        assertThat(holds("id glob w*")).isTrue();
        assertThat(holds("act in [accept, pend]")).isTrue();
        assertThat(holds("act not_in [accept, 'pend']")).isFalse();
        assertThat(holds("data.state exists")).isTrue();
        assertThat(holds("data.other nexists")).isTrue();
        assertThat(holds("data.state startswith Do")).isTrue();
        assertThat(holds("_tag glob my/*, _origin.kind=minion")).isTrue();
    }

    @Test
    void mapIsReadAsWhenReadsIt() throws Exception {
        assertThat(holds(Map.of("id", Map.of("glob", "web*"), "retcode", "> 0")))
                .isTrue();
        assertThat(holds(Map.of("any", List.of(Map.of("act", "accept"), Map.of("data.state", "Down")))))
                .isTrue();
        assertThat(holds(Map.of("not", Map.of("act", "pend")))).isFalse();
    }

    @Test
    void whatIsNotUnderstoodIsNamed() {
        assertThatThrownBy(() -> holds("id")).isInstanceOf(BadPolicy.class).hasMessageContaining("'id'");
        assertThatThrownBy(() -> holds("id blob web*")).hasMessageContaining("did you mean 'glob'");
        assertThatThrownBy(() -> holds("retcode > many")).hasMessageContaining("needs a number");
        assertThatThrownBy(() -> holds("id ~ (")).isInstanceOf(BadPolicy.class);
    }
}
