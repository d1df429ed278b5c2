package dev.brine.transport.zmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brine.transport.Exchange;
import dev.brine.transport.PeerListener;
import dev.brine.transport.RequestClient;
import dev.brine.transport.RequestHandler;
import dev.brine.transport.RequestLimits;
import dev.brine.transport.RequestServer;
import dev.brine.transport.RequestTimeout;
import dev.brine.transport.SocketOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RequestTest {

    private static final SocketOptions OPTIONS = SocketOptions.defaults();
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ZmqTransport transport = new ZmqTransport();
    private final ExecutorService workers = Executors.newFixedThreadPool(3);

    @AfterEach
    void close() {
        transport.close();
        workers.shutdownNow();
    }

    @Test
    void requestIsAnswered() throws Exception {
        RequestServer server = serve(RequestLimits.defaults(), (request, exchange) -> exchange.reply(request));

        assertThat(client(server).ask(bytes("hello"), LONG)).isEqualTo(bytes("hello"));
        assertThat(server.port()).isPositive();
        assertThat(server.endpoint()).endsWith(":" + server.port());
    }

    @Test
    void answerMayComeLaterFromAnotherThread() throws Exception {
        LinkedBlockingQueue<Exchange> exchanges = new LinkedBlockingQueue<>();
        RequestServer server = serve(RequestLimits.defaults(), (request, exchange) -> exchanges.add(exchange));
        CompletableFuture<byte[]> answer = client(server).send(bytes("wait"), LONG);

        Exchange exchange = exchanges.take();
        assertThat(exchange.peer()).isEqualTo("127.0.0.1");
        assertThat(exchange.reply(bytes("now"))).isTrue();

        assertThat(answer.get()).isEqualTo(bytes("now"));
    }

    @Test
    void secondAnswerIsIgnored() throws Exception {
        LinkedBlockingQueue<Boolean> second = new LinkedBlockingQueue<>();
        RequestServer server = serve(RequestLimits.defaults(), (request, exchange) -> {
            exchange.reply(bytes("one"));
            second.add(exchange.reply(bytes("two")));
        });
        RequestClient client = client(server);

        assertThat(client.ask(bytes("a"), LONG)).isEqualTo(bytes("one"));
        assertThat(second.take()).isFalse();
        assertThat(client.ask(bytes("b"), LONG)).isEqualTo(bytes("one"));
    }

    @Test
    void failingHandlerGivesTheFaultReply() throws Exception {
        RequestServer server = serve(RequestLimits.defaults().withFaultReply(bytes("fault")), (request, exchange) -> {
            throw new IllegalStateException("on purpose");
        });

        assertThat(client(server).ask(bytes("x"), LONG)).isEqualTo(bytes("fault"));
        assertThat(server.open()).isZero();
    }

    @Test
    void handlerThatAnswersAndThenFailsGivesItsAnswerOnly() throws Exception {
        RequestServer server = serve(RequestLimits.defaults().withFaultReply(bytes("fault")), (request, exchange) -> {
            exchange.reply(request);
            throw new IllegalStateException("on purpose");
        });
        RequestClient client = client(server);

        assertThat(client.ask(bytes("a"), LONG)).isEqualTo(bytes("a"));
        assertThat(client.ask(bytes("b"), LONG)).isEqualTo(bytes("b"));
    }

    @Test
    void forgottenRequestGetsTheFaultReplyAtTheDeadline() throws Exception {
        RequestLimits limits =
                RequestLimits.defaults().withFaultReply(bytes("fault")).withDeadline(Duration.ofMillis(100));
        LinkedBlockingQueue<Exchange> exchanges = new LinkedBlockingQueue<>();
        RequestServer server = serve(limits, (request, exchange) -> exchanges.add(exchange));

        assertThat(client(server).ask(bytes("x"), LONG)).isEqualTo(bytes("fault"));
        assertThat(exchanges.take().reply(bytes("late"))).isFalse();
    }

    @Test
    void parkedRequestOutlivesTheDeadline() throws Exception {
        RequestLimits limits =
                RequestLimits.defaults().withFaultReply(bytes("fault")).withDeadline(Duration.ofMillis(100));
        LinkedBlockingQueue<Exchange> parked = new LinkedBlockingQueue<>();
        RequestServer server = serve(limits, (request, exchange) -> {
            if (new String(request, StandardCharsets.UTF_8).equals("park")) {
                assertThat(exchange.park(LONG)).isTrue();
                parked.add(exchange);
            }
        });
        CompletableFuture<byte[]> answer = client(server).send(bytes("park"), LONG);
        Exchange exchange = parked.take();

        assertThat(client(server).ask(bytes("forget"), LONG)).isEqualTo(bytes("fault"));
        assertThat(answer).isNotDone();
        exchange.reply(bytes("accepted"));

        assertThat(answer.get()).isEqualTo(bytes("accepted"));
    }

    @Test
    void parkingHasALimit() throws Exception {
        LinkedBlockingQueue<Boolean> parked = new LinkedBlockingQueue<>();
        RequestServer server = serve(RequestLimits.defaults().withParked(1), (request, exchange) -> {
            boolean ok = exchange.park(LONG);
            parked.add(ok);
            if (!ok) {
                exchange.reply(bytes("busy"));
            }
        });
        client(server).send(bytes("a"), LONG);
        assertThat(parked.take()).isTrue();

        assertThat(client(server).ask(bytes("b"), LONG)).isEqualTo(bytes("busy"));
    }

    @Test
    void serverStopsReadingWhileTooManyAreInWork() throws Exception {
        LinkedBlockingQueue<Exchange> exchanges = new LinkedBlockingQueue<>();
        RequestServer server =
                serve(RequestLimits.defaults().withInWork(4), (request, exchange) -> exchanges.add(exchange));
        RequestClient client = transport.requestClient(server.endpoint(), OPTIONS, 20);
        List<CompletableFuture<byte[]>> answers = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            answers.add(client.send(bytes("r" + n), LONG));
        }
        List<Exchange> first = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            first.add(exchanges.take());
        }
        assertThat(exchanges.poll(200, TimeUnit.MILLISECONDS)).isNull();

        first.forEach(exchange -> exchange.reply(bytes("ok")));
        for (int n = 0; n < 16; n++) {
            exchanges.take().reply(bytes("ok"));
        }

        for (CompletableFuture<byte[]> answer : answers) {
            assertThat(answer.get()).isEqualTo(bytes("ok"));
        }
    }

    @Test
    void parkedRequestsDoNotStopTheReading() throws Exception {
        LinkedBlockingQueue<Exchange> exchanges = new LinkedBlockingQueue<>();
        RequestServer server = serve(RequestLimits.defaults().withInWork(2), (request, exchange) -> {
            exchange.park(LONG);
            exchanges.add(exchange);
        });
        RequestClient client = transport.requestClient(server.endpoint(), OPTIONS, 10);
        List<CompletableFuture<byte[]>> answers = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            answers.add(client.send(bytes("r"), LONG));
        }
        List<Exchange> all = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            all.add(exchanges.take());
        }
        assertThat(server.open()).isEqualTo(10);

        all.forEach(exchange -> exchange.reply(bytes("ok")));

        for (CompletableFuture<byte[]> answer : answers) {
            assertThat(answer.get()).isEqualTo(bytes("ok"));
        }
        assertThat(server.open()).isZero();
    }

    @Test
    void timeoutDropsTheLateAnswer() throws Exception {
        LinkedBlockingQueue<Exchange> exchanges = new LinkedBlockingQueue<>();
        RequestServer server = serve(RequestLimits.defaults(), (request, exchange) -> exchanges.add(exchange));
        RequestClient client = client(server);

        assertThatThrownBy(() -> client.ask(bytes("first"), Duration.ofMillis(100)))
                .isInstanceOf(RequestTimeout.class)
                .hasMessageContaining(server.endpoint());
        CompletableFuture<byte[]> second = client.send(bytes("second"), LONG);
        exchanges.take().reply(bytes("answer to the first"));
        exchanges.take().reply(bytes("answer to the second"));

        assertThat(second.get()).isEqualTo(bytes("answer to the second"));
    }

    @Test
    void vanishedPeersLeaveNothingBehind() throws Exception {
        LinkedBlockingQueue<Exchange> exchanges = new LinkedBlockingQueue<>();
        RequestServer server = serve(RequestLimits.defaults(), (request, exchange) -> {
            if (request.length == 0) {
                exchange.reply(bytes("alive"));
            } else {
                exchanges.add(exchange);
            }
        });
        for (int n = 0; n < 50; n++) {
            RequestClient client = client(server);
            client.send(bytes("x"), LONG);
            Exchange exchange = exchanges.take();
            client.close();
            exchange.reply(bytes("nobody hears this"));
        }

        assertThat(client(server).ask(new byte[0], LONG)).isEqualTo(bytes("alive"));
        assertThat(server.open()).isZero();
    }

    @Test
    void clientSurvivesARestartOfTheServer() throws Exception {
        RequestServer first = serve(RequestLimits.defaults(), (request, exchange) -> exchange.reply(bytes("1")));
        RequestClient client = client(first);
        assertThat(client.ask(bytes("x"), LONG)).isEqualTo(bytes("1"));
        first.close();
        assertThatThrownBy(() -> client.ask(bytes("x"), Duration.ofMillis(50))).isInstanceOf(RequestTimeout.class);

        transport.requestServer(
                first.endpoint(),
                OPTIONS,
                RequestLimits.defaults(),
                workers,
                (request, exchange) -> exchange.reply(bytes("2")));

        assertThat(client.ask(bytes("x"), LONG)).isEqualTo(bytes("2"));
    }

    @Test
    void closingTheServerAnswersWhatIsOpen() throws Exception {
        LinkedBlockingQueue<Exchange> exchanges = new LinkedBlockingQueue<>();
        RequestServer server = serve(
                RequestLimits.defaults().withFaultReply(bytes("fault")),
                (request, exchange) -> exchanges.add(exchange));
        CompletableFuture<byte[]> answer = client(server).send(bytes("x"), LONG);
        exchanges.take();

        server.close();

        assertThat(answer.get()).isEqualTo(bytes("fault"));
    }

    @Test
    void takenPortIsNamed() {
        RequestServer server = serve(RequestLimits.defaults(), (request, exchange) -> exchange.reply(request));

        assertThatThrownBy(() -> transport.publishServer(server.endpoint(), OPTIONS, PeerListener.NONE))
                .isInstanceOf(EndpointInUse.class)
                .hasMessageContaining("cannot listen on " + server.endpoint());
    }

    @Test
    void unknownHostFailsTheRequestNotTheClient() {
        RequestClient client = transport.requestClient("tcp://no.such.host.invalid:4506", OPTIONS);

        assertThatThrownBy(() -> client.ask(bytes("x"), Duration.ofMillis(200)))
                .isInstanceOf(java.io.IOException.class)
                .hasMessageContaining("no.such.host.invalid");
    }

    @Test
    void sourceAddressIsUsed() throws Exception {
        RequestServer server =
                serve(RequestLimits.defaults(), (request, exchange) -> exchange.reply(bytes(exchange.peer())));
        RequestClient client = transport.requestClient(server.endpoint(), OPTIONS.withSourceIp("127.0.0.9"));

        assertThat(client.ask(bytes("x"), LONG)).isEqualTo(bytes("127.0.0.9"));
    }

    @Test
    void everyOneOfTenThousandRequestsIsAnswered() throws Exception {
        RequestServer server = serve(RequestLimits.defaults(), (request, exchange) -> exchange.reply(request));
        List<CompletableFuture<byte[]>> answers = new ArrayList<>();
        for (int c = 0; c < 8; c++) {
            RequestClient client = client(server);
            for (int n = 0; n < 1250; n++) {
                answers.add(client.send(bytes(c + "/" + n), LONG));
            }
        }
        for (int n = 0; n < answers.size(); n++) {
            assertThat(answers.get(n).get()).isEqualTo(bytes(n / 1250 + "/" + n % 1250));
        }
    }

    private RequestServer serve(RequestLimits limits, RequestHandler handler) {
        return transport.requestServer("tcp://127.0.0.1:0", OPTIONS, limits, workers, handler);
    }

    private RequestClient client(RequestServer server) {
        return transport.requestClient(server.endpoint(), OPTIONS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
