package dev.brine.engine.returners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.brine.engine.render.json.JsonReader;
import dev.brine.transport.wire.Codec;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each returner with the other side it writes to: files, a syslog receiver, a web server. */
class BuiltInReturnersTest {
    @TempDir
    private Path dir;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private ReturnerSite site() {
        return new ReturnerSite(dir);
    }

    @Test
    void localCacheWritesTheFilesOfSaltsJobCache() throws IOException {
        Map<String, Object> ret = ReturnerSite.ret();
        ret.put("out", "nested");
        site().returner("local_cache").save(ret);
        try (Stream<Path> files = Files.walk(dir.resolve("jobs"))) {
            List<Path> found = files.filter(Files::isRegularFile).sorted().toList();
            assertThat(found).extracting(file -> file.getFileName().toString()).containsExactly("out.p", "return.p");
            assertThat(found)
                    .allMatch(file -> file.getParent().getFileName().toString().equals("web1"));
            // sha256 of the jid names the directory
            assertThat(dir.resolve("jobs").relativize(found.get(0)).toString()).matches("[0-9a-f]{2}/[0-9a-f]{62}/.*");
            assertThat(Codec.LOCAL.decode(Files.readAllBytes(found.get(0)))).isEqualTo("nested");
            assertThat(Codec.LOCAL.decode(Files.readAllBytes(found.get(1))))
                    .isEqualTo(Map.of("return", true, "retcode", 0L, "success", true));
        }
    }

    @Test
    void rawfileHasALineForEachReturnAndEvent() throws IOException {
        Path file = dir.resolve("events");
        Returner returner =
                site().option("rawfile_json.filename", file.toString()).returner("rawfile_json");
        returner.save(ReturnerSite.ret());
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("bytes", "r\u00e9sum\u00e9".getBytes(StandardCharsets.UTF_8));
        data.put("time", LocalDateTime.of(2026, 11, 21, 12, 0, 1));
        returner.events()
                .orElseThrow()
                .save(List.of(Map.of("tag", "a/b", "data", data), Map.of("tag", "c", "data", Map.of())));
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .isEqualTo("{\"id\": \"web1\", \"jid\": \"20261121120000000001\", \"fun\": \"test.ping\","
                        + " \"fun_args\": [], \"return\": true, \"retcode\": 0, \"success\": true}");
        assertThat(JsonReader.read(lines.get(1)))
                .isEqualTo(Map.of(
                        "tag", "a/b", "data", Map.of("bytes", "r\u00e9sum\u00e9", "time", "2026-11-21T12:00:01")));
    }

    @Test
    void linesOfManyWritersDoNotMix() throws Exception {
        Path file = dir.resolve("events");
        ReturnerSite site = site().option("rawfile_json", Map.of("filename", file.toString()));
        Returner shared = site.returner("rawfile_json");
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Map<String, Object> ret = ReturnerSite.ret("j" + i, "web" + i, "cmd.run", "x".repeat(20_000));
            writers.add(CompletableFuture.runAsync(() -> {
                for (int n = 0; n < 20; n++) {
                    try {
                        shared.save(ret);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }
            }));
        }
        CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        assertThat(Files.readAllLines(file))
                .hasSize(80)
                .allSatisfy(line -> assertThat(JsonReader.read(line)).isInstanceOf(Map.class));
    }

    @Test
    void rawfileThatCannotBeWrittenIsNamed() {
        Returner returner =
                site().option("rawfile_json.filename", dir + "/none/f").returner("rawfile_json");
        assertThatThrownBy(() -> returner.save(ReturnerSite.ret()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(dir + "/none/f");
    }

    private DatagramSocket udp() throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.setSoTimeout(60_000);
        open.add(socket);
        return socket;
    }

    private static String received(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[70_000], 70_000);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    @Test
    void syslogGetsARecordWithPriorityTimeAndTag() throws IOException {
        DatagramSocket socket = udp();
        ReturnerSite site = site().option("syslog.address", "127.0.0.1:" + socket.getLocalPort());
        site.returner("syslog").save(ReturnerSite.ret());
        String record = received(socket);
        // LOG_USER and LOG_INFO
        assertThat(record)
                .startsWith("<14>")
                .matches("<14>[A-Z][a-z]{2} [ 0-9]\\d \\d\\d:\\d\\d:\\d\\d salt-minion: \\{.*}");
        assertThat(JsonReader.read(record.substring(record.indexOf('{')))).isEqualTo(ReturnerSite.ret());

        site.option("syslog.level", "LOG_ERR")
                .option("syslog.facility", "LOG_LOCAL3")
                .option("syslog.tag", "deploy")
                .option("syslog.options", List.of("LOG_PID"))
                .returner("syslog")
                .save(ReturnerSite.ret());
        assertThat(received(socket))
                .startsWith("<" + (19 * 8 + 3) + ">")
                .contains(" deploy[" + ProcessHandle.current().pid() + "]: {");
    }

    @Test
    void syslogRecordFitsAPacketWhateverIsReturned() throws IOException {
        DatagramSocket socket = udp();
        site().option("syslog.address", "127.0.0.1:" + socket.getLocalPort())
                .returner("syslog")
                .save(ReturnerSite.ret("j", "web1", "cmd.run", "x".repeat(200_000)));
        assertThat(received(socket)).hasSize(60_000);
    }

    @Test
    void syslogOptionsThatAreUnknownAreNamed() {
        for (Map.Entry<String, Object> wrong : Map.<String, Object>of(
                        "syslog.level", "LOG_LOUD",
                        "syslog.facility", "LOG_LOCAL9",
                        "syslog.options", List.of("LOG_NOTHING"),
                        "syslog.tag", "t".repeat(33),
                        "syslog.address", "127.0.0.1:port")
                .entrySet()) {
            Returner returner = site().option("syslog.address", "127.0.0.1:9")
                    .option(wrong.getKey(), wrong.getValue())
                    .returner("syslog");
            assertThatThrownBy(() -> returner.save(ReturnerSite.ret()))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(wrong.getKey());
        }
    }

    private static void assumeProgram(String name) {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(":")).anyMatch(at -> Files.isExecutable(Path.of(at, name))),
                name + " is not installed");
    }

    @Test
    void syslogSocketOfThisHostGetsTheRecord() throws Exception {
        assumeProgram("logger");
        assumeProgram("python3");
        Path socket = Files.createTempDirectory("sl").resolve("s");
        String receiver = "import socket,sys\ns=socket.socket(socket.AF_UNIX,socket.SOCK_DGRAM)\ns.bind(sys.argv[1])\n"
                + "print('ready',flush=True)\nprint(s.recv(65536).decode(),flush=True)\n";
        Process python = new ProcessBuilder("python3", "-c", receiver, socket.toString()).start();
        try (BufferedReader said = python.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo("ready");
            Returner returner = site().option("syslog.address", socket.toString())
                    .option("syslog.facility", "LOG_DAEMON")
                    .returner("syslog");
            returner.save(ReturnerSite.ret());
            String record = said.readLine();
            assertThat(record).startsWith("<30>").contains(" salt-minion: {\"id\": \"web1\", ");
            assertThat(python.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> returner.save(ReturnerSite.ret())).hasMessageContaining(socket.toString());
        } finally {
            python.destroyForcibly();
            Files.deleteIfExists(socket);
            Files.delete(socket.getParent());
        }
    }

    /** What came in. */
    private record Asked(String method, String path, Map<String, List<String>> headers, String body) {}

    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();

    private String web(int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, status));
        server.start();
        open.add(() -> server.stop(0));
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(new Asked(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body));
        exchange.getResponseHeaders().add("Location", "http://127.0.0.1:9/elsewhere");
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Test
    void webhookPostsJson() throws Exception {
        ReturnerSite site = site().option("webhook.url", web(204) + "/hook?a=1")
                .option("webhook.username", "salt")
                .option("webhook.password", "p\u00e4ss")
                .option("webhook.headers", Map.of("X-Token", "t"));
        Returner returner = site.returner("webhook");
        returner.save(ReturnerSite.ret());
        Asked first = asked.remove();
        assertThat(first.method()).isEqualTo("POST");
        assertThat(first.path()).isEqualTo("/hook?a=1");
        assertThat(first.headers())
                .containsEntry("Content-type", List.of("application/json"))
                .containsEntry("X-token", List.of("t"))
                .containsEntry("Authorization", List.of("Basic c2FsdDpww6Rzcw=="));
        assertThat(JsonReader.read(first.body())).isEqualTo(ReturnerSite.ret());
        returner.events().orElseThrow().save(List.of(Map.of("tag", "a", "data", Map.of("n", 1L))));
        assertThat(JsonReader.read(asked.remove().body()))
                .isEqualTo(List.of(Map.of("tag", "a", "data", Map.of("n", 1L))));
    }

    @Test
    void webhookThatRefusesOrRedirectsIsAFailure() throws IOException {
        for (int status : new int[] {302, 404, 500}) {
            Returner returner = site().option("webhook.url", web(status)).returner("webhook");
            assertThatThrownBy(() -> returner.save(ReturnerSite.ret()))
                    .isInstanceOf(IOException.class)
                    .hasMessageEndingWith("answered " + status);
        }
        assertThat(asked).hasSize(3);
        assertThatThrownBy(() -> site().option("webhook.url", "file:///etc/passwd")
                        .returner("webhook")
                        .save(ReturnerSite.ret()))
                .hasMessage("webhook.url must be an http or https address, found 'file:///etc/passwd'");
    }

    @Test
    void optionsComeFromTheReturnThenTheProfileThenTheConfigurationThenThePillar() throws IOException {
        ReturnerSite site = site();
        Returner returner = site.returner("rawfile_json");
        Map<String, Object> ret = ReturnerSite.ret();
        site.pillar.put("rawfile_json.filename", dir.resolve("pillar").toString());
        returner.save(ret);
        site.opts.put("rawfile_json.filename", dir.resolve("opts").toString());
        returner.save(ret);
        site.opts.put("other.rawfile_json.filename", dir.resolve("profile").toString());
        ret.put("ret_config", "other");
        returner.save(ret);
        ret.put("ret_kwargs", Map.of("filename", dir.resolve("kwargs").toString()));
        returner.save(ret);
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("pillar", "opts", "profile", "kwargs");
        }
    }
}
