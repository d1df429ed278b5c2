package dev.brine.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.EventJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleTest {
    private static final LocalDateTime NOON = LocalDateTime.of(2026, 11, 21, 12, 0);

    @TempDir
    Path directory;

    private final Moved clock = new Moved();
    private final EventBus bus = new EventBus(clock, EventJournal.none());
    private final List<String> events = new ArrayList<>();
    private final Map<String, Object> pillar = new LinkedHashMap<>();
    private final Recorder runs = new Recorder();

    @Test
    void intervalRunsOnceForEachIntervalAndNotAtTheStart() {
        Schedule schedule = schedule(job("j", "seconds", 10L));
        tick(schedule, 35);
        assertThat(runs.times).containsExactly(10L, 20L, 30L);
    }

    @Test
    void runOnStartRunsAtTheFirstLookAndThenByItsInterval() {
        Schedule schedule = schedule(job("j", "minutes", 1L, "run_on_start", true));
        tick(schedule, 65);
        assertThat(runs.times).containsExactly(0L, 60L);
    }

    @Test
    void intervalRunsOnceAfterALongSleep() {
        Schedule schedule = schedule(job("j", "seconds", 60L));
        tick(schedule, 1);
        clock.move(Duration.ofHours(1));
        tick(schedule, 30);
        assertThat(runs.names).hasSize(1);
    }

    @Test
    void clockSetBackDelaysAnIntervalByNoMoreThanItself() {
        Schedule schedule = schedule(job("j", "seconds", 10L));
        tick(schedule, 5);
        clock.move(Duration.ofHours(-3));
        long back = clock.seconds();
        tick(schedule, 12);
        assertThat(runs.times).containsExactly(back + 10);
    }

    @Test
    void cronRunsAtItsMinutes() {
        Schedule schedule = schedule(job("j", "cron", "*/15 12 * * *"));
        tick(schedule, 3600);
        assertThat(runs.times).containsExactly(900L, 1800L, 2700L);
    }

    @Test
    void whenRunsAtEachOfItsTimesOnceADay() {
        Schedule schedule = schedule(job("j", "when", List.of("12:00:20", "Saturday 12:01pm", "11:00am")));
        tick(schedule, 200);
        assertThat(runs.times).containsExactly(20L, 60L);
        clock.move(Duration.ofDays(1).minusSeconds(200));
        tick(schedule, 30);
        assertThat(runs.times.get(2)).isEqualTo(86_400L + 20);
    }

    @Test
    void whenTakesNamesOfThePillar() {
        pillar.put("whens", Map.of("tea time", "12:00:05"));
        Schedule schedule = schedule(job("j", "when", "tea time"));
        tick(schedule, 10);
        assertThat(runs.times).containsExactly(5L);
    }

    @Test
    void onceRunsOnceAndOneThatIsPastNever() {
        Map<String, Object> both = job("j", "once", "2026-11-21T12:00:07");
        both.putAll(job("past", "once", "2020-01-01T00:00:00"));
        both.putAll(job("own", "once", "21.11.2026 12:00:09", "once_fmt", "%d.%m.%Y %H:%M:%S"));
        Schedule schedule = schedule(both);
        tick(schedule, 30);
        assertThat(runs.names).containsExactly("j", "own");
        assertThat(runs.times).containsExactly(7L, 9L);
    }

    @Test
    void pauseOfAFewSecondsMissesNoTime() {
        Schedule schedule = schedule(job("j", "once", "2026-11-21T12:00:07"));
        tick(schedule, 5);
        clock.move(Duration.ofSeconds(10));
        schedule.tick();
        assertThat(runs.names).containsExactly("j");
    }

    @Test
    void splayDelaysByAtMostItsSeconds() {
        Schedule schedule = schedule(job("j", "seconds", 30L, "splay", Map.of("start", 5L, "end", 10L)));
        tick(schedule, 45);
        assertThat(runs.times).singleElement().satisfies(at -> assertThat(at).isBetween(35L, 40L));
    }

    @Test
    void rangeHoldsBackAndLetsGo() {
        Schedule schedule = schedule(job("j", "seconds", 10L, "range", Map.of("start", "12:00:25", "end", "12:00:45")));
        tick(schedule, 80);
        assertThat(runs.times).containsExactly(25L, 35L, 45L);
    }

    @Test
    void skippedRangesAndTimesDoNotRun() {
        Map<String, Object> jobs =
                job("r", "seconds", 10L, "skip_during_range", Map.of("start", "12:00:15", "end", "12:00:35"));
        jobs.putAll(job("e", "seconds", 10L));
        Schedule schedule = schedule(jobs);
        schedule.manage(Map.of("func", "skip_job", "name", "e", "time", "2026-11-21T12:00:20"));
        tick(schedule, 41);
        assertThat(runs.of("r")).containsExactly(10L, 40L);
        assertThat(runs.of("e")).containsExactly(10L, 30L, 40L);
    }

    @Test
    void postponedRunIsMadeAtTheNewTime() {
        Schedule schedule = schedule(job("j", "cron", "1 12 * * *"));
        tick(schedule, 1);
        schedule.manage(Map.of(
                "func", "postpone_job", "name", "j", "time", "2026-11-21T12:01:00", "new_time", "2026-11-21T12:02:30"));
        tick(schedule, 300);
        assertThat(runs.times).containsExactly(150L);
    }

    @Test
    void untilAndAfterBoundAJob() {
        Map<String, Object> jobs = job("u", "seconds", 10L, "until", "2026-11-21 12:00:25");
        jobs.putAll(job("a", "seconds", 10L, "after", "2026-11-21 12:00:25"));
        Schedule schedule = schedule(jobs);
        tick(schedule, 41);
        assertThat(runs.of("u")).containsExactly(10L, 20L);
        assertThat(runs.of("a")).containsExactly(30L, 40L);
    }

    @Test
    void noMoreThanMaxrunningAtATime() {
        Schedule schedule = schedule(job("j", "seconds", 5L, "maxrunning", 2L));
        runs.stuck = true;
        tick(schedule, 21);
        assertThat(runs.names).hasSize(2);
        Map<?, ?> status = (Map<?, ?>)
                schedule.manage(Map.of("func", "job_status", "name", "j")).get("data");
        assertThat(status.get("_skip_reason")).isIn("maxrunning", null);
        runs.underWay.clear();
        runs.stuck = false;
        tick(schedule, 6);
        assertThat(runs.names).hasSize(3);
    }

    @Test
    void disabledJobsAndDisabledScheduleDoNotRun() {
        Map<String, Object> jobs = job("off", "seconds", 5L, "enabled", false);
        jobs.putAll(job("on", "seconds", 5L));
        Schedule schedule = schedule(jobs);
        tick(schedule, 6);
        assertThat(runs.names).containsExactly("on");
        schedule.manage(Map.of("func", "disable"));
        tick(schedule, 20);
        assertThat(runs.names).containsExactly("on");
    }

    @Test
    void contradictingTimesAreRefusedAndShownWithTheirJob() {
        Schedule schedule = schedule(job("j", "seconds", 5L, "cron", "* * * * *"));
        tick(schedule, 70);
        assertThat(runs.names).isEmpty();
        assertThat(status(schedule, "j").get("_error").toString()).contains("cannot be used together");
    }

    @Test
    void changesAreFiredAndKeptForTheNextStart() throws IOException {
        Schedule schedule = schedule(new LinkedHashMap<>());
        Map<String, Object> reply = schedule.manage(Map.of(
                "func",
                "add",
                "name",
                "j",
                "persist",
                true,
                "schedule",
                job("j", "seconds", 5L, "args", List.of("x"))));
        assertThat(events).containsExactly("/salt/minion/minion_schedule_add_complete");
        assertThat(((Map<?, ?>) reply.get("schedule")).keySet().toString()).isEqualTo("[j]");
        Map<String, Object> kept = new ScheduleFile(directory.resolve("minion.d/_schedule.conf")).read();
        assertThat(kept).containsOnlyKeys("j");
        assertThat(kept.get("j"))
                .isEqualTo(Map.of(
                        "function", "test.ping", "seconds", 5L, "args", List.of("x"), "enabled", true, "name", "j"));
        tick(schedule, 6);
        schedule.manage(Map.of("func", "delete", "name", "j", "persist", true));
        assertThat(Files.readString(directory.resolve("minion.d/_schedule.conf")))
                .isEqualTo("schedule: {}\n");
        tick(schedule, 20);
        assertThat(runs.names).hasSize(1);
    }

    @Test
    void pillarJobsRunAndAreNotChangedFromOutside() {
        pillar.put("schedule", job("p", "seconds", 5L));
        Schedule schedule = schedule(job("o", "seconds", 5L));
        schedule.manage(Map.of("func", "disable_job", "name", "p"));
        tick(schedule, 6);
        assertThat(runs.names).containsExactlyInAnyOrder("p", "o");
        pillar.put("schedule", job("p", "seconds", 3L));
        runs.names.clear();
        tick(schedule, 4);
        assertThat(runs.names).contains("p");
    }

    @Test
    void nextFireTimeIsTold() {
        Schedule schedule = schedule(job("j", "seconds", 90L));
        tick(schedule, 1);
        assertThat(schedule.manage(Map.of("func", "get_next_fire_time", "name", "j")))
                .containsEntry("next_fire_time", "2026-11-21T12:01:30");
    }

    private static Map<?, ?> status(Schedule schedule, String name) {
        return (Map<?, ?>)
                schedule.manage(Map.of("func", "job_status", "name", name)).get("data");
    }

    private Schedule schedule(Map<String, Object> entries) {
        bus.tap(event -> note(event));
        return new Schedule(
                entries,
                () -> pillar,
                Map::of,
                new ScheduleFile(directory.resolve("minion.d/_schedule.conf")),
                runs,
                bus,
                clock,
                new Random(1));
    }

    private void note(Event event) {
        events.add(event.tag());
    }

    /** Looks once a second, from now on. */
    private void tick(Schedule schedule, int times) {
        for (int i = 0; i < times; i++) {
            schedule.tick();
            clock.move(Duration.ofSeconds(1));
        }
    }

    private static Map<String, Object> job(String name, Object... pairs) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("function", "test.ping");
        for (int i = 0; i < pairs.length; i += 2) {
            entry.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        Map<String, Object> jobs = new LinkedHashMap<>();
        jobs.put(name, entry);
        return jobs;
    }

    /** Notes what runs, and when in seconds after noon. */
    private final class Recorder implements Runs {
        private final List<String> names = new ArrayList<>();
        private final List<Long> times = new ArrayList<>();
        private final Map<String, Integer> underWay = new LinkedHashMap<>();
        private boolean stuck;

        @Override
        public int underWay(String name) {
            return underWay.getOrDefault(name, 0);
        }

        @Override
        public void start(Due due) {
            names.add(due.name());
            times.add(clock.seconds());
            if (stuck) {
                underWay.merge(due.name(), 1, Integer::sum);
            }
        }

        List<Long> of(String name) {
            List<Long> of = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                if (names.get(i).equals(name)) {
                    of.add(times.get(i));
                }
            }
            return of;
        }
    }

    /** A clock that stands still until it is moved; it starts at noon, local time. */
    private static final class Moved extends Clock {
        private Instant now = NOON.atZone(ZoneId.systemDefault()).toInstant();

        void move(Duration by) {
            now = now.plus(by);
        }

        long seconds() {
            return Duration.between(NOON.atZone(ZoneId.systemDefault()).toInstant(), now)
                    .toSeconds();
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            Moved outer = this;
            return new Clock() {
                @Override
                public ZoneId getZone() {
                    return zone;
                }

                @Override
                public Clock withZone(ZoneId other) {
                    return outer.withZone(other);
                }

                @Override
                public Instant instant() {
                    return outer.instant();
                }
            };
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
