package dev.brine.engine.master;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.testing.TestMaster;
import dev.brine.engine.testing.TestPeer;
import dev.brine.transport.PeerListener;
import dev.brine.transport.SocketOptions;
import dev.brine.transport.Topics;
import dev.brine.transport.channel.SignInOutcome;
import dev.brine.transport.zmq.ZmqTransport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresenceTest {
    @TempDir
    Path temp;

    /** A connection to the publish port, which is what presence goes by. */
    private static ZmqTransport subscribed(TestMaster master) {
        ZmqTransport transport = new ZmqTransport();
        transport.publishClient(
                "tcp://127.0.0.1:" + master.master().publishPort(),
                SocketOptions.defaults(),
                null,
                Topics.unfiltered(),
                (topic, payload) -> {},
                PeerListener.NONE);
        return transport;
    }

    @Test
    void comingAndGoingIsTold() throws Exception {
        try (TestMaster master = TestMaster.in(temp)
                        .option("auto_accept", true)
                        .option("presence_events", true)
                        .start();
                TestPeer web1 = new TestPeer(master, "web1").joined()) {
            ZmqTransport subscription = subscribed(master);

            assertThat(master.await("salt/presence/change").data())
                    .containsEntry("new", List.of("web1"))
                    .containsEntry("lost", List.of());
            assertThat(master.await("salt/presence/present").data()).containsEntry("present", List.of("web1"));

            subscription.close();

            assertThat(master.await("salt/presence/change").data())
                    .containsEntry("new", List.of())
                    .containsEntry("lost", List.of("web1"));
            assertThat(web1.session()).isNotNull();
        }
    }

    @Test
    void moreThanMaxMinionsAreTurnedAwayAndThoseInsideStay() throws Exception {
        try (TestMaster master = TestMaster.in(temp)
                        .option("auto_accept", true)
                        .option("presence_events", true)
                        .option("max_minions", 1L)
                        .start();
                TestPeer web1 = new TestPeer(master, "web1").joined();
                TestPeer web2 = new TestPeer(master, "web2");
                ZmqTransport subscription = subscribed(master)) {
            master.await("salt/presence/change");

            assertThat(web2.signIn()).isInstanceOf(SignInOutcome.Full.class);
            assertThat(web1.signIn()).isInstanceOf(SignInOutcome.Accepted.class);
            assertThat(master.await(event -> "full".equals(event.data().get("act")))
                            .data())
                    .containsEntry("id", "web2");
            assertThat(subscription).isNotNull();
        }
    }
}
