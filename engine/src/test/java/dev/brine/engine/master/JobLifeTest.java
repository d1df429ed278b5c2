package dev.brine.engine.master;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.client.JobRequest;
import dev.brine.engine.client.MasterCalls;
import dev.brine.engine.client.Published;
import dev.brine.engine.event.Cause;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import dev.brine.engine.event.Tags;
import dev.brine.engine.job.Job;
import dev.brine.engine.job.JobReturn;
import dev.brine.engine.target.Target;
import dev.brine.engine.testing.TestMaster;
import dev.brine.engine.testing.TestPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs from their publication until they are forgotten, as {@code salt-run jobs.*} shows them. Shapes are those of stock 3006. */
@Timeout(120)
class JobLifeTest {
    @TempDir
    private Path temp;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private TestMaster master(String option, Object value) throws IOException {
        TestMaster master = TestMaster.in(temp)
                .option("auto_accept", true)
                .option(option, value)
                .start();
        open.add(master);
        return master;
    }

    private TestPeer web1(TestMaster master) {
        TestPeer peer = new TestPeer(master, "web1").joined();
        open.add(0, peer);
        return peer;
    }

    private static Object runner(TestMaster master, String fun, Object... args) {
        return master.master()
                .parts()
                .runners()
                .call(fun, List.of(args), Map.of(), "root", Cause.NONE)
                .outcome()
                .toCompletableFuture()
                .join()
                .value();
    }

    private static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }

    private static String publish(TestMaster master, String fun, Map<String, Object> extra) {
        JobRequest request = new JobRequest(Target.glob("web1"), fun, List.of("a"), "", "", "root", extra, Cause.NONE);
        return ((Published.Sent) master.master().parts().jobs().publish(request)).jid();
    }

    private static void answer(TestPeer web1, String jid, Object value) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("jid", jid);
        load.put("fun", "test.ping");
        load.put("fun_args", List.of());
        load.put("return", value);
        load.put("retcode", 0L);
        load.put("success", true);
        web1.value("_return", load);
    }

    @Test
    void newestJobsAreAListWithTheirIds() throws Exception {
        TestMaster master = master("runner_returns", false);
        web1(master);
        publish(master, "test.ping", Map.of());
        String second = publish(master, "test.echo", Map.of("metadata", Map.of("ticket", 7L)));
        String third = publish(master, "cmd.run", Map.of());
        publish(master, "saltutil.find_job", Map.of());

        List<?> shown = (List<?>) runner(master, "jobs.list_jobs_filter", 2L);

        assertThat(shown).extracting(job -> String.valueOf(map(job).get("JID"))).containsExactly(second, third);
        assertThat(List.copyOf(map(shown.get(0)).keySet()).toString())
                .isEqualTo("[Function, Arguments, Target, Target-type, User, Metadata, JID, StartTime]");
        assertThat((List<?>) runner(master, "jobs.list_jobs_filter", 9L, false)).hasSize(4);
    }

    @Test
    void lastRunIsTheNewestThatFits() throws Exception {
        TestMaster master = master("runner_returns", false);
        TestPeer web1 = web1(master);
        String jid = publish(master, "test.ping", Map.of("metadata", Map.of("ticket", 7L)));
        answer(web1, jid, true);
        publish(master, "test.echo", Map.of());

        assertThat(lastRun(master, Map.of("function", "test.p*"))).isEqualTo(jid);
        assertThat(lastRun(master, Map.of("metadata", Map.of("ticket", 7L)))).isEqualTo(jid);
        assertThat(lastRun(master, Map.of("target", "web1"))).isGreaterThan(jid);
        assertThat(lastRun(master, Map.of("function", "none.such"))).isEqualTo("false");
        Map<?, ?> printed = map(map(runner(master, "jobs.print_job", jid)).get(jid));
        assertThat(printed.get("Result"))
                .isEqualTo(Map.of("web1", Map.of("return", true, "retcode", 0L, "success", true)));
        assertThat(printed.get("Minions")).isEqualTo(List.of("web1"));
        assertThat(runner(master, "jobs.exit_success", jid)).isEqualTo(Map.of("web1", true));
    }

    @Test
    void failedJobsAreFoundWithTheMinionsTheyFailedOn() throws Exception {
        TestMaster master = master("runner_returns", false);
        TestPeer web1 = web1(master);
        answer(web1, publish(master, "test.ping", Map.of()), true);
        String failed = publish(master, "cmd.run", Map.of());
        web1.value(
                "_return",
                Map.of(
                        "jid",
                        failed,
                        "fun",
                        "cmd.run",
                        "fun_args",
                        List.of(),
                        "return",
                        "no",
                        "retcode",
                        3L,
                        "success",
                        false));
        String silent = publish(master, "test.sleep", Map.of());

        Map<?, ?> shown = map(runner(master, "jobs.failed"));

        assertThat(shown.keySet().toString()).isEqualTo("[" + failed + "]");
        assertThat(map(shown.get(failed)).get("Function")).isEqualTo("cmd.run");
        assertThat(map(shown.get(failed)).get("Failed")).isEqualTo(Map.of("web1", "retcode 3"));
        Map<?, ?> all = map(runner(master, "jobs.failed", 10L, true));
        assertThat(all.keySet().toString()).isEqualTo("[" + failed + ", " + silent + "]");
        assertThat(map(all.get(silent)).get("Failed")).isEqualTo(Map.of("web1", "did not return"));
    }

    private static String lastRun(TestMaster master, Map<String, Object> kwargs) {
        Object value = master.master()
                .parts()
                .runners()
                .call("jobs.last_run", List.of(), kwargs, "root", Cause.NONE)
                .outcome()
                .toCompletableFuture()
                .join()
                .value();
        return value instanceof Map<?, ?> map
                ? String.valueOf(map.keySet().iterator().next())
                : String.valueOf(value);
    }

    @Test
    void runnerAndWheelCallsAreJobsOfTheMaster() throws Exception {
        TestMaster master = master("runner_returns", true);
        MasterCalls.Started called =
                master.master().parts().runners().call("test.arg", List.of("a"), Map.of("b", 1L), "fred", Cause.NONE);
        kept(master, called.jid());
        MasterCalls.Started wheel =
                master.master().parts().wheel().call("key.list_all", List.of(), Map.of(), "root", Cause.NONE);
        kept(master, wheel.jid());
        String id = master.master().config().id();

        Map<?, ?> shown = map(runner(master, "jobs.list_job", called.jid()));

        assertThat(List.copyOf(shown.keySet()).toString())
                .isEqualTo("[jid, Function, Arguments, Target, Target-type, User, StartTime, Result]");
        assertThat(shown.get("Function")).isEqualTo("runner.test.arg");
        assertThat(shown.get("Target")).isEqualTo(id);
        assertThat(shown.get("Target-type")).isEqualTo("list");
        assertThat(shown.get("User")).isEqualTo("fred");
        Map<?, ?> data = map(map(map(shown.get("Result")).get(id)).get("return"));
        assertThat(data.get("fun_args")).isEqualTo(List.of("a", Map.of("b", 1L)));
        assertThat(data.get("success")).isEqualTo(true);
        assertThat(runner(master, "jobs.exit_success", called.jid())).isEqualTo(Map.of(id, true));
        assertThat(map(runner(master, "jobs.list_job", wheel.jid())).get("Function"))
                .isEqualTo("wheel.key.list_all");
    }

    /** The store writes on its own thread. */
    private static void kept(TestMaster master, String jid) {
        while (master.master().jobs().returns(jid).isEmpty()) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void runnersAreNotKeptWhenTheyAreNotToBe() throws Exception {
        TestMaster master = master("runner_returns", false);
        runner(master, "test.arg", "a");
        MasterCalls.Started wheel =
                master.master().parts().wheel().call("key.list_all", List.of(), Map.of(), "root", Cause.NONE);
        kept(master, wheel.jid());
        assertThat(map(runner(master, "jobs.list_jobs")).keySet()).hasSize(1);
    }

    @Test
    void runnersUnderWayAreShownUntilTheyEnd() throws Exception {
        TestMaster master = master("runner_returns", true);
        Map<String, Object> data = Map.of("fun", "runner.state.orch", "jid", "20261121120000000001", "user", "root");
        master.bus().publish(Event.of(Tags.runNew("20261121120000000001"), data, Origin.MASTER));
        assertThat((List<?>) runner(master, "jobs.master"))
                .singleElement()
                .satisfies(job -> assertThat(map(job).get("fun")).isEqualTo("runner.state.orch"));
        master.bus().publish(Event.of(Tags.runReturn("20261121120000000001"), data, Origin.MASTER));
        assertThat(runner(master, "jobs.master")).isEqualTo(List.of());
    }

    @Test
    void withoutJobCacheAReturnIsToldAndNotKept() throws Exception {
        TestMaster master = master("job_cache", false);
        TestPeer web1 = web1(master);
        String jid = publish(master, "test.ping", Map.of());
        answer(web1, jid, "secret");
        assertThat(master.await(Tags.jobReturn(jid, "web1")).data()).containsEntry("return", "secret");
        assertThat(runner(master, "jobs.lookup_jid", jid)).isEqualTo(Map.of());
        assertThat(map(runner(master, "jobs.list_job", jid)).get("Function")).isEqualTo("test.ping");
        try (Stream<Path> files = Files.walk(master.cache().resolve("jobs"))) {
            assertThat(files.map(file -> file.getFileName().toString())).doesNotContain("return.p");
        }
        // a second return is still known as one
        answer(web1, jid, "again");
        publish(master, "test.ping", Map.of());
        assertThat(master.seen().stream().filter(event -> event.tag().equals(Tags.jobReturn(jid, "web1"))))
                .hasSize(1);
    }

    @Test
    void jobsAreForgottenWhenTheyAreOldEnough() throws Exception {
        Path directory = temp.resolve("old");
        TestMaster.Builder builder = TestMaster.in(directory).option("keep_jobs_seconds", 3600L);
        Clock clock = Clock.systemUTC();
        Files.createDirectories(builder.config().paths().cache());
        try (Stores stores = Stores.open(builder.config(), clock)) {
            Instant now = clock.instant();
            Job old = new Job("1", Map.of("fun", "test.ping"), List.of("web1"), List.of(), now);
            stores.jobs().begin(old).toCompletableFuture().join();
            JobReturn ret = new JobReturn("1", "web1", true, 0, true, null, Map.of("return", true), now);
            stores.jobs().land(ret).toCompletableFuture().join();
            stores.jobFiles().begin(old);
            stores.jobFiles().land(ret);

            stores.forget(builder.config(), now.plus(Duration.ofMinutes(59)));
            assertThat(stores.jobs().returns("1")).hasSize(1);
            stores.forget(builder.config(), now.plus(Duration.ofMinutes(61)));

            assertThat(stores.jobs().job("1")).isEmpty();
            assertThat(stores.jobs().returns("1")).isEmpty();
            try (Stream<Path> files =
                    Files.walk(builder.config().paths().cache().resolve("jobs"))) {
                assertThat(files.filter(Files::isRegularFile)).isEmpty();
            }
        }
    }
}
