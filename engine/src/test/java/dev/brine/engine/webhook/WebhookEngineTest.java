package dev.brine.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brine.engine.config.ConfigException;
import dev.brine.engine.event.Origin;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP in, event out. */
class WebhookEngineTest {
    private record Fired(String tag, Map<String, Object> data, Origin origin) {}

    private final BlockingQueue<Fired> fired = new LinkedBlockingQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private WebhookEngine engine;

    private void start(Map<String, Object> options) {
        start(options, (tag, data, origin) -> fired.add(new Fired(tag, data, origin)));
    }

    private void start(Map<String, Object> options, WebhookEngine.Sink sink) {
        Map<String, Object> all = new HashMap<>(options);
        all.put("port", 0L);
        engine = new WebhookEngine(WebhookSettings.of(all), sink);
        engine.start();
    }

    @AfterEach
    void stop() {
        if (engine != null) {
            engine.close();
        }
    }

    private HttpResponse<String> ask(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder post(String path, byte[] body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + engine.port() + path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void postBecomesAnEventWithHeadersAndBody() throws Exception {
        start(Map.of());
        assertThat(ask(post("/git/push%20it", bytes("{\"ref\": \"main é\"}"))
                                .header("X-GITHUB-event", "push")
                                .header("content-type", "application/json"))
                        .statusCode())
                .isEqualTo(200);
        Fired event = fired.poll(20, TimeUnit.SECONDS);
        assertThat(event.tag()).isEqualTo("salt/engines/hook/git/push it");
        assertThat(event.data()).containsOnlyKeys("headers", "body").containsEntry("body", "{\"ref\": \"main é\"}");
        Map<?, ?> headers = (Map<?, ?>) event.data().get("headers");
        assertThat(headers.get("X-Github-Event")).isEqualTo("push");
        assertThat(headers.get("Content-Type")).isEqualTo("application/json");
        assertThat(event.origin().kind()).isEqualTo(Origin.Kind.ANONYMOUS);
    }

    @Test
    void bodyThatIsNoTextStaysBytes() throws Exception {
        start(Map.of());
        byte[] body = {(byte) 0xff, 0, 1};
        ask(post("/raw", body));
        assertThat((byte[]) fired.poll(20, TimeUnit.SECONDS).data().get("body")).isEqualTo(body);
    }

    @Test
    void otherMethodsLongBodiesAndPathsThatAreNoTagsAreRefused() throws Exception {
        start(Map.of("max_body", 10L));
        HttpRequest.Builder get = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + engine.port() + "/x"));
        assertThat(ask(get).statusCode()).isEqualTo(405);
        assertThat(ask(post("/x", bytes("0123456789a"))).statusCode()).isEqualTo(413);
        assertThat(ask(post("/a%0ab", bytes(""))).statusCode()).isEqualTo(400);
        assertThat(ask(post("/" + "a".repeat(2_000), bytes(""))).statusCode()).isEqualTo(400);
        assertThat(fired).isEmpty();
        assertThat(ask(post("/x", bytes("0123456789"))).statusCode()).isEqualTo(200);
    }

    @Test
    void tokenIsWantedAndNeverShownInTheEvent() throws Exception {
        start(Map.of("token", "s3cret"));
        assertThat(ask(post("/x", bytes(""))).statusCode()).isEqualTo(401);
        assertThat(ask(post("/x", bytes("")).header("X-Auth-Token", "wrong")).statusCode())
                .isEqualTo(401);
        assertThat(fired).isEmpty();
        assertThat(ask(post("/x", bytes("")).header("X-Auth-Token", "s3cret")).statusCode())
                .isEqualTo(200);
        assertThat(ask(post("/x", bytes("")).header("Authorization", "Bearer s3cret"))
                        .statusCode())
                .isEqualTo(200);
        for (int i = 0; i < 2; i++) {
            Fired event = fired.poll(20, TimeUnit.SECONDS);
            assertThat(event.origin()).isEqualTo(new Origin(Origin.Kind.API, "webhook"));
            assertThat(event.data().toString()).doesNotContain("s3cret");
        }
    }

    @Test
    void requestWhoseEventCannotBeFiredIsToldSo() throws Exception {
        start(Map.of(), (tag, data, origin) -> {
            throw new IllegalStateException("the disk is full");
        });
        assertThat(ask(post("/x", bytes(""))).statusCode()).isEqualTo(503);
    }

    @Test
    void halfRequestsAndNoiseDisturbNobody() throws Exception {
        start(Map.of());
        Map<Socket, String> strangers = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            Socket stranger = new Socket("127.0.0.1", engine.port());
            String sent = i % 2 == 0 ? "POST /x HTTP/1.1\r\nContent-Len" : "\u0000\u0001 garbage\r\n\r\n";
            stranger.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
            strangers.put(stranger, sent);
        }
        assertThat(ask(post("/good", bytes(""))).statusCode()).isEqualTo(200);
        for (Socket stranger : strangers.keySet()) {
            stranger.close();
        }
    }

    @Test
    void certificateAndKeyMakeItHttps(@TempDir Path directory) throws Exception {
        Path store = directory.resolve("store");
        int made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "RSA",
                        "-alias",
                        "a",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start()
                .waitFor();
        assertThat(made).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        Path certificate = pem(
                directory.resolve("crt"),
                "CERTIFICATE",
                keys.getCertificate("a").getEncoded());
        Path key = pem(
                directory.resolve("key"),
                "PRIVATE KEY",
                keys.getKey("a", "changeit".toCharArray()).getEncoded());
        start(Map.of("ssl_crt", certificate.toString(), "ssl_key", key.toString()));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("a", keys.getCertificate("a"));
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + engine.port() + "/safe"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        HttpClient secure = HttpClient.newBuilder().sslContext(tls).build();
        assertThat(secure.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
        assertThat(fired.poll(20, TimeUnit.SECONDS).tag()).isEqualTo("salt/engines/hook/safe");
    }

    private static Path pem(Path file, String kind, byte[] der) throws IOException {
        return Files.writeString(
                file,
                "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind
                        + "-----\n");
    }

    @Test
    void unusableOptionsAreNamed(@TempDir Path directory) throws IOException {
        assertThatThrownBy(() -> WebhookSettings.of(Map.of("adress", "::")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("unknown option 'adress'")
                .hasMessageContaining("address");
        assertThatThrownBy(() -> WebhookSettings.of(Map.of("port", "http"))).hasMessageContaining("port must be");
        assertThatThrownBy(() -> WebhookSettings.of(Map.of("ssl_crt", "/c")))
                .hasMessageContaining("ssl_key is missing");
        Path key = Files.writeString(directory.resolve("k"), "-----BEGIN RSA PRIVATE KEY-----\n");
        Path none = directory.resolve("none");
        assertThatThrownBy(() -> TlsFiles.context(new WebhookSettings.Tls(none, key)))
                .hasMessageContaining(none.toString());
    }
}
