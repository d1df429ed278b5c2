package dev.brine.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.render.json.JsonReader;
import dev.brine.engine.render.json.JsonStyle;
import dev.brine.engine.render.json.JsonWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the module and the states {@code http} return for a small server is what Salt 3006 returned for one that answers the same. */
@Timeout(120)
class HttpStatesTest {
    @TempDir
    static Path directory;

    private static final Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
    private static HttpServer server;
    private static ExecutorService workers;
    private static TestStatesMinion minion;
    private static Path root;
    private static String url;

    @BeforeAll
    static void start() throws IOException {
        root = directory.toRealPath();
        Files.writeString(root.resolve("own.pem"), "own\n");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        workers = Executors.newFixedThreadPool(2);
        server.setExecutor(workers);
        server.createContext("/", HttpStatesTest::answer);
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
        minion = new TestStatesMinion(root);
    }

    @AfterAll
    static void stop() {
        minion.close();
        server.stop(0);
        workers.shutdownNow();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        int times = seen.computeIfAbsent(path, each -> new AtomicInteger()).incrementAndGet();
        switch (path) {
            case "/ok" -> send(exchange, 200, "text/plain", "hello world\n");
            case "/json" -> send(exchange, 200, "application/json", "{\"a\": [1, 2], \"b\": null}");
            case "/yaml" -> send(exchange, 200, "text/yaml", "a: [1, 2]\nb: x\n");
            case "/xml" -> send(exchange, 200, "application/xml", "<r><a>1</a><b><c>2</c><c>3</c></b><e/></r>");
            case "/missing" -> send(exchange, 404, "text/plain", "gone away");
            case "/broken" -> send(exchange, 500, "text/plain", "no");
            case "/moved" -> {
                exchange.getResponseHeaders().set("Location", "/ok");
                send(exchange, 302, "text/plain", "");
            }
            case "/nothing" -> send(exchange, 204, "text/plain", "");
            case "/echo" -> send(exchange, 200, "text/plain", echo(exchange));
            default -> send(exchange, times < 3 ? 503 : 200, "text/plain", "try " + Math.min(times, 3));
        }
    }

    private static String echo(HttpExchange exchange) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(exchange.getRequestMethod());
        lines.add(exchange.getRequestURI().toString());
        lines.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        for (String name : List.of("Authorization", "Content-Type", "X-Mark")) {
            if (exchange.getRequestHeaders().containsKey(name)) {
                lines.add(name + ": " + exchange.getRequestHeaders().getFirst(name));
            }
        }
        return String.join("\n", lines);
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean bare = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, bare ? -1 : body.length);
        if (!bare) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @TestFactory
    Stream<DynamicTest> answersAsStockDoes() throws IOException {
        String recorded;
        try (var in = Objects.requireNonNull(HttpStatesTest.class.getResourceAsStream("/http/query.json"))) {
            recorded = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        return ((List<?>) JsonReader.read(recorded))
                .stream()
                        .map(each -> (Map<?, ?>) each)
                        .map(each -> DynamicTest.dynamicTest(
                                JsonWriter.write(each.get("call"), JsonStyle.SALT),
                                () -> assertThat(shown(called((List<?>) each.get("call"))))
                                        .isEqualTo(shown(each.get("return")))));
    }

    private static Object called(List<?> recorded) {
        String placed =
                JsonWriter.write(recorded, JsonStyle.SALT).replace("@URL@", url).replace("@ROOT@", root.toString());
        List<?> call = (List<?>) JsonReader.read(placed);
        Map<String, Object> kwargs = new LinkedHashMap<>();
        if (call.size() > 2) {
            ((Map<?, ?>) call.get(2)).forEach((name, value) -> kwargs.put(String.valueOf(name), value));
        }
        Outcome outcome = minion.call(String.valueOf(call.get(0)), new ArrayList<>((List<?>) call.get(1)), kwargs);
        return outcome.value();
    }

    private static String shown(Object value) {
        return JsonWriter.write(neutral(value), JsonStyle.SALT.indented(1).sorted(true));
    }

    private static Object neutral(Object value) {
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (value instanceof List<?> items) {
            return new ArrayList<>(items.stream().map(HttpStatesTest::neutral).toList());
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> made = new LinkedHashMap<>();
            map.forEach((key, each) -> made.put(String.valueOf(neutral(key)), neutral(each)));
            made.keySet().removeAll(List.of("start_time", "duration"));
            return made;
        }
        return value instanceof String text ? text.replace(url, "@URL@").replace(root.toString(), "@ROOT@") : value;
    }
}
