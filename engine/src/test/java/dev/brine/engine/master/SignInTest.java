package dev.brine.engine.master;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.event.Event;
import dev.brine.engine.testing.TestKeys;
import dev.brine.engine.testing.TestMaster;
import dev.brine.engine.testing.TestPeer;
import dev.brine.transport.channel.SignInOutcome;
import dev.brine.transport.channel.SignInSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInTest {
    @TempDir
    Path temp;

    @Test
    void autoAcceptedMinionIsInAtItsFirstRequestAndFiresItsStart() throws Exception {
        try (TestMaster master = TestMaster.in(temp).option("auto_accept", true).start();
                TestPeer minion = new TestPeer(master, "web1").joined()) {
            Object answer = minion.value(
                    "_minion_event",
                    Map.of("tag", "salt/minion/web1/start", "data", "Minion web1 started", "id", "web1"));

            assertThat(answer).isNull();
            Event start = master.await("salt/minion/web1/start");
            assertThat(start.data()).containsEntry("id", "web1").containsKey("_stamp");
            assertThat(master.tags()).containsExactly("salt/key", "salt/auth", "salt/minion/web1/start");
            assertThat(Files.readString(master.pki().resolve("minions/web1")))
                    .isEqualTo(minion.key().publicKey().text());
        }
    }

    @Test
    void replyToAPendingMinionLeavesWithKeysWhenTheKeyIsAccepted() throws Exception {
        try (TestMaster master =
                        TestMaster.in(temp).option("auth_pend_wait", 60L).start();
                TestPeer minion = new TestPeer(master, "web1")) {
            CompletableFuture<SignInOutcome> outcome = minion.signInLater(SignInSettings.DEFAULT);
            master.await("salt/auth");

            acceptByWheel(master, minion, "web1");

            assertThat(outcome.join()).isInstanceOf(SignInOutcome.Accepted.class);
            List<String> tags = master.tags().stream()
                    .map(tag -> tag.replaceAll("\\d{20}", "<jid>"))
                    .toList();
            assertThat(tags)
                    .containsExactly(
                            "salt/auth", "salt/wheel/<jid>/new", "salt/key", "salt/wheel/<jid>/ret", "salt/auth");
            assertThat(acts(master)).containsExactly("pend", "accept", "accept");
        }
    }

    @Test
    void keyAcceptedBeforeTheReplyIsHeldBackIsNotMissed() throws Exception {
        try (TestMaster master =
                        TestMaster.in(temp).option("auth_pend_wait", 60L).start();
                TestPeer minion = new TestPeer(master, "web1")) {
            // a tap runs on the thread that fires salt/auth: nothing can be faster than this acceptance
            AutoCloseable tap = master.bus().tap(event -> {
                if ("pend".equals(event.data().get("act"))) {
                    move(master, "minions_pre/web1", "minions/web1");
                }
            });

            assertThat(minion.signIn()).isInstanceOf(SignInOutcome.Accepted.class);
            tap.close();
        }
    }

    @Test
    void keyMovedOnDiskByAnotherProgramReleasesTheReply() throws Exception {
        try (TestMaster master =
                        TestMaster.in(temp).option("auth_pend_wait", 60L).start();
                TestPeer minion = new TestPeer(master, "web1")) {
            CompletableFuture<SignInOutcome> outcome = minion.signInLater(SignInSettings.DEFAULT);
            master.await("salt/auth");

            move(master, "minions_pre/web1", "minions/web1");

            assertThat(outcome.join()).isInstanceOf(SignInOutcome.Accepted.class);
        }
    }

    @Test
    void pendingMinionIsToldToWaitWhenNobodyAcceptsIt() throws Exception {
        try (TestMaster master =
                        TestMaster.in(temp).option("auth_pend_wait", 0.05).start();
                TestPeer minion = new TestPeer(master, "web1")) {
            assertThat(minion.signIn()).isInstanceOf(SignInOutcome.Pending.class);
            assertThat(master.pki().resolve("minions_pre/web1")).exists();
        }
    }

    @Test
    void pendingMinionIsToldThatItsNextRequestIsHeldAndThenIs() throws Exception {
        try (TestMaster master = TestMaster.in(temp)
                        .option("auth_pend_wait", 0L)
                        .option("auth_hold", 60L)
                        .start();
                TestPeer minion = new TestPeer(master, "web1")) {
            SignInOutcome first = minion.signIn();
            assertThat(first).isEqualTo(new SignInOutcome.Pending(Duration.ofSeconds(60)));

            CompletableFuture<SignInOutcome> second =
                    minion.signInLater(SignInSettings.DEFAULT, Duration.ofSeconds(60));
            move(master, "minions_pre/web1", "minions/web1");

            assertThat(second.join()).isInstanceOf(SignInOutcome.Accepted.class);
        }
    }

    @Test
    void minionThatIsHeldIsAnnouncedAsPendingOnceAndThenAsAccepted() throws Exception {
        try (TestMaster master = TestMaster.in(temp)
                        .option("auth_pend_wait", 0L)
                        .option("auth_hold", 1L)
                        .start();
                TestPeer minion = new TestPeer(master, "web1")) {
            minion.signIn();
            Duration patience = Duration.ofSeconds(1);
            minion.signInLater(SignInSettings.DEFAULT, patience).join();
            minion.signInLater(SignInSettings.DEFAULT, patience).join();
            CompletableFuture<SignInOutcome> last = minion.signInLater(SignInSettings.DEFAULT, Duration.ofSeconds(60));

            acceptByWheel(master, minion, "web1");
            last.join();

            master.await(event -> event.tag().equals("salt/auth")
                    && "accept".equals(event.data().get("act")));
            assertThat(acts(master)).containsExactly("pend", "accept", "accept");
        }
    }

    @Test
    void strangersKeyForTheIdDoesNotEndTheWaitOfTheMinionThatIsHeld() throws Exception {
        try (TestMaster master =
                        TestMaster.in(temp).option("auth_pend_wait", 60L).start();
                TestPeer minion = new TestPeer(master, "web1");
                TestPeer stranger = new TestPeer(master, "web1", TestKeys.of("stranger"))) {
            CompletableFuture<SignInOutcome> outcome = minion.signInLater(SignInSettings.DEFAULT);
            master.await("salt/auth");

            assertThat(stranger.signIn()).isInstanceOf(SignInOutcome.Rejected.class);
            acceptByWheel(master, minion, "web1");

            assertThat(outcome.join()).isInstanceOf(SignInOutcome.Accepted.class);
        }
    }

    @Test
    void nextRequestOfAMinionTakesThePlaceOfTheOneBefore() throws Exception {
        try (TestMaster master =
                        TestMaster.in(temp).option("auth_pend_wait", 60L).start();
                TestPeer minion = new TestPeer(master, "web1")) {
            CompletableFuture<SignInOutcome> before = minion.signInLater(SignInSettings.DEFAULT);
            master.await("salt/auth");
            CompletableFuture<SignInOutcome> after = minion.signInLater(SignInSettings.DEFAULT);

            assertThat(before.join()).isEqualTo(new SignInOutcome.Pending(Duration.ZERO));
            acceptByWheel(master, minion, "web1");
            assertThat(after.join()).isInstanceOf(SignInOutcome.Accepted.class);
        }
    }

    @Test
    void stoppingMasterLetsHeldBackMinionsGo() throws Exception {
        TestMaster master = TestMaster.in(temp).option("auth_pend_wait", 60L).start();
        try (TestPeer minion = new TestPeer(master, "web1")) {
            CompletableFuture<SignInOutcome> outcome = minion.signInLater(SignInSettings.DEFAULT);
            master.await("salt/auth");

            master.close();

            assertThat(outcome.join()).isInstanceOf(SignInOutcome.Pending.class);
        }
    }

    static void acceptByWheel(TestMaster master, TestPeer peer, String id) {
        Object reply = peer.clear(Map.of("cmd", "wheel", "fun", "key.accept", "match", id, "key", master.rootKey()));
        assertThat(reply)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsKey("data");
    }

    static void move(TestMaster master, String from, String to) {
        try {
            Files.move(master.pki().resolve(from), master.pki().resolve(to));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Object> acts(TestMaster master) {
        return master.seen().stream()
                .map(event -> event.data().get("act"))
                .filter(act -> act != null)
                .toList();
    }
}
