package dev.brine.engine.webhook;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.brine.engine.config.ConfigException;
import dev.brine.engine.event.Origin;
import dev.brine.engine.plugin.Engine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires {@code salt/engines/hook/<path>} with {@code {headers: {Name: value}, body: text}} for each HTTP POST (Salt 3006:
 * engines/webhook.py). A body that is no UTF-8 text stays bytes.
 *
 * <p>Each request gets one answer, after the event is as durable as the bus makes events: 200, 401 without the token that is wanted, 405 for
 * other methods, 413 for a body over the limit, 400 for a path that is no tag, 503 when the event could not be fired.
 */
final class WebhookEngine implements Engine {
    private static final Logger log = LoggerFactory.getLogger(WebhookEngine.class);
    private static final String PREFIX = "salt/engines/hook/";
    private static final int THREADS = 256;
    private static final int LONGEST_TAG = 1_000;

    private final WebhookSettings settings;
    private final Sink sink;
    /** The JDK's server holds a thread for each request that is being read; above the limit it closes the connection. */
    private final ExecutorService threads =
            new ThreadPoolExecutor(0, THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), WebhookEngine::thread);

    private @Nullable HttpServer server;

    /** Takes events; returns when the event is safe, throws when it is not. */
    @FunctionalInterface
    interface Sink {
        void fire(String tag, Map<String, Object> data, Origin origin);
    }

    WebhookEngine(WebhookSettings settings, Sink sink) {
        this.settings = settings;
        this.sink = sink;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "webhook");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public String name() {
        return "webhook";
    }

    /** @throws ConfigException when the address cannot be listened on, or the TLS files cannot be used */
    @Override
    public void start() {
        limitTimes();
        HttpServer http;
        try {
            InetSocketAddress address =
                    new InetSocketAddress(InetAddress.getByName(settings.address()), settings.port());
            if (settings.tls().isPresent()) {
                HttpsServer https = HttpsServer.create(address, 0);
                https.setHttpsConfigurator(
                        new HttpsConfigurator(TlsFiles.context(settings.tls().get())));
                http = https;
            } else {
                http = HttpServer.create(address, 0);
            }
        } catch (IOException e) {
            throw new ConfigException("engines: webhook: cannot listen on " + settings + ": " + e.getMessage()
                    + "; set address and port of the engine to free ones");
        }
        http.setExecutor(threads);
        http.createContext("/", this::answer);
        http.start();
        server = http;
        if (settings.token().isEmpty()) {
            log.info("webhook: {} takes requests of anybody who can reach it; set token to know who asks", settings);
        } else {
            log.info("webhook: listening on {}", settings);
        }
    }

    /** A peer that sends its request too slowly must not keep a thread; the JDK's server knows this as properties only. */
    private static void limitTimes() {
        for (String name : new String[] {"sun.net.httpserver.maxReqTime", "sun.net.httpserver.maxRspTime"}) {
            if (System.getProperty(name) == null) {
                System.setProperty(name, "15");
            }
        }
    }

    /** The bound port; 0 before the start. */
    int port() {
        return server == null ? 0 : server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = status(exchange);
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private int status(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            return 405;
        }
        if (!proved(exchange.getRequestHeaders())) {
            return 401;
        }
        String path = exchange.getRequestURI().getPath();
        if (path == null || path.length() > LONGEST_TAG || path.chars().anyMatch(Character::isISOControl)) {
            return 400;
        }
        byte[] body = exchange.getRequestBody().readNBytes(settings.maxBody() + 1);
        if (body.length > settings.maxBody()) {
            return 413;
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("headers", headers(exchange.getRequestHeaders()));
        data.put("body", text(body));
        String from = exchange.getRemoteAddress().getAddress().getHostAddress();
        try {
            sink.fire(
                    PREFIX + path.substring(1),
                    data,
                    WebhookPlugin.origin(!settings.token().isEmpty(), from));
            return 200;
        } catch (RuntimeException e) {
            log.error("webhook: the event of a request from {} to {} could not be fired: {}", from, path, e.toString());
            return 503;
        }
    }

    private boolean proved(Headers headers) {
        if (settings.token().isEmpty()) {
            return true;
        }
        String bearer = headers.getFirst("Authorization");
        String plain = headers.getFirst("X-Auth-Token");
        return same(bearer == null ? null : bearer.replaceFirst("(?i)^Bearer +", "")) || same(plain);
    }

    private boolean same(@Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), settings.token().getBytes(StandardCharsets.UTF_8));
    }

    /** Names as stock Salt's server writes them (Content-Type), the values of a repeated one joined by commas. The token is left out. */
    private Map<String, Object> headers(Headers headers) {
        Map<String, Object> all = new LinkedHashMap<>();
        headers.forEach((name, values) -> {
            boolean secret = !settings.token().isEmpty()
                    && (name.equalsIgnoreCase("Authorization") || name.equalsIgnoreCase("X-Auth-Token"));
            if (!secret) {
                all.put(capitals(name), String.join(",", values));
            }
        });
        return all;
    }

    private static String capitals(String name) {
        StringBuilder text = new StringBuilder();
        boolean first = true;
        for (char c : name.toCharArray()) {
            text.append(first ? Character.toUpperCase(c) : Character.toLowerCase(c));
            first = c == '-';
        }
        return text.toString();
    }

    private static Object text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return body;
        }
    }

    /** Requests in work get a second to be answered. */
    @Override
    public void close() {
        if (server != null) {
            server.stop(1);
        }
        threads.shutdownNow();
    }
}
