package dev.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.brine.cli.CommandSite.Result;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runners as {@code salt-run} shows them, with one minion that is there. */
class RunnersCommandTest {

    private static CommandSite site;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        site = CommandSite.in(directory);
        site.write("pillar/top.sls", "base:\n  'web*':\n    - site\n");
        site.write("pillar/site.sls", "port: 8080\nos: {{ grains['os'] }}\n");
        site.start(master -> master.option(
                "pillar_roots",
                Map.of("base", List.of(directory.resolve("pillar").toString()))));
        site.minion(
                "web1",
                Map.of(
                        "grains",
                        Map.of("role", "web", "os", "Debian"),
                        "mine_functions",
                        Map.of("test.echo", List.of("hi"))));
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void cachedGrainsAreFoundByAnyKindOfTarget() {
        assertThat(run("cache.grains", "role:web", "tgt_type=grain", "--out=json")
                        .out())
                .contains("\"web1\": {", "\"role\": \"web\"");
        assertThat(run("cache.grains", "role:db", "tgt_type=grain", "--out=json")
                        .out())
                .isEqualTo("{}\n");
    }

    @Test
    void targetOfNoKindIsRefusedWithTheKindsThereAre() {
        Result result = run("cache.grains", "x", "tgt_type=planet");
        assertThat(result.out()).contains("tgt_type 'planet' is unknown; known: glob, pcre");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void pillarIsCompiledForAMinionWithOtherGrains() {
        assertThat(run("pillar.show_pillar", "web1", "--out=json", "--out-indent=-1")
                        .out())
                .isEqualTo("{\"port\": 8080, \"os\": \"Debian\"}\n");
        assertThat(run("pillar.show_pillar", "web1", "os=Fedora", "--out=json", "--out-indent=-1")
                        .out())
                .isEqualTo("{\"port\": 8080, \"os\": \"Fedora\"}\n");
    }

    @Test
    void mineIsUpdatedAndRead() {
        assertThat(run("mine.update", "web1").out()).isEqualTo("web1:\n    True\n");
        assertThat(run("mine.get", "*", "test.echo").out()).isEqualTo("web1:\n    hi\n");
        assertThat(run("mine.get", "*", "no.such").out()).isEmpty();
    }

    @Test
    void errorIsRaisedUnderItsName() {
        Result raised = run("error.error", "name=ValueError", "message=broken");
        assertThat(raised.out()).contains("ValueError: broken");
        assertThat(raised.exit()).isEqualTo(1);
        assertThat(run("error.error").exit()).isZero();
    }

    @Test
    void webPageIsFetched() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "hello".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            assertThat(run("http.query", url, "--out=json", "--out-indent=-1").out())
                    .isEqualTo("{\"body\": \"hello\"}\n");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void magicPacketCarriesTheAddressSixteenTimes() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            socket.setSoTimeout(20_000);
            assertThat(run("network.wol", "08-00-27-13-69-77", "127.0.0.1", "" + socket.getLocalPort())
                            .out())
                    .isEqualTo("True\n");
            DatagramPacket packet = new DatagramPacket(new byte[200], 200);
            socket.receive(packet);
            byte[] address = {8, 0, 0x27, 0x13, 0x69, 0x77};
            assertThat(packet.getLength()).isEqualTo(102);
            assertThat(Arrays.copyOfRange(packet.getData(), 0, 6)).containsOnly(0xff);
            assertThat(Arrays.copyOfRange(packet.getData(), 6, 12)).isEqualTo(address);
            assertThat(Arrays.copyOfRange(packet.getData(), 96, 102)).isEqualTo(address);
        }
    }

    @Test
    void hardwareAddressThatIsNoneIsRefused() {
        assertThat(run("network.wol", "not-a-mac", "127.0.0.1").out()).contains("Invalid MAC address: not-a-mac");
    }

    @Test
    void executionFunctionRunsOnTheMastersHost() {
        assertThat(run("salt.cmd", "test.echo", "here").out()).isEqualTo("here\n");
    }

    @Test
    void minionsAreSortedByVersion() {
        assertThat(run("manage.versions").out()).contains("Up to date:\n    ----------\n    web1:\n");
    }

    @Test
    void expectedMinionsAreListed() {
        assertThat(run("manage.expected", "G@role:web and web*", "tgt_type=compound")
                        .out())
                .isEqualTo("- web1\n");
    }

    private static Result run(String... args) {
        return site.run("salt-run", args);
    }
}
