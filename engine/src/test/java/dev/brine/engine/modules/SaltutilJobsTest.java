package dev.brine.engine.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.client.JobRequest;
import dev.brine.engine.client.Published;
import dev.brine.engine.event.Cause;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Tags;
import dev.brine.engine.target.Target;
import dev.brine.engine.testing.TestMaster;
import dev.brine.engine.testing.TestMinion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code saltutil} about the jobs of a minion that keeps them ({@code cache_jobs}). */
@Timeout(120)
class SaltutilJobsTest {
    @TempDir
    static Path temp;

    private static TestMaster master;
    private static TestMinion minion;

    @BeforeAll
    static void start() throws Exception {
        master = TestMaster.in(temp.resolve("m")).option("auto_accept", true).start();
        minion = TestMinion.of(master, temp.resolve("n"), "web1")
                .option("cache_jobs", true)
                .start();
        master.await(Tags.minionStart("web1"));
    }

    @AfterAll
    static void stop() {
        minion.close();
        master.close();
    }

    private static String publish(String fun, Object... args) {
        JobRequest request = new JobRequest(Target.glob("*"), fun, List.of(args), "", "", "root", Map.of(), Cause.NONE);
        return ((Published.Sent) master.master().parts().jobs().publish(request)).jid();
    }

    private static Event returned(String jid) {
        return master.seen().stream()
                .filter(event -> event.tag().equals(Tags.jobReturn(jid, "web1")))
                .findFirst()
                .orElseGet(() -> master.await(Tags.jobReturn(jid, "web1")));
    }

    private static Object run(String fun, Object... args) {
        return returned(publish(fun, args)).data().get("return");
    }

    private static void awaitRunning(String jid) {
        while (!((Map<?, ?>) run("saltutil.find_job", jid)).containsKey("pid")) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void keptJobIsFoundUntilItIsCleared() throws Exception {
        String jid = publish("test.echo", "kept");
        returned(jid);
        Path kept = minion.cache().resolve("minion_jobs").resolve(jid).resolve("return.p");
        // it is written after the return has left
        while (!Files.exists(kept)) {
            LockSupport.parkNanos(5_000_000);
        }
        Map<?, ?> found = (Map<?, ?>) run("saltutil.find_cached_job", jid);
        assertThat(found.get("return")).isEqualTo("kept");
        assertThat(found.get("fun")).isEqualTo("test.echo");

        assertThat(run("saltutil.clear_job_cache")).isEqualTo(true);
        assertThat(kept).exists();
        Files.setLastModifiedTime(kept.getParent(), FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        assertThat(run("saltutil.clear_job_cache")).isEqualTo(true);
        assertThat(kept.getParent()).doesNotExist();
        assertThat(run("saltutil.find_cached_job", jid))
                .isEqualTo("Local jobs cache directory " + kept.getParent() + " not found");
        assertThat(run("saltutil.clear_job_cache", 0L)).isEqualTo(true);
    }

    @Test
    void jobIdIsNoPath() throws Exception {
        Files.createDirectories(minion.cache().resolve("elsewhere"));
        Files.write(minion.cache().resolve("elsewhere/return.p"), new byte[] {(byte) 0x80});
        assertThat(run("saltutil.find_cached_job", "../elsewhere")).isInstanceOf(String.class);
    }

    @Test
    void runningJobsAreListedAndEnded() {
        String first = publish("test.sleep", 600L);
        String second = publish("test.sleep", 600L);
        awaitRunning(first);
        awaitRunning(second);
        assertThat((List<?>) run("saltutil.is_running", "test.*"))
                .extracting(job -> String.valueOf(((Map<?, ?>) job).get("jid")))
                .containsExactlyInAnyOrder(first, second);
        assertThat((List<?>) run("saltutil.is_running", "state.*")).isEmpty();
        Map<?, ?> one = (Map<?, ?>) run("saltutil.find_job", first);
        assertThat(one.get("fun")).isEqualTo("test.sleep");
        assertThat(one.get("arg")).isEqualTo(List.of(600L));
        assertThat(one.get("pid")).isEqualTo(ProcessHandle.current().pid());

        assertThat(String.valueOf(run("saltutil.signal_job", first, 10L))).contains("only the signals 2, 9 and 15");
        assertThat(String.valueOf(run("saltutil.term_job", first))).startsWith("Signal 15 sent to job " + first);
        assertThat(returned(first).data()).containsEntry("success", false);
        assertThat((List<?>) run("saltutil.kill_all_jobs"))
                .singleElement()
                .asString()
                .startsWith("Signal 9 sent to job " + second);
        assertThat(returned(second).data()).containsEntry("success", false);
        assertThat(run("saltutil.term_job", first)).isEqualTo("");
        assertThat(run("saltutil.running")).isEqualTo(List.of());
    }
}
