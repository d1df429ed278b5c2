package dev.brine.engine.minion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.beacons.Beacon;
import dev.brine.engine.beacons.BeaconCatalog;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.client.JobRequest;
import dev.brine.engine.client.Published;
import dev.brine.engine.event.Cause;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Tags;
import dev.brine.engine.plugin.Plugin;
import dev.brine.engine.plugin.Registry;
import dev.brine.engine.returners.Returner;
import dev.brine.engine.returners.ReturnerCatalog;
import dev.brine.engine.target.Target;
import dev.brine.engine.testing.TestMaster;
import dev.brine.engine.testing.TestMinion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a minion does by itself: scheduled jobs, beacons, returners. */
@Timeout(60)
class RoutineTest {
    @TempDir
    static Path temp;

    private static final BlockingQueue<Map<String, Object>> KEPT = new LinkedBlockingQueue<>();

    private static TestMaster master;
    private static TestMinion minion;

    @BeforeAll
    static void start() throws Exception {
        master = TestMaster.in(temp.resolve("m")).option("auto_accept", true).start();
        minion = TestMinion.of(master, temp.resolve("n"), "web1")
                .plugin(new Own())
                .option("cache_jobs", true)
                .option("return", "broken")
                .option("schedule", Map.of("atstart", scheduled("test.echo", List.of("hi"))))
                .option("beacons", Map.of("door", List.of(Map.of("beacon_module", "bell"))))
                .start();
        master.await(Tags.minionStart("web1"));
    }

    private static Map<String, Object> scheduled(String fun, List<Object> args) {
        return Map.of(
                "function", fun, "args", args, "hours", 1L, "run_on_start", true, "metadata", Map.of("why", "test"));
    }

    @AfterAll
    static void stop() {
        minion.close();
        master.close();
    }

    @Test
    void scheduledJobReturnsToTheMasterUnderAJidOfTheMaster() {
        Event event = heard(e ->
                e.tag().startsWith("salt/job/") && "atstart".equals(e.data().get("schedule")));
        assertThat(event.data())
                .containsEntry("fun", "test.echo")
                .containsEntry("return", "hi")
                .containsEntry("success", true)
                .containsEntry("retcode", 0L)
                .containsEntry("fun_args", List.of("hi"));
        assertThat((Map<?, ?>) event.data().get("metadata")).extracting("why").isEqualTo("test");
        assertThat(master.master().jobs().job(String.valueOf(event.data().get("jid"))))
                .isPresent();
    }

    @Test
    void scheduledJobWithAReturnerGoesToItAndToTheMaster() throws Exception {
        call("schedule.add", List.of("kept"), Map.of("function", "test.ping", "hours", 1L, "returner", "queue"));
        call("schedule.run_job", List.of("kept"), Map.of());

        Map<String, Object> ret = KEPT.poll(20, TimeUnit.SECONDS);

        assertThat(ret).containsEntry("schedule", "kept").containsEntry("return", true);
        Event event = heard(
                e -> e.tag().contains("/ret/web1") && "kept".equals(e.data().get("schedule")));
        assertThat(event.data()).containsEntry("jid", ret.get("jid"));
        call("schedule.delete", List.of("kept"), Map.of());
    }

    @Test
    void returnersOfAPublicationGetItsReturnWithTheirOptionsAndAFailingOneHarmsNothing() throws Exception {
        Published published = master.master()
                .parts()
                .jobs()
                .publish(new JobRequest(
                        Target.glob("web1"),
                        "test.echo",
                        List.of("returned"),
                        "queue,nosuch",
                        "",
                        "root",
                        Map.of("ret_config", "alternative", "ret_kwargs", Map.of("x", 1L)),
                        Cause.NONE));
        String jid = ((Published.Sent) published).jid();

        assertThat(master.await(Tags.jobReturn(jid, "web1")).data()).containsEntry("return", "returned");
        Map<String, Object> ret = KEPT.poll(20, TimeUnit.SECONDS);
        assertThat(ret)
                .containsEntry("jid", jid)
                .containsEntry("id", "web1")
                .containsEntry("ret_config", "alternative")
                .containsEntry("ret_kwargs", Map.of("x", 1L))
                .doesNotContainKey("cmd");
        assertThat(minion.directory().resolve("cache/minion_jobs/" + jid + "/return.p"))
                .exists();
    }

    @Test
    void beaconOfAPluginIsHeardByTheMasterUnwrapped() {
        Event event = heard(e -> e.tag().equals("salt/beacon/web1/door/rings"));
        assertThat(event.data()).containsEntry("id", "web1").containsEntry("times", 1L);
        assertThat(event.data()).doesNotContainKey("data");
    }

    @Test
    void scheduleFunctionsAnswerInSaltsWords() throws IOException {
        assertThat(call("schedule.add", List.of("j"), Map.of("function", "test.ping", "seconds", 3600L)))
                .isEqualTo(Map.of(
                        "comment", "Added job: j to schedule.", "result", true, "changes", Map.of("j", "added")));
        assertThat(call("schedule.add", List.of("j"), Map.of("function", "test.ping", "seconds", 1L)))
                .isEqualTo(
                        Map.of("comment", "Job j already exists in schedule.", "result", false, "changes", Map.of()));
        assertThat(call(
                        "schedule.add",
                        List.of("k"),
                        Map.of("function", "test.ping", "seconds", 1L, "cron", "* * * * *")))
                .isEqualTo(Map.of(
                        "comment",
                        "Error: Unable to use \"seconds\", \"minutes\", \"hours\", or \"days\" with \"when\" or \"cron\" options.",
                        "result",
                        false,
                        "changes",
                        Map.of()));
        assertThat(Files.readString(minion.directory().resolve("minion.d/_schedule.conf")))
                .contains("j:")
                .contains("function: test.ping");
        assertThat(call("schedule.disable_job", List.of("j"), Map.of()))
                .isEqualTo(Map.of(
                        "comment", "Disabled Job j in schedule.", "result", true, "changes", Map.of("j", "disabled")));
        assertThat((Map<?, ?>) call("schedule.is_enabled", List.of("j"), Map.of()))
                .extracting("enabled")
                .isEqualTo(false);
        assertThat(call("schedule.run_job", List.of("j"), Map.of()))
                .isEqualTo(Map.of("comment", "Job j is disabled.", "result", true));
        assertThat(call("schedule.delete", List.of("j"), Map.of()))
                .isEqualTo(Map.of(
                        "comment", "Deleted Job j from schedule.", "result", true, "changes", Map.of("j", "removed")));
        assertThat(call("schedule.list", List.of(), Map.of("show_all", true)).toString())
                .contains("__mine_interval:\n    enabled: true\n    function: mine.update\n    jid_include: true\n")
                .contains("atstart:");
    }

    @Test
    void beaconFunctionsAnswerInSaltsWords() {
        assertThat(call("beacons.add", List.of("ps", List.of(Map.of("processes", List.of("x")))), Map.of()))
                .isEqualTo(Map.of(
                        "comment",
                        "Beacon ps configuration invalid, not adding.\nProcesses for ps beacon must be a dictionary.",
                        "result",
                        false));
        List<Object> good = List.of(Map.of("processes", Map.of("no such process", "running")));
        assertThat(call("beacons.add", List.of("ps", good), Map.of()))
                .isEqualTo(Map.of("comment", "Added beacon: ps.", "result", true));
        assertThat(call("beacons.add", List.of("ps", good), Map.of()))
                .isEqualTo(Map.of("comment", "Beacon ps is already configured.", "result", true));
        assertThat(call("beacons.add", List.of("nosuch", good), Map.of()))
                .isEqualTo(Map.of("comment", "Beacon \"nosuch\" is not available.", "result", false));
        assertThat(call("beacons.disable_beacon", List.of("ps"), Map.of()))
                .isEqualTo(Map.of("comment", "Disabled beacon ps on minion.", "result", true));
        assertThat(call("beacons.list", List.of(), Map.of()).toString())
                .contains("  ps:\n  - processes:\n      no such process: running\n  - enabled: false\n");
        assertThat(call("beacons.delete", List.of("ps"), Map.of()))
                .isEqualTo(Map.of("comment", "Deleted beacon: ps.", "result", true));
        assertThat(call("beacons.save", List.of(), Map.of()))
                .isEqualTo(Map.of(
                        "comment",
                        "Beacons saved to " + minion.directory().resolve("minion.d/beacons.conf") + ".",
                        "result",
                        true));
    }

    /** An event that was heard before, by another test, or comes yet. */
    private static Event heard(Predicate<Event> wanted) {
        return master.seen().stream().filter(wanted).findFirst().orElseGet(() -> master.await(wanted));
    }

    private static Object call(String fun, List<Object> args, Map<String, Object> kwargs) {
        Invoker functions = minion.minion().functions();
        return functions.value(args, new LinkedHashMap<>(kwargs), Call.local(fun, functions));
    }

    /** A returner that fills a queue, one that always fails, and a beacon that rings once. */
    private static final class Own implements Plugin {
        @Override
        public String name() {
            return "own";
        }

        @Override
        public void register(Registry registry) {
            registry.returners(parts -> new ReturnerCatalog() {
                @Override
                public Set<String> names() {
                    return Set.of("queue", "broken");
                }

                @Override
                public Returner create(String name) {
                    return switch (name) {
                        case "queue" -> KEPT::add;
                        case "broken" ->
                            ret -> {
                                throw new IOException("no disk");
                            };
                        default -> null;
                    };
                }
            });
            registry.beacons(parts -> new BeaconCatalog() {
                @Override
                public Set<String> names() {
                    return Set.of("bell");
                }

                @Override
                public Beacon create(String module) {
                    return module.equals("bell") ? new Bell() : null;
                }
            });
        }
    }

    private static final class Bell implements Beacon {
        private boolean rang;

        @Override
        public Validity validate(List<Object> config) {
            return Validity.OK;
        }

        @Override
        public List<Map<String, Object>> poll(List<Object> config) {
            if (rang) {
                return List.of();
            }
            rang = true;
            return List.of(Map.of("tag", "rings", "times", 1L));
        }
    }
}
