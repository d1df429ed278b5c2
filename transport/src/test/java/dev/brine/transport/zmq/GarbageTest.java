package dev.brine.transport.zmq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.transport.PeerListener;
import dev.brine.transport.PublishServer;
import dev.brine.transport.RequestClient;
import dev.brine.transport.RequestLimits;
import dev.brine.transport.RequestServer;
import dev.brine.transport.SocketOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a stranger writes to a port, everybody else is served. */
@Timeout(60)
class GarbageTest {

    private static final SocketOptions OPTIONS =
            SocketOptions.defaults().withMaxMessage(1 << 20).withHandshake(Duration.ofMillis(300));
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String GREETING = "ff00000000000000017f03004e554c4c" + "00".repeat(48);
    private static final String READY_DEALER =
            "041c" + "055245414459" + "0b536f636b65742d54797065" + "00000006" + "4445414c4552";

    private final ZmqTransport transport = new ZmqTransport();
    private final LinkedBlockingQueue<Integer> received = new LinkedBlockingQueue<>();
    private RequestServer server;
    private PublishServer publisher;
    private RequestClient good;

    @BeforeEach
    void open() {
        server = transport.requestServer(
                "tcp://127.0.0.1:0", OPTIONS, RequestLimits.defaults(), Runnable::run, (request, exchange) -> {
                    received.add(request.length);
                    exchange.reply(request);
                });
        publisher = transport.publishServer("tcp://127.0.0.1:0", OPTIONS, PeerListener.NONE);
        good = transport.requestClient(server.endpoint(), OPTIONS);
    }

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void strangersAreClosedAndNobodyElseNotices() throws Exception {
        for (byte[] garbage : garbage()) {
            for (int port : new int[] {server.port(), publisher.port()}) {
                try (Socket stranger = new Socket("127.0.0.1", port)) {
                    send(stranger, garbage);
                    serves();
                }
            }
        }
        serves();
    }

    @Test
    void halfGreetingIsClosedInTime() throws Exception {
        for (String start : new String[] {"", "ff", "ff00000000000000017f03"}) {
            try (Socket stranger = new Socket("127.0.0.1", server.port())) {
                send(stranger, HexFormat.of().parseHex(start));
                stranger.setSoTimeout(20_000);
                stranger.getInputStream().readAllBytes(); // returns when the server closes
            }
        }
        serves();
    }

    @Test
    void greetingWithoutReadyIsClosedInTime() throws Exception {
        for (int port : new int[] {server.port(), publisher.port()}) {
            try (Socket stranger = new Socket("127.0.0.1", port)) {
                send(stranger, HexFormat.of().parseHex(GREETING));
                stranger.setSoTimeout(20_000);
                stranger.getInputStream().readAllBytes(); // returns when the server closes
            }
        }
        serves();
    }

    @Test
    void whoWasHeardMayBeSilentForLongerThanTheHandshake() throws Exception {
        try (Socket peer = handshaken();
                Socket stranger = new Socket("127.0.0.1", server.port())) {
            send(peer, HexFormat.of().parseHex("0100" + "0003616263"));
            assertThat(received.take()).isEqualTo(3);
            stranger.setSoTimeout(20_000);
            stranger.getInputStream().readAllBytes(); // the limit has passed for one that came later
            send(peer, HexFormat.of().parseHex("0100" + "000461626364"));
            assertThat(received.take()).isEqualTo(4);
        }
    }

    @Test
    void framesAnnouncedByManyHaveOneBound() throws Exception {
        List<Socket> strangers = new ArrayList<>();
        ExecutorService readers = Executors.newFixedThreadPool(4);
        try {
            // each may announce 64 MiB, all together 96: there is room for one, whichever is read first
            server.close();
            SocketOptions options = OPTIONS.withMaxMessage(64 << 20).withHandshake(Duration.ofMinutes(1));
            server = transport.requestServer(
                    "tcp://127.0.0.1:0",
                    options,
                    RequestLimits.defaults(),
                    Runnable::run,
                    (request, exchange) -> exchange.reply(request));
            good = transport.requestClient(server.endpoint(), OPTIONS);
            BlockingQueue<Socket> closed = new LinkedBlockingQueue<>();
            for (int n = 0; n < 4; n++) {
                Socket stranger = handshaken();
                strangers.add(stranger);
                send(stranger, HexFormat.of().parseHex("0100" + "020000000004000000" + "00".repeat(100)));
                serves();
                readers.submit(() -> {
                    stranger.getInputStream().readAllBytes();
                    return closed.add(stranger);
                });
            }
            for (int n = 0; n < 3; n++) {
                assertThat(closed.poll(20, TimeUnit.SECONDS)).isNotNull();
            }
            serves();
            assertThat(closed).as("the one there is room for").isEmpty();
        } finally {
            for (Socket stranger : strangers) {
                stranger.close();
            }
            readers.shutdownNow();
        }
        serves();
    }

    @Test
    void announcedLengthOverTheLimitClosesTheConnection() throws Exception {
        for (String frame : new String[] {"020000000000200000", "027fffffffffffffff"}) {
            try (Socket stranger = handshaken()) {
                send(stranger, HexFormat.of().parseHex(frame));
                stranger.setSoTimeout(20_000);
                stranger.getInputStream().readAllBytes();
            }
        }
        serves();
    }

    @Test
    void impossibleLengthDoesNotHarm() throws Exception {
        for (int n = 0; n < 20; n++) {
            try (Socket stranger = handshaken()) {
                send(stranger, HexFormat.of().parseHex("02ffffffffffffffff" + "ff".repeat(500)));
                send(stranger, new byte[10_000]);
                serves();
            }
        }
        serves();
    }

    @Test
    void messageOfFiveThousandPartsIsDropped() throws Exception {
        try (Socket stranger = handshaken()) {
            send(stranger, HexFormat.of().parseHex("010161".repeat(5000) + "000162"));
            send(stranger, HexFormat.of().parseHex("0100" + "0003616263"));
            assertThat(received.take()).isEqualTo(3);
        }
        assertThat(received).isEmpty();
        serves();
    }

    @Test
    void brokenHeartbeatDoesNotHarm() throws Exception {
        try (Socket stranger = handshaken()) {
            send(stranger, HexFormat.of().parseHex("0405" + "0450494e47" + "0406" + "0450494e47ff"));
            serves();
        }
        serves();
    }

    /** A peer that has passed the handshake; JeroMQ drops those that send messages before its READY. */
    private Socket handshaken() throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        socket.setTcpNoDelay(true);
        send(socket, HexFormat.of().parseHex(GREETING));
        socket.getInputStream().readNBytes(64);
        send(socket, HexFormat.of().parseHex(READY_DEALER));
        byte[] header = socket.getInputStream().readNBytes(2);
        socket.getInputStream().readNBytes(header[1]);
        return socket;
    }

    private void serves() throws Exception {
        byte[] request = "are you there".getBytes(StandardCharsets.UTF_8);
        assertThat(good.ask(request, LONG)).isEqualTo(request);
    }

    private static List<byte[]> garbage() throws IOException {
        List<byte[]> all = new ArrayList<>();
        all.add("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        all.add(HexFormat.of().parseHex("16030102000100" + "01fc0303" + "aa".repeat(508)));
        all.add(HexFormat.of().parseHex(GREETING.replace("4e554c4c", "43555256") + READY_DEALER));
        all.add(HexFormat.of().parseHex(GREETING + "0419" + "ff".repeat(25)));
        all.add(HexFormat.of()
                .parseHex(GREETING + "041c" + "055245414459" + "0bffffffffffffffffffffff" + "ffffffff" + "41414141"
                        + "4141"));
        all.add(HexFormat.of().parseHex("ff00000000000000017f00" + "ff".repeat(100)));
        all.add(HexFormat.of().parseHex("ff00000000000000017f01" + "ff".repeat(100)));
        all.add(HexFormat.of().parseHex("0100" + "ff".repeat(300)));
        Random random = new Random(11);
        for (int n = 0; n < 30; n++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (n % 3 > 0) {
                out.write(HexFormat.of().parseHex(GREETING));
            }
            if (n % 3 > 1) {
                out.write(HexFormat.of().parseHex(READY_DEALER));
            }
            byte[] noise = new byte[1 + random.nextInt(3000)];
            random.nextBytes(noise);
            out.write(noise);
            all.add(out.toByteArray());
        }
        return all;
    }

    private static void send(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            assertThat(e).hasMessageMatching(".*(reset|[Bb]roken).*"); // closed already: as it should be
        }
    }
}
