package dev.brine.reactor.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import dev.brine.reactor.record.ReactionRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process with bus, journal and reactor is killed again and again. Small in the build; {@code -Dsoak.events=200000
 * -Dsoak.kills=50} makes it long.
 */
class SoakTest {
    private static final int EVENTS = Integer.getInteger("soak.events", 4_000);
    private static final int KILLS = Integer.getInteger("soak.kills", 3);

    @TempDir
    Path directory;

    @Test
    void noAcknowledgedEventIsWithoutItsReactionAndNoneThatEndedIsRepeated() throws Exception {
        Random random = new Random(11);
        Set<Long> acknowledged = new HashSet<>();
        Map<String, Long> ended = new HashMap<>();
        long next = 0;
        for (int round = 0; round <= KILLS; round++) {
            int until = round == KILLS ? EVENTS : EVENTS / (KILLS + 1) * (round + 1);
            Process process = child(next, until, round == KILLS);
            int most = round == KILLS ? Integer.MAX_VALUE : random.nextInt(Math.max(1, (int) (until - next)));
            long read = read(process, most, acknowledged);
            process.destroyForcibly();
            process.waitFor();
            assertThat(read).isPositive();
            Map<String, Long> now = effects();
            ended.forEach((mark, times) -> assertThat(now.get(mark))
                    .as("%s had ended before the kill", mark)
                    .isEqualTo(times));
            ended.clear();
            done().forEach(mark -> ended.put(mark, now.get(mark)));
            next = until;
        }
        Set<Long> answered = effects().keySet().stream().map(Long::valueOf).collect(Collectors.toSet());
        assertThat(answered).containsAll(acknowledged);
    }

    private Process child(long from, long until, boolean toTheEnd) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Child.class.getName(),
                        directory.toString(),
                        String.valueOf(from),
                        String.valueOf(until),
                        String.valueOf(toTheEnd))
                .redirectError(directory.resolve("child.err").toFile())
                .start();
    }

    /** Notes acknowledged events until so many were read, or the process ends. */
    private static long read(Process process, int most, Set<Long> acknowledged) throws IOException {
        long read = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("ACK ")) {
                    acknowledged.add(Long.valueOf(line.substring(4)));
                    if (++read > most) {
                        return read;
                    }
                }
            }
        }
        return read;
    }

    /** How often each event was reacted to. */
    private Map<String, Long> effects() throws IOException {
        Path effects = directory.resolve("effects");
        return (Files.exists(effects) ? Files.readAllLines(effects) : List.<String>of())
                .stream()
                        .filter(line -> !line.isBlank())
                        .collect(Collectors.groupingBy(line -> line, Collectors.counting()));
    }

    /** Marks of the reactions whose end is on record. */
    private Set<String> done() {
        try (var file = dev.brine.engine.event.SqliteEventJournal.open(
                directory.resolve("events.db"), java.time.Clock.systemUTC())) {
            return dev.brine.reactor.record.SqliteReactionLog.open(file.file()).find("WHERE state = 'DONE'").stream()
                    .map(ReactionRecord::reaction)
                    .map(reaction -> String.valueOf(
                            reaction.arg().isEmpty()
                                    ? reaction.kwarg().get("value")
                                    : reaction.arg().get(0)))
                    .collect(Collectors.toSet());
        }
    }

    /** The process that is killed. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws Exception {
            Path directory = Path.of(args[0]);
            Path effects = directory.resolve("effects");
            Path sls = Files.writeString(
                    directory.resolve("mark.sls"), "mark:\n  runner.mark.it:\n    - value: {{ data['n'] }}\n");
            Bench bench = new Bench(directory, List.of(Map.of("a/*", sls.toString())), Map.of(), value -> {
                try {
                    Files.writeString(effects, value + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            for (long n = Long.parseLong(args[1]); n < Long.parseLong(args[2]); n++) {
                long number = n;
                bench.bus
                        .publish(Event.of("a/x", Map.of("n", number), Origin.LOCAL))
                        .thenRun(() -> acknowledge(number));
            }
            if (Boolean.parseBoolean(args[3])) {
                bench.awaitIdle();
                bench.close();
            } else {
                Thread.currentThread().join();
            }
        }

        private static synchronized void acknowledge(long number) {
            System.out.println("ACK " + number);
            System.out.flush();
        }
    }
}
