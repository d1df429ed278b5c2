package dev.brine.transport.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class IpcServerTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path dir;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable thing : open) {
            thing.close();
        }
    }

    @Test
    void everyWriterReachesTheHandler() throws Exception {
        LinkedBlockingQueue<String> got = new LinkedBlockingQueue<>();
        pull(got);
        for (int c = 0; c < 5; c++) {
            IpcClient client = client("pull.ipc");
            client.send(bytes("a" + c));
            client.send(bytes("b" + c));
        }

        assertThat(take(got, 10)).contains("a0", "b0", "a4", "b4");
    }

    @Test
    void bothFramingsAreUnderstoodByConnection() throws Exception {
        LinkedBlockingQueue<String> got = new LinkedBlockingQueue<>();
        pull(got);
        for (boolean prefixed : new boolean[] {true, false}) {
            try (SocketChannel raw = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                raw.connect(UnixDomainSocketAddress.of(dir.resolve("pull.ipc")));
                raw.write(ByteBuffer.wrap(IpcFrames.frame(bytes("prefixed " + prefixed), prefixed)));
                assertThat(got.take()).isEqualTo("prefixed " + prefixed);
            }
        }
    }

    @Test
    void garbageClosesItsConnectionOnly() throws Exception {
        LinkedBlockingQueue<String> got = new LinkedBlockingQueue<>();
        pull(got);
        IpcClient good = client("pull.ipc");
        try (SocketChannel bad = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            bad.connect(UnixDomainSocketAddress.of(dir.resolve("pull.ipc")));
            bad.write(ByteBuffer.wrap(bytes("GET / HTTP/1.1\r\n\r\n")));
            assertThat(bad.read(ByteBuffer.allocate(10))).isEqualTo(-1);
        }

        good.send(bytes("still here"));

        assertThat(got.take()).isEqualTo("still here");
    }

    @Test
    void failingHandlerDoesNotEndTheServer() throws Exception {
        LinkedBlockingQueue<String> got = new LinkedBlockingQueue<>();
        open.add(IpcPullServer.open("pull", dir.resolve("pull.ipc"), IpcOptions.defaults(), body -> {
            if (body.length == 0) {
                throw new IllegalStateException("on purpose");
            }
            got.add(text(body));
        }));
        client("pull.ipc").send(new byte[0]);
        client("pull.ipc").send(bytes("next"));

        assertThat(got.take()).isEqualTo("next");
    }

    @Test
    void everyReaderGetsEveryEventInOrder() throws Exception {
        IpcPubServer server = pub(IpcOptions.defaults());
        List<IpcClient> readers = readers(server, 8);
        for (int n = 0; n < 5000; n++) {
            server.publish(bytes("event " + n));
        }

        for (IpcClient reader : readers) {
            for (int n = 0; n < 5000; n++) {
                assertThat(text(reader.receive(LONG))).isEqualTo("event " + n);
            }
        }
        assertThat(server.dropped()).isZero();
    }

    @Test
    void readerGetsWhatIsPublishedBetweenItsConnectionAndItsAdmission() throws Exception {
        IpcPubServer server = pub(IpcOptions.defaults());
        for (int n = 0; n < 500; n++) {
            try (IpcClient reader = IpcClient.connect(dir.resolve("pub.ipc"))) {
                server.publish(bytes("event " + n));
                String got = text(reader.receive(LONG));
                while (!got.equals("event " + n)) {
                    assertThat(got).startsWith("event ");
                    got = text(reader.receive(LONG));
                }
            }
        }
    }

    @Test
    void readerOfLaterIsNotGivenWhatWasPublishedBefore() throws Exception {
        IpcPubServer server = pub(IpcOptions.defaults());
        server.publish(bytes("old"));
        String first = "old";
        while (first.equals("old")) {
            try (IpcClient reader = IpcClient.connect(dir.resolve("pub.ipc"))) {
                server.publish(() -> bytes("new"));
                first = text(reader.receive(LONG));
            }
        }
        assertThat(first).isEqualTo("new");
    }

    @Test
    void framesAreBareByDefaultAndPrefixedOnWish() throws Exception {
        for (boolean prefixed : new boolean[] {false, true}) {
            try (IpcPubServer server = pub(IpcOptions.defaults().withPrefixed(prefixed));
                    SocketChannel raw = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                raw.connect(UnixDomainSocketAddress.of(dir.resolve("pub.ipc")));
                await(() -> server.readers() == 1);
                server.publish(bytes("x"));
                byte[] expected = IpcFrames.frame(bytes("x"), prefixed);
                ByteBuffer got = ByteBuffer.allocate(expected.length);
                while (got.hasRemaining()) {
                    assertThat(raw.read(got)).isPositive();
                }
                assertThat(got.array()).isEqualTo(expected);
            }
        }
    }

    @Test
    void slowReaderLosesItsOldestAndNobodyElseLosesAny() throws Exception {
        int events = 20_000;
        IpcPubServer server = pub(IpcOptions.defaults().withMaxLag(500, 64 << 20));
        IpcClient slow = client("pub.ipc");
        IpcClient quick = client("pub.ipc");
        await(() -> server.readers() == 2);
        byte[] filling = new byte[1000];
        for (int n = 0; n < events; n++) {
            ByteBuffer.wrap(filling).putInt(n);
            server.publish(filling.clone());
            assertThat(number(quick.receive(LONG))).isEqualTo(n);
        }

        List<Integer> seen = new ArrayList<>();
        while (seen.isEmpty() || seen.get(seen.size() - 1) != events - 1) {
            seen.add(number(slow.receive(LONG)));
        }

        assertThat(seen).isSorted().doesNotHaveDuplicates().startsWith(0);
        assertThat(server.dropped()).isEqualTo(events - seen.size()).isPositive();
    }

    @Test
    void eventsLargerThanABlockPassWhole() throws Exception {
        IpcPubServer server = pub(IpcOptions.defaults());
        IpcClient reader = readers(server, 1).get(0);
        byte[] large = new byte[3 << 20];
        large[large.length - 1] = 7;
        server.publish(bytes("before"));
        server.publish(large);
        server.publish(bytes("after"));

        assertThat(text(reader.receive(LONG))).isEqualTo("before");
        assertThat(reader.receive(LONG)).isEqualTo(large);
        assertThat(text(reader.receive(LONG))).isEqualTo("after");
    }

    @Test
    void leavingReaderIsForgotten() throws Exception {
        IpcPubServer server = pub(IpcOptions.defaults());
        IpcClient reader = readers(server, 1).get(0);

        reader.close();

        await(() -> server.readers() == 0);
    }

    @Test
    void closingServerEndsItsReaders() throws Exception {
        IpcPubServer server = pub(IpcOptions.defaults());
        IpcClient reader = readers(server, 1).get(0);
        server.publish(bytes("last"));

        server.close();

        assertThat(text(reader.receive(LONG))).isEqualTo("last");
        assertThatThrownBy(() -> reader.receive(LONG)).isInstanceOf(EOFException.class);
        assertThat(dir.resolve("pub.ipc")).doesNotExist();
    }

    @Test
    void nothingComesWhileNothingIsPublished() throws Exception {
        IpcPubServer server = pub(IpcOptions.defaults());

        assertThat(readers(server, 1).get(0).receive(Duration.ofMillis(20))).isNull();
    }

    @Test
    void socketFileHasItsModeAndLeavesNothingBeside() throws Exception {
        pub(IpcOptions.defaults().withMode("rw-rw----"));
        pull(new LinkedBlockingQueue<>());

        assertThat(mode("pub.ipc")).isEqualTo("rw-rw----");
        assertThat(mode("pull.ipc")).isEqualTo("rw-------");
        try (var files = Files.list(dir)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void fileOfACrashedServerIsReplaced() throws Exception {
        Path path = dir.resolve("pub.ipc");
        try (ServerSocketChannel crashed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            crashed.bind(UnixDomainSocketAddress.of(path));
        }
        assertThat(path).exists();

        assertThat(readers(pub(IpcOptions.defaults()), 1)).hasSize(1);
    }

    @Test
    void listeningServerIsNotReplaced() throws Exception {
        IpcPubServer first = pub(IpcOptions.defaults());

        assertThatThrownBy(() -> pub(IpcOptions.defaults()))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("pub.ipc");
        // the attempt looked whether somebody listens, and is a reader itself until it has hung up
        client("pub.ipc");
        await(() -> first.readers() == 1);
    }

    @Test
    void ordinaryFileIsNotReplaced() throws Exception {
        Files.writeString(dir.resolve("pub.ipc"), "precious");

        assertThatThrownBy(() -> pub(IpcOptions.defaults())).isInstanceOf(BindException.class);
        assertThat(dir.resolve("pub.ipc")).hasContent("precious");
    }

    @Test
    void deletedSocketFileIsMadeAgain() throws Exception {
        IpcPubServer server = pub(IpcOptions.defaults());
        IpcClient before = readers(server, 1).get(0);

        Files.delete(dir.resolve("pub.ipc"));
        await(() -> Files.exists(dir.resolve("pub.ipc")));
        IpcClient after = readers(server, 1).get(0);
        server.publish(bytes("x"));

        assertThat(text(before.receive(LONG))).isEqualTo("x");
        assertThat(text(after.receive(LONG))).isEqualTo("x");
    }

    @Test
    void strangersAreRefused() throws Exception {
        String me = System.getProperty("user.name");
        LinkedBlockingQueue<String> asked = new LinkedBlockingQueue<>();
        pub(IpcOptions.defaults().withAdmit(principal -> {
            asked.add(principal.user().getName());
            return false;
        }));
        IpcClient client = client("pub.ipc");

        assertThatThrownBy(() -> client.receive(LONG)).isInstanceOf(IOException.class);
        assertThat(asked.take()).isEqualTo(me);
    }

    @Test
    void missingServerIsNamed() {
        assertThatThrownBy(() -> IpcClient.connect(dir.resolve("none.ipc")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none.ipc");
    }

    private void pull(LinkedBlockingQueue<String> got) throws IOException {
        open.add(IpcPullServer.open(
                "pull", dir.resolve("pull.ipc"), IpcOptions.defaults(), body -> got.add(text(body))));
    }

    private IpcPubServer pub(IpcOptions options) throws IOException {
        IpcPubServer server = IpcPubServer.open("pub", dir.resolve("pub.ipc"), options);
        open.add(server);
        return server;
    }

    private List<IpcClient> readers(IpcPubServer server, int count) throws IOException {
        int before = server.readers();
        List<IpcClient> readers = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            readers.add(client("pub.ipc"));
        }
        await(() -> server.readers() == before + count);
        return readers;
    }

    private IpcClient client(String name) throws IOException {
        IpcClient client = IpcClient.connect(dir.resolve(name));
        open.add(client);
        return client;
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve(name)));
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertThat(Thread.currentThread().isInterrupted())
                    .as("the time limit of a test is over")
                    .isFalse();
            Thread.onSpinWait();
        }
    }

    private static List<String> take(LinkedBlockingQueue<String> queue, int count) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            taken.add(queue.take());
        }
        return taken;
    }

    private static int number(byte[] body) {
        return ByteBuffer.wrap(body).getInt();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
