package dev.brine.transport.zmq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.transport.PeerListener;
import dev.brine.transport.PublishClient;
import dev.brine.transport.PublishServer;
import dev.brine.transport.SocketOptions;
import dev.brine.transport.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PublishTest {

    private static final SocketOptions OPTIONS =
            SocketOptions.defaults().withReconnect(Duration.ofMillis(20), Duration.ofMillis(50));

    private final ZmqTransport transport = new ZmqTransport();
    private final LinkedBlockingQueue<String> peers = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void unfilteredSubscriberTakesPlainMessagesAndItsTopics() throws Exception {
        PublishServer server = server();
        LinkedBlockingQueue<String> got = subscribe(server, Topics.unfiltered("broadcast", "mine"));

        server.publish(bytes("plain"));
        server.publish("broadcast", bytes("to all"));
        server.publish("other", bytes("to another"));
        server.publish("mine2", bytes("to one with a longer topic"));
        server.publish("mine", bytes("to me"));

        assertThat(List.of(got.take(), got.take(), got.take()))
                .containsExactly("null:plain", "broadcast:to all", "mine:to me");
        assertThat(got).isEmpty();
    }

    @Test
    void filteredSubscriberTakesItsTopicsOnly() throws Exception {
        PublishServer server = server();
        LinkedBlockingQueue<String> got = subscribe(server, Topics.filtered("broadcast", "mine"));

        server.publish(bytes("plain"));
        server.publish("mine2", bytes("longer"));
        server.publish("broadcast", bytes("to all"));
        server.publish("mine", bytes("to me"));

        assertThat(List.of(got.take(), got.take())).containsExactly("broadcast:to all", "mine:to me");
    }

    @Test
    void orderIsKept() throws Exception {
        PublishServer server = server(OPTIONS.withHighWater(0));
        LinkedBlockingQueue<String> got = subscribe(server, Topics.unfiltered());
        for (int n = 0; n < 20_000; n++) {
            server.publish(bytes("m" + n));
        }

        for (int n = 0; n < 20_000; n++) {
            assertThat(got.take()).isEqualTo("null:m" + n);
        }
    }

    @Test
    void subscribersComingAndGoingAreReported() throws Exception {
        PublishServer server = server();
        LinkedBlockingQueue<String> own = new LinkedBlockingQueue<>();
        PublishClient client = transport.publishClient(
                server.endpoint(), OPTIONS, "web1", Topics.unfiltered(), (topic, payload) -> {}, record(own));

        String came = peers.take();
        assertThat(came).startsWith("+127.0.0.1:");
        assertThat(own.take()).isEqualTo("+127.0.0.1:" + server.port());
        assertThat(server.peers()).containsExactly("127.0.0.1");
        client.close();

        assertThat(peers.take()).isEqualTo("-" + came.substring(1));
        assertThat(server.peers()).isEmpty();
    }

    @Test
    void subscriberReconnectsToARestartedServer() throws Exception {
        PublishServer first = server();
        LinkedBlockingQueue<String> own = new LinkedBlockingQueue<>();
        LinkedBlockingQueue<String> got = new LinkedBlockingQueue<>();
        PublishClient client = transport.publishClient(
                first.endpoint(),
                OPTIONS,
                "web1",
                Topics.unfiltered(),
                (topic, payload) -> got.add(text(payload)),
                record(own));
        assertThat(own.take()).startsWith("+");
        first.close();
        assertThat(own.take()).startsWith("-");
        assertThat(client.connected()).isFalse();

        PublishServer second = transport.publishServer(first.endpoint(), OPTIONS, PeerListener.NONE);
        assertThat(own.take()).startsWith("+");
        publishUntil(second, "again", () -> !got.isEmpty());

        assertThat(got.take()).isEqualTo("again");
    }

    @Test
    void subscriberThatNeverReadsHarmsNobody() throws Exception {
        PublishServer server = server(OPTIONS.withHighWater(10));
        try (Socket deaf = new Socket("127.0.0.1", server.port())) {
            deaf.getOutputStream().write(handshake());
            readReady(deaf);
            deaf.getOutputStream().write(new byte[] {0, 1, 1}); // subscribes to everything and reads no more
            LinkedBlockingQueue<String> got = new LinkedBlockingQueue<>();
            transport.publishClient(
                    server.endpoint(),
                    OPTIONS.withHighWater(0),
                    null,
                    Topics.unfiltered(),
                    (topic, payload) -> got.add(topic + ":" + payload.length),
                    PeerListener.NONE);
            publishUntil(server, "hello", () -> !got.isEmpty());
            byte[] large = new byte[1 << 20];
            int received = 0;
            while (received < 50) {
                server.publish(large);
                String message = got.poll(1, TimeUnit.SECONDS);
                while (message != null && !message.equals("null:" + large.length)) {
                    message = got.poll(1, TimeUnit.SECONDS);
                }
                received += message == null ? 0 : 1;
            }
            assertThat(server.peers()).isNotEmpty();
        }
    }

    private PublishServer server() {
        return server(OPTIONS);
    }

    private PublishServer server(SocketOptions options) {
        return transport.publishServer("tcp://127.0.0.1:0", options, record(peers));
    }

    private LinkedBlockingQueue<String> subscribe(PublishServer server, Topics topics) throws Exception {
        LinkedBlockingQueue<String> got = new LinkedBlockingQueue<>();
        Set<String> ready = ConcurrentHashMap.newKeySet();
        LinkedBlockingQueue<String> echoes = new LinkedBlockingQueue<>();
        Set<String> accepted = new HashSet<>(topics.accepted());
        accepted.add("ready");
        transport.publishClient(
                server.endpoint(),
                OPTIONS.withHighWater(0),
                "id",
                new Topics(topics.filter(), accepted),
                (topic, payload) -> {
                    if (text(payload).equals("?")) {
                        ready.add(topic);
                        echoes.add(topic);
                    } else {
                        got.add(topic + ":" + text(payload));
                    }
                },
                PeerListener.NONE);
        // one round at a time: a flood would fill the queue that the messages of the test need
        while (!ready.equals(accepted)) {
            accepted.forEach(topic -> server.publish(topic, bytes("?")));
            echoes.poll(100, TimeUnit.MILLISECONDS);
        }
        return got;
    }

    private static void publishUntil(PublishServer server, String text, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertThat(Thread.currentThread().isInterrupted())
                    .as("the time limit of a test is over")
                    .isFalse();
            server.publish(bytes(text));
            Thread.yield();
        }
    }

    /** A ZMTP 3.0 greeting with the NULL mechanism, and READY as SUB. */
    static byte[] handshake() {
        String greeting = "ff00000000000000017f03004e554c4c" + "00".repeat(16) + "00" + "00".repeat(31);
        String ready = "0419" + "055245414459" + "0b536f636b65742d54797065" + "00000003" + "535542";
        return HexFormat.of().parseHex(greeting + ready);
    }

    private static void readReady(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        in.readNBytes(64);
        in.readNBytes(2);
    }

    private static PeerListener record(LinkedBlockingQueue<String> queue) {
        return new PeerListener() {
            @Override
            public void connected(String address) {
                queue.add("+" + address);
            }

            @Override
            public void disconnected(String address) {
                queue.add("-" + address);
            }
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
