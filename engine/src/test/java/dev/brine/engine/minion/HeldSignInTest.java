package dev.brine.engine.minion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.event.Cause;
import dev.brine.engine.testing.TestMaster;
import dev.brine.engine.testing.TestMinion;
import dev.brine.transport.RequestLimits;
import dev.brine.transport.RequestServer;
import dev.brine.transport.SocketOptions;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.zmq.ZmqTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pending minion does not sleep while its master holds its requests. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HeldSignInTest {
    private static final long AN_HOUR = 3600;

    @TempDir
    Path temp;

    @Test
    void minionThatIsHeldIsInWithoutItsAcceptanceWaitTime() throws Exception {
        try (TestMaster master = TestMaster.in(temp.resolve("m"))
                        .option("auth_pend_wait", 0L)
                        .option("auth_hold", 60L)
                        .start();
                TestMinion minion = TestMinion.of(master, temp.resolve("web1"), "web1")
                        .option("acceptance_wait_time", AN_HOUR)
                        .begin()) {
            awaitState(minion, new SessionState.Connecting(1, Duration.ofSeconds(60)));

            master.master().parts().wheel().start("key.accept", List.of("web1"), Map.of(), "root", Cause.NONE);

            assertThat(minion.minion().awaitConnected(Duration.ofSeconds(30))).isTrue();
        }
    }

    @Test
    void minionOfAMasterThatHoldsNobodyWaitsItsAcceptanceWaitTime() throws Exception {
        try (TestMaster master = TestMaster.in(temp.resolve("m"))
                        .option("auth_pend_wait", 0L)
                        .option("auth_hold", 0L)
                        .start();
                TestMinion minion = TestMinion.of(master, temp.resolve("web1"), "web1")
                        .option("acceptance_wait_time", AN_HOUR)
                        .begin()) {
            awaitState(minion, new SessionState.Pending(Duration.ofSeconds(AN_HOUR), 1, Duration.ZERO));
        }
    }

    @Test
    void masterThatDoesNotHoldWhatItSaidItWouldIsAskedLikeAnyOther() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (ZmqTransport transport = new ZmqTransport();
                RequestServer liar = transport.requestServer(
                        "tcp://127.0.0.1:0",
                        SocketOptions.defaults(),
                        RequestLimits.defaults(),
                        Runnable::run,
                        (frame, exchange) -> {
                            asked.incrementAndGet();
                            Map<String, Object> load =
                                    Codec.map(Codec.NETWORK.decodeMap(frame).get("load"));
                            byte[] inner = Codec.NETWORK.encode(
                                    Map.of("ret", true, "hold", 60L, "nonce", String.valueOf(load.get("nonce"))));
                            exchange.reply(
                                    Codec.NETWORK.encode(Map.of("enc", "clear", "load", inner, "sig", new byte[0])));
                        });
                TestMinion minion = TestMinion.at("127.0.0.1", liar.port(), temp.resolve("web1"), "web1")
                        .option("acceptance_wait_time", AN_HOUR)
                        .begin()) {
            awaitState(minion, new SessionState.Pending(Duration.ofSeconds(AN_HOUR), 2, Duration.ZERO));

            assertThat(asked).hasValue(2);
        }
    }

    private static void awaitState(TestMinion minion, SessionState wanted) {
        while (!minion.minion().state().equals(wanted)) {
            Thread.onSpinWait();
        }
    }
}
