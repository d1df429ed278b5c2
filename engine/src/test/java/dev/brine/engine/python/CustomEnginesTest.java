package dev.brine.engine.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.plugin.CustomKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Engines that users wrote in Python. */
@Timeout(120)
class CustomEnginesTest {

    private static final String ENGINE = """
            import os, time

            def start(path, word="default", stay=True):
                with open(path, "a") as out:
                    out.write("{} {} {}\\n".format(word, os.getpid(), __salt__["test.echo"](__opts__["id"])))
                while stay:
                    time.sleep(1)
            """;

    @Test
    void anEngineRunsWithItsOptionsUntilTheDaemonStops(@TempDir Path directory) throws Exception {
        // a limit for calls is none for engines
        try (PythonSite site = PythonSite.open(directory, Map.of("python_call_timeout", 0.01))) {
            site.write("engines", "pen", ENGINE);
            Path first = directory.resolve("first");
            Path second = directory.resolve("second");
            Map<String, Map<String, Object>> wanted = Map.of(
                    "pen", Map.of("path", first.toString(), "word", "one"),
                    "quill", Map.of("engine_module", "pen", "path", second.toString()),
                    "reactor", Map.of(),
                    "nosuch", Map.of());
            try (CustomEngines engines = engines(site, wanted)) {
                engines.start();
                await(() -> lines(first).size() == 1 && lines(second).size() == 1);
                assertThat(lines(first).get(0)).matches("one \\d+ web1");
                assertThat(lines(second).get(0)).matches("default \\d+ web1");
            }
            await(() -> !alive(first) && !alive(second));
            assertThat(lines(first)).hasSize(1);
        }
    }

    @Test
    void anEngineThatEndsIsStartedAgain(@TempDir Path directory) throws Exception {
        try (PythonSite site = PythonSite.open(directory, Map.of())) {
            site.write("engines", "pen", ENGINE);
            Path path = directory.resolve("written");
            try (CustomEngines engines = engines(site, Map.of("pen", Map.of("path", path.toString(), "stay", false)))) {
                engines.start();
                await(() -> lines(path).size() >= 3);
            }
        }
    }

    private static CustomEngines engines(PythonSite site, Map<String, Map<String, Object>> wanted) {
        return new CustomEngines(wanted, Set.of("reactor"), site.family(CustomKind.ENGINES), Duration.ofMillis(10));
    }

    private static boolean alive(Path written) {
        return ProcessHandle.of(Long.parseLong(lines(written).get(0).split(" ")[1]))
                .filter(ProcessHandle::isAlive)
                .isPresent();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}
