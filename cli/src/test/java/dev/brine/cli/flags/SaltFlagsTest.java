package dev.brine.cli.flags;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.CommandSite;
import dev.brine.cli.CommandSite.Result;
import dev.brine.transport.wire.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options that only {@code salt} has, as far as no recorded command shows what they do. */
class SaltFlagsTest {

    private static CommandSite site;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        site = CommandSite.in(directory).start();
        site.minion("web1", Map.of("other.rawfile_json.filename", directory.resolve("configured") + ""));
        site.minion("gone");
        site.stop("gone");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static Result run(String... args) {
        return site.run("salt", args);
    }

    /** What the master keeps of the job published last. */
    private static Map<?, ?> lastLoad() throws IOException {
        try (Stream<Path> files = Files.walk(site.master().cache().resolve("jobs"))) {
            Path last = files.filter(f -> f.endsWith(".load.p"))
                    .max(Comparator.comparingLong((Path f) -> f.toFile().lastModified()))
                    .orElseThrow();
            return (Map<?, ?>) Codec.LOCAL.decode(Files.readAllBytes(last));
        }
    }

    @Test
    void moreOfTheLineComesFromStandardInput() {
        site.typing("web1\ntest.echo\nfrom there\n");
        assertThat(run("--args-stdin").out()).isEqualTo("web1:\n    from there\n");
    }

    @Test
    void namedArgumentIsLeftAsText() {
        assertThat(run("web1", "test.kwarg", "--no-parse=text", "text=1", "number=1", "--out=json", "--out-indent=-1")
                        .out())
                .contains("\"text\": \"1\"", "\"number\": 1");
    }

    @Test
    void argumentsOfSeveralFunctionsAreSeparatedAsAskedFor() {
        assertThat(run(
                                "web1",
                                "test.echo,test.echo",
                                "a,b",
                                "::",
                                "c",
                                "--args-separator=::",
                                "--out=json",
                                "--out-indent=-1")
                        .out())
                .isEqualTo("{\"web1\": {\"test.echo\": \"c\"}}\n");
        assertThat(run(
                                "web1",
                                "test.echo,test.ping",
                                "a,b",
                                "::",
                                "--args-separator=::",
                                "--out=json",
                                "--out-indent=-1")
                        .out())
                .isEqualTo("{\"web1\": {\"test.echo\": \"a,b\", \"test.ping\": true}}\n");
    }

    @Test
    void configurationIsDumpedAsYaml() {
        Result dump = run("--config-dump", "*", "test.ping");
        assertThat(dump.out())
                .contains("ret_port: " + site.master().master().retPort() + "\n", "id: test_master\n")
                .as("what nobody set")
                .contains("publish_port: 4505\n", "keep_jobs_seconds: 86400\n");
        assertThat(dump.exit()).isZero();
    }

    @Test
    void silentMinionIsAskedAfterTheTimeoutGiven() {
        site.configure("timeout: 3600\ngather_job_timeout: 1\n");
        Result result = run("-t", "1", "gone", "test.ping");
        assertThat(result.out()).startsWith("gone:\n    Minion did not return.");
        assertThat(run("--timeout=1", "gone", "test.ping").out()).startsWith("gone:\n    Minion did not return.");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void returnerTakesItsOptionsFromTheCommandLine() throws IOException {
        Path kept = site.directory().resolve("kept");
        run("web1", "test.echo", "x", "--return=rawfile_json", "--return_kwargs={filename: " + kept + "}");
        site.run("salt", "web1", "test.ping");
        awaitFile(kept);
        assertThat(kept).content().contains("\"fun\": \"test.echo\"", "\"return\": \"x\"");
    }

    @Test
    void returnerTakesAnotherConfiguration() throws IOException {
        Path kept = site.directory().resolve("configured");
        run("web1", "test.echo", "x", "--return=rawfile_json", "--return_config=other");
        awaitFile(kept);
        assertThat(kept).content().contains("\"fun\": \"test.echo\"");
    }

    /** Returners work after the return is sent; pings pass the time. */
    private static void awaitFile(Path file) throws IOException {
        while (!Files.exists(file) || Files.size(file) == 0) {
            site.run("salt", "web1", "test.ping");
        }
    }

    @Test
    void metadataComesBackWithTheReturn() {
        run("web1", "test.echo", "marked", "--metadata={ticket: 7}");
        assertThat(site.master()
                        .await(e -> "marked".equals(e.data().get("return")))
                        .data())
                .containsEntry("metadata", Map.of("ticket", 7L));
    }

    @Test
    void executorsAreNamedInTheJob() throws IOException {
        run("web1", "test.ping", "--module-executors=[direct_call]", "--executor-opts={a: 1}");
        assertThat(lastLoad().toString()).contains("module_executors", "direct_call", "executor_opts");
    }
}
