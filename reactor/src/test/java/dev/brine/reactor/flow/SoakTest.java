package dev.brine.reactor.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.event.SqliteEventJournal;
import dev.brine.reactor.reaction.Reaction;
import dev.brine.reactor.record.ReactionRecord;
import dev.brine.reactor.record.SqliteReactionLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process with bus, journal and reactor is killed again and again, while events come for a plain rule, a throttled one, one that
 * coalesces jobs and one whose reactions run in sequence. Small in the build; bench/README.md says how it is made
 * long.
 */
class SoakTest {
    private static final int EVENTS = Integer.getInteger("soak.events", 2_000);
    private static final int KILLS = Integer.getInteger("soak.kills", 3);

    @TempDir
    Path directory;

    /** What the processes did: how often each mark was set and each job published. */
    private record Effects(Map<String, Long> times, Map<String, Set<String>> minions, List<String> inOrder) {}

    @Test
    void acknowledgedEventsAreAnsweredAsTheirPoliciesSayWhateverIsKilled() throws Exception {
        Random random = new Random(11);
        Set<String> acknowledged = new HashSet<>();
        Set<String> ended = new HashSet<>();
        Map<String, Long> before = Map.of();
        for (int round = 0; round <= KILLS; round++) {
            boolean last = round == KILLS;
            int fair = Math.max(1, EVENTS / (KILLS + 1));
            int share = last ? Math.max(fair, EVENTS - acknowledged.size()) : fair / 2 + random.nextInt(fair);
            Process process = SoakChild.start(directory, round, last ? share : 0);
            int read = read(process, last ? Integer.MAX_VALUE : share, acknowledged);
            process.destroyForcibly();
            process.waitFor();
            assertThat(read).as(() -> "events acknowledged; its log: " + log()).isPositive();
            Map<String, Long> now = effects().times();
            for (String mark : ended) {
                assertThat(now.get(mark))
                        .as("%s had ended before the kill", mark)
                        .isEqualTo(before.get(mark));
            }
            ended.addAll(done());
            before = now;
        }
        assertThat(log()).contains("idle");
        check(acknowledged);
    }

    private void check(Set<String> acknowledged) throws IOException {
        Effects effects = effects();
        Map<String, Set<String>> throttled = new TreeMap<>();
        Map<String, Integer> jobsOf = new HashMap<>();
        effects.minions().values().forEach(ids -> ids.forEach(id -> jobsOf.merge(id, 1, Integer::sum)));
        effects.times().keySet().stream().filter(mark -> mark.startsWith("t")).forEach(mark -> {
            String[] words = mark.split("/");
            throttled.computeIfAbsent(words[0], id -> new TreeSet<>()).add(words[1]);
        });
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < effects.inOrder().size(); i++) {
            places.putIfAbsent(effects.inOrder().get(i), i);
        }
        Set<String> missing = new TreeSet<>();
        for (String event : acknowledged) {
            boolean answered = switch (event.charAt(0)) {
                case 't' -> throttled.containsKey(event.split("/")[0]);
                case 'c' -> jobsOf.containsKey(event);
                case 's' -> places.containsKey(event + "-1") && places.containsKey(event + "-3");
                default -> places.containsKey(event);
            };
            if (!answered) {
                missing.add(event);
            }
        }
        assertThat(missing).as("acknowledged events without a reaction").isEmpty();
        assertThat(throttled)
                .as("once for each id, over kills")
                .allSatisfy((id, events) -> assertThat(events).hasSize(1));
        assertThat(jobsOf)
                .as("each minion in one job")
                .allSatisfy((id, jobs) -> assertThat(jobs).isEqualTo(1));
        long coalesced =
                jobsOf.keySet().stream().filter(id -> id.startsWith("c")).count();
        long jobs = effects.minions().values().stream()
                .filter(ids -> ids.iterator().next().startsWith("c"))
                .count();
        assertThat(jobs).as("jobs for %s events", coalesced).isBetween(1L, coalesced / 2 + 1);
        places.forEach((mark, place) -> {
            if (mark.endsWith("-3")) {
                assertThat(places.get(mark.replace("-3", "-1"))).as(mark).isLessThan(place);
            }
        });
    }

    /** Notes acknowledged events until so many were read, or the process ends. */
    private static int read(Process process, int most, Set<String> acknowledged) throws IOException {
        int read = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("ACK ")) {
                    acknowledged.add(line.substring(4));
                    if (++read >= most) {
                        return read;
                    }
                }
            }
        }
        return read;
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("child.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Effects effects() throws IOException {
        Map<String, Long> times = new HashMap<>();
        Map<String, Set<String>> minions = new LinkedHashMap<>();
        List<String> lines = SoakChild.effects(directory);
        for (String line : lines) {
            String[] words = line.split(" ");
            times.merge(words[0], 1L, Long::sum);
            if (words.length > 1) {
                minions.computeIfAbsent(words[0], jid -> new TreeSet<>()).addAll(List.of(words[1].split(",")));
            }
        }
        return new Effects(times, minions, lines);
    }

    /** Marks and jobs of the reactions whose end is on record. */
    private Set<String> done() {
        Set<String> done = new HashSet<>();
        try (var file = SqliteEventJournal.open(directory.resolve("events.db"), Clock.systemUTC())) {
            for (ReactionRecord record :
                    SqliteReactionLog.open(file.file()).read().find("WHERE state = 'DONE'")) {
                Reaction reaction = record.reaction();
                done.add(
                        reaction instanceof Reaction.Local
                                ? record.jid()
                                : String.valueOf(
                                        reaction.arg().isEmpty()
                                                ? reaction.kwarg().get("value")
                                                : reaction.arg().get(0)));
            }
        }
        return done;
    }
}
