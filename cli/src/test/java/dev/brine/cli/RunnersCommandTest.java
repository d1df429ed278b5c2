package dev.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.brine.cli.CommandSite.Result;
import dev.brine.cli.remote.RunnerCall;
import dev.brine.engine.client.JobCollector;
import dev.brine.engine.event.Cause;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
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
    void itemsWaitInQueuesUntilTheyAreTakenOut() {
        assertThat(run("queue.insert", "jobs", "one").out()).isEqualTo("True\n");
        assertThat(run("queue.insert", "jobs", "one").out())
                .isEqualTo("Item already exists in this queue. sqlite error: UNIQUE constraint failed: jobs.name\n");
        assertThat(run("queue.insert", "jobs", "[two, 'it''s', four]").out()).isEqualTo("True\n");
        assertThat(run("queue.insert", "jobs", "[five, two]").out())
                .startsWith("One or more items already exists in this queue.");
        assertThat(run("queue.list_items", "jobs").out()).isEqualTo("- one\n- two\n- it's\n- four\n");
        assertThat(run("queue.list_length", "jobs").out()).isEqualTo("4\n");
        assertThat(run("queue.list_queues").out()).contains("- jobs\n");
        assertThat(run("queue.delete", "jobs", "two").out()).isEqualTo("True\n");
        assertThat(run("queue.pop", "jobs").out()).isEqualTo("- one\n");
        assertThat(run("queue.pop", "jobs", "all").out()).isEqualTo("- it's\n- four\n");
        assertThat(run("queue.list_length", "jobs").out()).isEqualTo("0\n");
    }

    @Test
    void queuesAreNamedByLettersAndTakenFromByNumbers() {
        assertThat(run("queue.insert", "../etc", "x").out()).contains("is no name for a queue");
        assertThat(run("queue.pop", "other", "some").out()).contains("Quantity must be an integer or \"all\".");
        assertThat(run("queue.insert", "other", "x", "backend=pgjsonb").out())
                .contains("Function \"pgjsonb.insert\" is not available");
    }

    @Test
    void whatARunnerPrintsIsAnEventBeforeItsReturn() {
        String jid = site.master()
                .master()
                .parts()
                .runners()
                .start("test.stdout_print", List.of(), Map.of(), "root", Cause.NONE)
                .jid();
        assertThat(site.master().await("salt/run/" + jid + "/ret").data()).containsEntry("return", "bar");
        assertThat(site.master().seen().stream()
                        .filter(event -> event.tag().startsWith("salt/run/" + jid + "/"))
                        .map(event ->
                                event.tag().replaceAll(".*/", "") + event.data().getOrDefault("text", "")))
                .containsExactly("new", "printfoo", "ret");
    }

    @Test
    void printedTextIsShownWhileTheReturnIsAwaited() throws InterruptedException {
        Queue<JobCollector.Message> bus = new ArrayDeque<>(List.of(
                new JobCollector.Message("salt/run/2/print", Map.of("text", "another's")),
                new JobCollector.Message("salt/run/1/print", Map.of("text", "foo")),
                new JobCollector.Message("salt/run/1/ret", Map.of("return", "bar"))));
        List<String> printed = new ArrayList<>();
        assertThat(new RunnerCall("1", "")
                        .await(wait -> Optional.ofNullable(bus.poll()), Duration.ofSeconds(60), printed::add))
                .hasValue(Map.of("return", "bar"));
        assertThat(printed).containsExactly("foo");
    }

    @Test
    void itemsAreHandedToTheReactorAsAnEvent() {
        run("queue.insert", "events", "[a, b]");
        assertThat(run("queue.process_queue", "events", "2", "--out=json", "--out-indent=-1")
                        .out())
                .isEqualTo("{\"items\": [\"a\", \"b\"], \"backend\": \"sqlite\", \"queue\": \"events\"}\n");
        assertThat(site.master().await("salt/queue/events/process").data()).containsEntry("items", List.of("a", "b"));
    }

    @Test
    void runnerCallsWaitInAQueue() {
        assertThat(run("queue.insert_runner", "test.stdout_print", "queue=calls")
                        .out())
                .isEqualTo("True\n");
        assertThat(run("queue.insert_runner", "test.arg", "args=[1, x]", "kwargs={k: v}", "queue=calls")
                        .out())
                .isEqualTo("True\n");
        assertThat(run("queue.process_runner", "all", "queue=calls").exit()).isZero();
        assertThat(run("queue.list_length", "calls").out()).isEqualTo("0\n");
        assertThat(run("queue.insert_runner", "test.arg").out()).contains("runner_queue");
    }

    @Test
    void minionsAreSortedByWhatTheyReturn() {
        assertThat(run("survey.hash", "*", "test.echo", "same", "--out=json", "--out-indent=-1")
                        .out())
                .isEqualTo("[{\"pool\": [\"web1\"], \"result\": \"same\"}]\n");
        assertThat(run("survey.diff", "*", "test.echo", "same").out())
                .contains("      - web1\n  result:\n      same\n");
        assertThat(run("survey.hash", "*").out()).contains("a target and a function are needed");
    }

    @Test
    void cachesThatThereAreNotAreNotCleared() {
        assertThat(run("fileserver.clear_cache").out()).isEqualTo("No cache was cleared\n");
        assertThat(run("fileserver.envs", "backend=roots").out()).isEqualTo("- base\n");
        assertThat(run("fileserver.envs", "backend=git", "--out=json").out()).isEqualTo("[]\n");
        assertThat(run("fileserver.clear_lock").out()).isEqualTo("No locks were removed\n");
        assertThat(run("pillar.show_pillar_cache").out()).isEqualTo("False\n");
        assertThat(run("sdb.get", "plain").out()).isEqualTo("plain\n");
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
