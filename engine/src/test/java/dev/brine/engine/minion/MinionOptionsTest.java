package dev.brine.engine.minion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.client.JobRequest;
import dev.brine.engine.client.Published;
import dev.brine.engine.event.Cause;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Tags;
import dev.brine.engine.target.Target;
import dev.brine.engine.testing.TestKeys;
import dev.brine.engine.testing.TestMaster;
import dev.brine.engine.testing.TestMinion;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Options of the minion that show only with a master on the other side. */
@Timeout(60)
class MinionOptionsTest {
    @TempDir
    Path temp;

    private TestMinion.Builder web1(TestMaster master) {
        return TestMinion.of(master, temp.resolve("web1"), "web1");
    }

    private TestMaster.Builder master() {
        return TestMaster.in(temp.resolve("m")).option("auto_accept", true);
    }

    private static Published publish(TestMaster master, Target target, String fun, Object... args) {
        return master.master()
                .parts()
                .jobs()
                .publish(new JobRequest(target, fun, List.of(args), "", "", "root", Map.of(), Cause.NONE));
    }

    @Test
    void masterFingerOfTheMasterLetsTheMinionIn() throws Exception {
        String finger = TestKeys.of("master").publicKey().fingerprint("sha256");
        try (TestMaster master = master().start();
                TestMinion minion = web1(master).option("master_finger", finger).start()) {
            assertThat(minion.minion().state()).isInstanceOf(SessionState.Connected.class);
        }
    }

    @Test
    void masterFingerOfAnotherMasterKeepsTheMinionOutAndStoresNoKey() throws Exception {
        String finger = TestKeys.of("stranger").publicKey().fingerprint("sha256");
        try (TestMaster master = master().start();
                TestMinion minion = web1(master).option("master_finger", finger).begin()) {
            master.await(Tags.AUTH);
            master.await(Tags.AUTH);

            assertThat(minion.minion().state()).isNotInstanceOf(SessionState.Connected.class);
            assertThat(minion.pki().resolve("minion_master.pub")).doesNotExist();
            assertThat(minion.minion().exit()).isNotDone();
        }
    }

    @Test
    void signingKeyThatIsHereVouchesForTheMastersKeyAlsoWhenThatChanges() throws Exception {
        try (TestMaster master = master().option("master_sign_pubkey", true).start()) {
            Path pki = Files.createDirectories(temp.resolve("web1/pki"));
            Files.copy(master.pki().resolve("master_sign.pub"), pki.resolve("master_sign.pub"));
            Files.writeString(
                    pki.resolve("minion_master.pub"),
                    TestKeys.of("stranger").publicKey().text());

            try (TestMinion minion =
                    web1(master).option("verify_master_pubkey_sign", true).start()) {
                assertThat(Files.readString(minion.pki().resolve("minion_master.pub")))
                        .isEqualTo(TestKeys.of("master").publicKey().text());
            }
        }
    }

    @Test
    void masterThatDoesNotSignItsKeyIsRefusedByAMinionThatWantsThat() throws Exception {
        try (TestMaster master = master().start()) {
            Path pki = Files.createDirectories(temp.resolve("web1/pki"));
            Files.writeString(
                    pki.resolve("our.pub"), TestKeys.of("stranger").publicKey().text());
            try (TestMinion minion = web1(master)
                    .option("verify_master_pubkey_sign", true)
                    .option("master_sign_key_name", "our")
                    .begin()) {
                master.await(Tags.AUTH);
                master.await(Tags.AUTH);

                assertThat(minion.minion().state()).isNotInstanceOf(SessionState.Connected.class);
                assertThat(minion.pki().resolve("minion_master.pub")).doesNotExist();
            }
        }
    }

    @Test
    void returnsOfAMinionThatSignsItsRequestsAreTaken() throws Exception {
        try (TestMaster master = master().start();
                TestMinion minion =
                        web1(master).option("minion_sign_messages", true).start()) {
            master.await(Tags.minionStart("web1"));
            publish(master, Target.glob("*"), "test.echo", "signed");

            Event returned = master.await(event -> event.tag().endsWith("/ret/web1"));
            assertThat(returned.data()).containsEntry("return", "signed");
            assertThat(minion.minion().state()).isInstanceOf(SessionState.Connected.class);
        }
    }

    @Test
    void rejectedMinionStaysAndIsInWhenItsKeyIsAcceptedAfterAllWithRejectedRetry() throws Exception {
        try (TestMaster master = TestMaster.in(temp.resolve("m")).start()) {
            Path rejected = Files.createDirectories(master.pki().resolve("minions_rejected"));
            Files.writeString(
                    rejected.resolve("web1"),
                    TestKeys.of("minion-web1").publicKey().text());
            try (TestMinion minion = web1(master).option("rejected_retry", true).begin()) {
                master.await(Tags.AUTH);
                Files.move(rejected.resolve("web1"), master.pki().resolve("minions/web1"));

                assertThat(minion.minion().awaitConnected(Duration.ofSeconds(30)))
                        .isTrue();
            }
        }
    }

    @Test
    void silentMasterIsAskedAuthTriesTimesAndThenAfterAcceptanceWaitTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                TestMinion minion = TestMinion.at("127.0.0.1", silent.getLocalPort(), temp.resolve("web1"), "web1")
                        .option("auth_timeout", 0.1)
                        .option("auth_tries", 2L)
                        .option("acceptance_wait_time", 3600L)
                        .begin()) {
            SessionState.Lost lost = null;
            while (lost == null || lost.pause().toSeconds() < 3600) {
                lost = minion.minion().state() instanceof SessionState.Lost now ? now : lost;
                Thread.onSpinWait();
            }

            assertThat(lost.refused()).isEqualTo(2);
        }
    }

    @Test
    void masterIsLookedAfterByTheClockWithMasterAliveInterval() throws Exception {
        try (TestMaster master = master().start();
                TestMinion minion =
                        web1(master).option("master_alive_interval", 30L).start()) {
            master.await(Tags.minionStart("web1"));
            publish(master, Target.glob("*"), "schedule.list", Map.of("__kwarg__", true, "show_all", true));

            Event returned = master.await(event -> event.tag().endsWith("/ret/web1"));
            assertThat(String.valueOf(returned.data().get("return")))
                    .contains("__master_alive_127.0.0.1:")
                    .contains("function: status.master")
                    .contains("seconds: 30");
            assertThat(minion.minion().id()).isEqualTo("web1");
        }
    }

    @Test
    void startIsToldUnderItsOldNameTooUnlessThatIsSwitchedOff() throws Exception {
        try (TestMaster master = master().start();
                TestMinion web1 = web1(master).start()) {
            master.await(Tags.minionStart("web1"));
            assertThat(master.tags()).contains(Tags.MINION_START_LEGACY);
            assertThat(web1.minion().id()).isEqualTo("web1");
        }
        try (TestMaster master = master().start();
                TestMinion web2 = TestMinion.of(master, temp.resolve("web2"), "web2")
                        .option("enable_legacy_startup_events", false)
                        .option("start_event_grains", List.of("id"))
                        .start()) {
            Event start = master.await(Tags.minionStart("web2"));
            assertThat(start.data()).containsEntry("grains", Map.of("id", "web2"));
            assertThat(master.tags()).doesNotContain(Tags.MINION_START_LEGACY);
            assertThat(web2.minion().id()).isEqualTo("web2");
        }
    }

    @Test
    void startupStatesRunOnceAndReturnToTheMaster() throws Exception {
        try (TestMaster master = master().start();
                TestMinion minion = web1(master)
                        .option("startup_states", "sls")
                        .option("sls_list", List.of("base", "web"))
                        .start()) {
            Event returned = master.await(event -> event.tag().matches("salt/job/\\d{20}/ret/web1"));

            // without a state system the minion says so; that it was asked for the right thing is what counts
            assertThat(returned.data())
                    .containsEntry("fun", "state.sls")
                    .containsEntry("fun_args", List.of(List.of("base", "web")));
            assertThat(master.tags().indexOf(Tags.minionStart("web1")))
                    .isBetween(0, master.tags().indexOf(returned.tag()));
            assertThat(minion.minion().exit()).isNotDone();
        }
    }

    @Test
    void minionThatFiltersIsReachedByListsAndByPatterns() throws Exception {
        try (TestMaster master = master().option("zmq_filtering", true).start();
                TestMinion minion = web1(master).option("zmq_filtering", true).start()) {
            master.await(Tags.minionStart("web1"));

            for (Target target :
                    List.of(Target.list(List.of("web1")), Target.list(List.of("web1", "web2")), Target.glob("web*"))) {
                String jid = ((Published.Sent) publish(master, target, "test.ping")).jid();
                assertThat(master.await(Tags.jobReturn(jid, "web1")).data())
                        .as("%s", target)
                        .containsEntry("return", true);
            }
            assertThat(minion.minion().state()).isInstanceOf(SessionState.Connected.class);
        }
    }

    @Test
    void autosignGrainOpensTheDoorWithTheRightValueOnly() throws Exception {
        Path grains = Files.createDirectories(temp.resolve("autosign_grains"));
        Files.writeString(grains.resolve("serial"), "A-1\n");
        try (TestMaster master = TestMaster.in(temp.resolve("m"))
                        .option("autosign_grains_dir", grains.toString())
                        .start();
                TestMinion right = TestMinion.of(master, temp.resolve("right"), "right")
                        .option("grains", Map.of("serial", "A-1"))
                        .option("autosign_grains", List.of("serial"))
                        .begin();
                TestMinion wrong = TestMinion.of(master, temp.resolve("wrong"), "wrong")
                        .option("grains", Map.of("serial", "B-2"))
                        .option("autosign_grains", List.of("serial"))
                        .begin()) {
            master.await(event -> event.tag().equals(Tags.AUTH)
                    && "wrong".equals(event.data().get("id"))
                    && "pend".equals(event.data().get("act")));
            if (!master.tags().contains(Tags.minionStart("right"))) {
                master.await(Tags.minionStart("right"));
            }

            assertThat(right.minion().state()).isInstanceOf(SessionState.Connected.class);
            assertThat(wrong.minion().state()).isNotInstanceOf(SessionState.Connected.class);
        }
    }

    @Test
    void pushedFileArrivesWholeAndTheSourceGoesWhenAsked() throws Exception {
        Path source = temp.resolve("big");
        Files.write(source, new byte[700_000]);
        try (TestMaster master = master().option("file_recv", true).start();
                TestMinion minion = web1(master).start()) {
            master.await(Tags.minionStart("web1"));

            String jid = ((Published.Sent) publish(
                            master,
                            Target.glob("*"),
                            "cp.push",
                            source.toString(),
                            Map.of("__kwarg__", true, "upload_path", "/there/it", "remove_source", true)))
                    .jid();

            assertThat(master.await(Tags.jobReturn(jid, minion.minion().id())).data())
                    .containsEntry("return", true);
            assertThat(master.cache().resolve("minions/web1/files/there/it")).hasSize(700_000);
            assertThat(source).doesNotExist();
        }
    }
}
