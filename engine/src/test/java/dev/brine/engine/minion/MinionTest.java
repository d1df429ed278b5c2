package dev.brine.engine.minion;

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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MinionTest {
    @TempDir
    Path temp;

    @Test
    void acceptedMinionSaysThatItIsUpAndRunsAJob() throws Exception {
        try (TestMaster master = master();
                TestMinion minion =
                        TestMinion.of(master, temp.resolve("web1"), "web1").start()) {
            Event start = master.await(Tags.minionStart("web1"));
            assertThat(start.data()).containsEntry("id", "web1").containsEntry("cmd", "_minion_event");
            assertThat(String.valueOf(start.data().get("data"))).startsWith("Minion web1 started at ");

            Map<String, Object> returned = run(master, "test.ping");

            assertThat(returned)
                    .containsEntry("return", true)
                    .containsEntry("retcode", 0L)
                    .containsEntry("success", true);
            assertThat(minion.minion().state()).isInstanceOf(SessionState.Connected.class);
        }
    }

    @Test
    void pendingMinionIsSignedInWhenItsKeyIsAccepted() throws Exception {
        try (TestMaster master = TestMaster.in(temp.resolve("m")).start();
                TestMinion minion =
                        TestMinion.of(master, temp.resolve("web1"), "web1").begin()) {
            master.await(event ->
                    event.tag().equals(Tags.AUTH) && "pend".equals(event.data().get("act")));

            master.master().parts().wheel().start("key.accept", List.of("web1"), Map.of(), "root", Cause.NONE);

            master.await(Tags.minionStart("web1"));
            assertThat(minion.minion().state()).isInstanceOf(SessionState.Connected.class);
        }
    }

    @Test
    void rejectedMinionEndsWithCode77() throws Exception {
        try (TestMaster master = TestMaster.in(temp.resolve("m")).start();
                TestMinion minion =
                        TestMinion.of(master, temp.resolve("web1"), "web1").begin()) {
            master.await(event ->
                    event.tag().equals(Tags.AUTH) && "pend".equals(event.data().get("act")));

            master.master().parts().wheel().start("key.reject", List.of("web1"), Map.of(), "root", Cause.NONE);

            assertThat(minion.minion().exit().get(30, TimeUnit.SECONDS)).isEqualTo(77);
        }
    }

    @Test
    void masterKeyIsStoredAsReceivedAndPrivateKeyIsForTheOwnerOnly() throws Exception {
        try (TestMaster master = master();
                TestMinion minion =
                        TestMinion.of(master, temp.resolve("web1"), "web1").start()) {
            String stored = Files.readString(minion.pki().resolve("minion_master.pub"));

            assertThat(stored)
                    .isEqualTo(
                            Files.readString(master.pki().resolve("master.pub")).strip());
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(minion.pki().resolve("minion.pem"))))
                    .isEqualTo("r--------");
        }
    }

    @Test
    void otherMasterKeyIsRefusedAndTheMinionKeepsTrying() throws Exception {
        Path pki = temp.resolve("web1").resolve("pki");
        Files.createDirectories(pki);
        Files.writeString(
                pki.resolve("minion_master.pub"),
                dev.brine.engine.testing.TestKeys.of("stranger").publicKey().text());
        try (TestMaster master = master();
                TestMinion minion =
                        TestMinion.of(master, temp.resolve("web1"), "web1").begin()) {
            master.await(event -> event.tag().equals(Tags.AUTH));
            master.await(event -> event.tag().equals(Tags.AUTH));

            assertThat(minion.minion().state()).isNotInstanceOf(SessionState.Connected.class);
            assertThat(minion.minion().exit()).isNotDone();
        }
    }

    @Test
    void compoundCallReturnsMapsByFunction() throws Exception {
        try (TestMaster master = master();
                TestMinion minion =
                        TestMinion.of(master, temp.resolve("web1"), "web1").start()) {
            master.await(Tags.minionStart("web1"));

            Map<String, Object> returned =
                    run(master, List.of("test.ping", "test.echo"), List.of(List.of(), List.of("hi")));

            assertThat(returned.get("return")).isEqualTo(Map.of("test.ping", true, "test.echo", "hi"));
            assertThat(returned.get("retcode")).isEqualTo(Map.of("test.ping", 0L, "test.echo", 0L));
            assertThat(minion.minion().id()).isEqualTo("web1");
        }
    }

    @Test
    void missingFunctionIsToldInSaltsWords() throws Exception {
        try (TestMaster master = master();
                TestMinion minion =
                        TestMinion.of(master, temp.resolve("web1"), "web1").start()) {
            master.await(Tags.minionStart("web1"));

            Map<String, Object> returned = run(master, "nothing.here");

            assertThat(returned)
                    .containsEntry("return", "'nothing.here' is not available.")
                    .containsEntry("retcode", 1L)
                    .containsEntry("success", false)
                    .containsEntry("out", "nested");
            assertThat(minion.minion().exit()).isNotDone();
        }
    }

    @Test
    void killedJobEndsItsProcessAndComesBackAsFailed() throws Exception {
        try (TestMaster master = master();
                TestMinion minion =
                        TestMinion.of(master, temp.resolve("web1"), "web1").start()) {
            master.await(Tags.minionStart("web1"));
            Path mark = temp.resolve("mark");
            String jid = publish(master, "cmd.run", "touch " + mark + "; sleep 60; touch " + mark + ".late");
            waitFor(mark);

            Map<String, Object> found = run(master, "saltutil.find_job", jid);
            assertThat((Map<?, ?>) found.get("return")).extracting("jid").isEqualTo(jid);
            Map<String, Object> killed = run(master, "saltutil.kill_job", jid);

            assertThat(String.valueOf(killed.get("return"))).startsWith("Signal 9 sent to job " + jid + " at pid ");
            // the two jobs return in any order
            Event end = master.seen().stream()
                    .filter(event -> event.tag().equals(Tags.jobReturn(jid, "web1")))
                    .findFirst()
                    .orElseGet(() -> master.await(Tags.jobReturn(jid, "web1")));
            assertThat(end.data()).containsEntry("retcode", 1L).containsEntry("success", false);
            assertThat(minion.cache().resolve("proc").toFile().list()).isEmpty();
        }
    }

    @Test
    void jobPublishedAfterAKeyRotationStillRuns() throws Exception {
        try (TestMaster master = master();
                TestMinion minion =
                        TestMinion.of(master, temp.resolve("web1"), "web1").start()) {
            master.await(Tags.minionStart("web1"));

            master.master().rotateKeys();

            assertThat(run(master, "test.ping")).containsEntry("return", true);
            assertThat(minion.minion().exit()).isNotDone();
        }
    }

    @Test
    void returnOfAJobThatEndedWhileTheMasterWasAwayArrivesWhenItIsBack() throws Exception {
        Path go = temp.resolve("go");
        Path mark = temp.resolve("mark");
        TestMaster master = master();
        long requests = master.master().retPort();
        long publications = master.master().publishPort();
        try (TestMinion minion =
                TestMinion.of(master, temp.resolve("web1"), "web1").start()) {
            master.await(Tags.minionStart("web1"));
            String jid = publish(
                    master, "cmd.run", "touch " + mark + "; until [ -e " + go + " ]; do sleep 0.05; done; echo ran");
            waitFor(mark);
            Files.createDirectories(minion.cache().resolve("returns"));
            master.close();

            Files.writeString(go, "");
            waitFor(minion.cache().resolve("returns/" + jid + ".p"));

            try (TestMaster again = TestMaster.in(temp.resolve("m"))
                    .option("auto_accept", true)
                    .option("ret_port", requests)
                    .option("publish_port", publications)
                    .start()) {
                Event event = again.await(Tags.jobReturn(jid, "web1"));
                assertThat(event.data()).containsEntry("return", "ran");
            }
        }
    }

    @Test
    void severalMinionsLiveInOneProcess() throws Exception {
        List<TestMinion> minions = new ArrayList<>();
        try (TestMaster master = master()) {
            for (int i = 0; i < 5; i++) {
                minions.add(
                        TestMinion.of(master, temp.resolve("n" + i), "n" + i).begin());
            }
            for (int i = 0; i < 5; i++) {
                String tag = Tags.minionStart("n" + i);
                if (!master.tags().contains(tag)) {
                    master.await(tag);
                }
            }

            Published published = request(master, "test.ping", List.of());

            assertThat(((Published.Sent) published).minions()).hasSize(5);
            String jid = ((Published.Sent) published).jid();
            for (int i = 0; i < 5; i++) {
                master.await(event -> event.tag().startsWith("salt/job/" + jid + "/ret/"));
            }
        } finally {
            minions.forEach(TestMinion::close);
        }
    }

    private TestMaster master() throws Exception {
        return TestMaster.in(temp.resolve("m")).option("auto_accept", true).start();
    }

    private static Map<String, Object> run(TestMaster master, String fun, Object... args) {
        String jid = publish(master, fun, args);
        return master.await(event -> event.tag().startsWith("salt/job/" + jid + "/ret/"))
                .data();
    }

    private static Map<String, Object> run(TestMaster master, List<String> fun, List<Object> args) {
        String jid = ((Published.Sent) request(master, fun, args)).jid();
        return master.await(event -> event.tag().startsWith("salt/job/" + jid + "/ret/"))
                .data();
    }

    private static String publish(TestMaster master, String fun, Object... args) {
        return ((Published.Sent) request(master, fun, List.of(args))).jid();
    }

    private static Published request(TestMaster master, Object fun, List<Object> args) {
        return master.master()
                .parts()
                .jobs()
                .publish(new JobRequest(Target.glob("*"), fun, args, "", "", "root", Map.of(), Cause.NONE));
    }

    private static void waitFor(Path file) throws Exception {
        Path directory = file.getParent();
        try (var watch = directory.getFileSystem().newWatchService()) {
            directory.register(watch, java.nio.file.StandardWatchEventKinds.ENTRY_CREATE);
            while (!Files.exists(file)) {
                var key = watch.poll(20, TimeUnit.SECONDS);
                assertThat(key).as("file " + file).isNotNull();
                key.reset();
            }
        }
    }
}
