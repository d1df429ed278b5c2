package dev.brine.engine.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brine.engine.client.JobRequest;
import dev.brine.engine.config.ConfigException;
import dev.brine.engine.event.Cause;
import dev.brine.engine.key.KeyState;
import dev.brine.engine.target.Target;
import dev.brine.engine.testing.TestMaster;
import dev.brine.engine.testing.TestPeer;
import dev.brine.transport.PeerListener;
import dev.brine.transport.PublishClient;
import dev.brine.transport.SocketOptions;
import dev.brine.transport.Topics;
import dev.brine.transport.channel.Answer;
import dev.brine.transport.channel.Publication;
import dev.brine.transport.channel.PublishReader;
import dev.brine.transport.wire.MinionId;
import dev.brine.transport.zmq.ZmqTransport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys in force: who can read what after a key was taken away. */
class RotationTest {
    @TempDir
    Path temp;

    private static void publish(TestMaster master) {
        master.master()
                .parts()
                .jobs()
                .publish(
                        new JobRequest(Target.glob("*"), "test.ping", List.of(), "", "", "root", Map.of(), Cause.NONE));
    }

    private static PublishReader reader(TestPeer peer) {
        return new PublishReader(peer.session(), PublishReader.Signatures.REQUIRED, new SecureRandom());
    }

    @Test
    void minionWhoseKeyWasDeletedCannotReadTheNextJob() throws Exception {
        BlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();
        CountDownLatch connected = new CountDownLatch(1);
        PeerListener listener = new PeerListener() {
            @Override
            public void connected(String address) {
                connected.countDown();
            }

            @Override
            public void disconnected(String address) {}
        };
        try (TestMaster master = TestMaster.in(temp).option("auto_accept", true).start();
                TestPeer web1 = new TestPeer(master, "web1").joined();
                TestPeer web2 = new TestPeer(master, "web2").joined();
                ZmqTransport transport = new ZmqTransport();
                PublishClient client = transport.publishClient(
                        "tcp://127.0.0.1:" + master.master().publishPort(),
                        SocketOptions.defaults(),
                        null,
                        Topics.unfiltered(),
                        (topic, payload) -> frames.add(payload),
                        listener)) {
            assertThat(connected.await(20, TimeUnit.SECONDS)).isTrue();
            PublishReader before = reader(web1);
            byte[] first = firstFrame(master, frames);
            assertThat(before.open(first)).isInstanceOf(Publication.Job.class);

            master.master().keys().remove(new MinionId("web2"), KeyState.ACCEPTED);
            frames.clear();
            publish(master);
            byte[] second = frames.poll(20, TimeUnit.SECONDS);

            assertThat(reader(web2).open(second)).isInstanceOf(Publication.SignInAgain.class);
            assertThat(before.open(second)).isInstanceOf(Publication.SignInAgain.class);
            assertThat(reader(web1.joined()).open(second)).isInstanceOf(Publication.Job.class);
            assertThat(web2.ask("_file_envs", Map.of())).isInstanceOf(Answer.SignInAgain.class);
            assertThat(master.tags()).contains("key");
            assertThat(client.endpoint()).isNotEmpty();
        }
    }

    /** A subscription takes a moment to reach the publisher after the connection stands. */
    private static byte[] firstFrame(TestMaster master, BlockingQueue<byte[]> frames) throws InterruptedException {
        byte[] frame = null;
        for (int i = 0; i < 200 && frame == null; i++) {
            publish(master);
            frame = frames.poll(100, TimeUnit.MILLISECONDS);
        }
        return frame;
    }

    @Test
    void dropFileOfStockToolsReplacesTheKey() throws Exception {
        try (TestMaster master = TestMaster.in(temp).option("auto_accept", true).start();
                TestPeer web1 = new TestPeer(master, "web1").joined()) {
            var old = web1.session().aesKey();
            Path dropped = master.cache().resolve(".dfn");
            Files.createFile(
                    dropped, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r--------")));

            master.await("key");

            assertThat(dropped).doesNotExist();
            assertThat(web1.joined().session().aesKey()).isNotEqualTo(old);
        }
    }

    @Test
    void dropFileForAnotherMasterOrWithOtherModeIsNotObeyed() throws Exception {
        DropFile drop = new DropFile(temp, "me");
        Path file = temp.resolve(".dfn");
        Files.writeString(file, "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(drop.taken()).isFalse();

        Files.writeString(file, "other");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        assertThat(drop.taken()).isFalse();

        Files.deleteIfExists(file);
        Files.writeString(file, "me");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        assertThat(drop.taken()).isTrue();
        assertThat(drop.taken()).isFalse();
    }

    @Test
    void sessionEndsAfterItsTime() throws Exception {
        try (TestMaster master = TestMaster.in(temp)
                        .option("auto_accept", true)
                        .option("publish_session", 0.2)
                        .start();
                TestPeer web1 = new TestPeer(master, "web1").joined()) {
            var first = web1.session().sessionKey();
            Answer answer = web1.ask("_file_envs", Map.of());
            while (answer instanceof Answer.Value) {
                answer = web1.ask("_file_envs", Map.of());
            }

            assertThat(answer).isInstanceOf(Answer.SignInAgain.class);
            assertThat(web1.joined().session().sessionKey()).isNotEqualTo(first);
            assertThat(web1.value("_file_envs", Map.of())).isEqualTo(List.of("base"));
        }
    }

    @Test
    void newKeyUnderAnOldIdInheritsNothing() throws Exception {
        try (TestMaster master = TestMaster.in(temp).option("auto_accept", true).start();
                TestPeer before = new TestPeer(master, "web1").joined()) {
            before.value("_mine", Map.of("data", Map.of("test.secret", "x"), "clear", true));
            master.master().keys().remove(new MinionId("web1"), KeyState.ACCEPTED);

            try (TestPeer after =
                    new TestPeer(master, "web1", dev.brine.engine.testing.TestKeys.of("new web1")).joined()) {
                assertThat(after.value("_mine_get", Map.of("tgt", "*", "fun", "test.secret")))
                        .isEqualTo(Map.of());
            }
        }
    }

    @Test
    void rejectedMinionIsOutAtOnce() throws Exception {
        try (TestMaster master = TestMaster.in(temp).option("auto_accept", true).start();
                TestPeer web1 = new TestPeer(master, "web1").joined()) {
            web1.clear(Map.of(
                    "cmd",
                    "wheel",
                    "fun",
                    "key.reject",
                    "match",
                    "web1",
                    "include_accepted",
                    true,
                    "key",
                    master.rootKey()));

            assertThat(web1.ask("_file_envs", Map.of())).isInstanceOf(Answer.SignInAgain.class);
            assertThat(web1.signIn()).isInstanceOf(dev.brine.transport.channel.SignInOutcome.Rejected.class);
        }
    }

    @Test
    void secondMasterOnTheSameDirectoriesRefusesToStart() throws Exception {
        try (TestMaster master = TestMaster.in(temp).start()) {
            assertThatThrownBy(() -> TestMaster.in(temp).start())
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("another running master");
            assertThat(master.master().retPort()).isPositive();
        }
        TestMaster.in(temp).start().close();
    }

    @Test
    void rootKeyIsNewAtEachStartAndPrivate() throws Exception {
        String first;
        try (TestMaster master = TestMaster.in(temp).start()) {
            first = master.rootKey();
            Path file = master.cache().resolve("." + master.master().config().user() + "_key");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(first).hasSize(76);
        }
        try (TestMaster master = TestMaster.in(temp).start()) {
            assertThat(master.rootKey()).isNotEqualTo(first);
        }
    }

    @Test
    void unreadableMasterKeyStopsTheStartAndIsNotReplaced() throws Exception {
        TestMaster.in(temp).start().close();
        Path pem = temp.resolve("pki/master.pem");
        Files.delete(pem);
        Files.writeString(pem, "garbage");
        Files.setPosixFilePermissions(pem, PosixFilePermissions.fromString("r--------"));

        assertThatThrownBy(() -> TestMaster.in(temp).start())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("master.pem");
        assertThat(pem).hasContent("garbage");
    }
}
