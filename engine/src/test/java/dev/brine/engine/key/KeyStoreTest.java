package dev.brine.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.testing.TestKeys;
import dev.brine.transport.crypto.RsaPublicKey;
import dev.brine.transport.wire.MinionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyStoreTest {
    private static final MinionId WEB1 = new MinionId("web1");
    private static final RsaPublicKey MINE = TestKeys.of("mine").publicKey();
    private static final RsaPublicKey OTHER = TestKeys.of("other").publicKey();

    @TempDir
    Path pki;

    private KeyStore keys;

    @BeforeEach
    void open() throws IOException {
        keys = new KeyStore(pki, Clock.systemUTC());
    }

    @Test
    void keyIsStoredAsSaltStoresIt() throws Exception {
        keys.add(WEB1, KeyState.PENDING, MINE);

        assertThat(pki.resolve("minions_pre/web1")).hasContent(MINE.text());
        assertThat(keys.find(WEB1)).contains(new StoredKey(KeyState.PENDING, MINE));
        assertThat(keys.ids(KeyState.PENDING)).containsExactly("web1");
    }

    @Test
    void keyThatIsThereIsNotReplacedByAdding() throws Exception {
        keys.add(WEB1, KeyState.PENDING, MINE);

        assertThat(keys.add(WEB1, KeyState.PENDING, OTHER)).isFalse();
        assertThat(keys.find(WEB1)).contains(new StoredKey(KeyState.PENDING, MINE));
    }

    @Test
    void whatOtherProgramsMoveCountsAtOnce() throws Exception {
        keys.add(WEB1, KeyState.PENDING, MINE);
        assertThat(keys.accepted(WEB1)).isEmpty();

        Files.move(pki.resolve("minions_pre/web1"), pki.resolve("minions/web1"));

        assertThat(keys.accepted(WEB1)).contains(MINE);
        Files.delete(pki.resolve("minions/web1"));
        assertThat(keys.accepted(WEB1)).isEmpty();
    }

    @Test
    void keyReplacedOnDiskIsReadAnew() throws Exception {
        keys.add(WEB1, KeyState.ACCEPTED, MINE);
        assertThat(keys.accepted(WEB1)).contains(MINE);

        Path fresh = Files.writeString(pki.resolve("fresh"), OTHER.text());
        Files.move(fresh, pki.resolve("minions/web1"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(keys.accepted(WEB1)).contains(OTHER);
    }

    @Test
    void rejectedKeyOutweighsAnAcceptedOne() throws Exception {
        keys.add(WEB1, KeyState.ACCEPTED, MINE);
        keys.add(WEB1, KeyState.REJECTED, MINE);

        assertThat(keys.find(WEB1)).contains(new StoredKey(KeyState.REJECTED, MINE));
    }

    @Test
    void corruptKeyFileIsSetAsideAndTheIdUnknown() throws Exception {
        for (String content : List.of("", MINE.text().substring(0, 200), "x".repeat(100_000))) {
            Files.writeString(pki.resolve("minions/web1"), content);

            assertThat(keys.find(WEB1)).isEmpty();
            assertThat(pki.resolve("minions/web1")).doesNotExist();
        }
        try (var names = Files.list(pki.resolve("minions"))) {
            assertThat(names.map(file -> file.getFileName().toString()))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith(".web1.corrupt-"));
        }
    }

    @Test
    void symbolicLinkIsNoKey() throws Exception {
        Path outside = Files.writeString(pki.resolve("outside"), MINE.text());
        Files.createSymbolicLink(pki.resolve("minions/web1"), outside);

        assertThat(keys.accepted(WEB1)).isEmpty();
        assertThat(keys.ids(KeyState.ACCEPTED)).isEmpty();
    }

    @Test
    void idThatDiffersInCaseOnlyIsATwin() throws Exception {
        keys.add(WEB1, KeyState.ACCEPTED, MINE);

        assertThat(keys.twin(new MinionId("WEB1"))).contains("web1");
        assertThat(keys.twin(new MinionId("web1."))).contains("web1");
        assertThat(keys.twin(WEB1)).isEmpty();
    }

    @Test
    void listenersHearOfChangesAfterTheBatch() throws Exception {
        List<MinionId> heard = new ArrayList<>();
        keys.listen(heard::add);
        KeyStore.Batch batch = keys.batch();
        keys.add(WEB1, KeyState.PENDING, MINE);
        keys.move(WEB1, KeyState.PENDING, KeyState.ACCEPTED);
        assertThat(heard).isEmpty();

        batch.close();

        assertThat(heard).containsExactly(WEB1);
    }

    @Test
    void ofTwoKeysForOneNewIdExactlyOneIsStored() throws Exception {
        KeyGate gate = gate();
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 100; round++) {
                MinionId id = new MinionId("m" + round);
                CyclicBarrier start = new CyclicBarrier(2);
                List<Future<AuthDecision>> decisions =
                        two.invokeAll(List.of(offer(gate, id, MINE, start), offer(gate, id, OTHER, start)));

                List<AuthDecision> made = new ArrayList<>();
                for (Future<AuthDecision> decision : decisions) {
                    made.add(decision.get());
                }
                assertThat(made)
                        .hasAtLeastOneElementOfType(AuthDecision.Pending.class)
                        .hasAtLeastOneElementOfType(AuthDecision.Denied.class);
                RsaPublicKey winner = made.get(0) instanceof AuthDecision.Pending ? MINE : OTHER;
                assertThat(keys.find(id)).contains(new StoredKey(KeyState.PENDING, winner));
                assertThat(keys.key(id, KeyState.DENIED)).contains(winner.equals(MINE) ? OTHER : MINE);
            }
        } finally {
            two.shutdownNow();
        }
    }

    @Test
    void keyDeletedWhileItsMinionSignsInIsNotRevived() throws Exception {
        KeyGate gate = gate();
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 100; round++) {
                MinionId id = new MinionId("m" + round);
                keys.add(id, KeyState.ACCEPTED, MINE);
                CyclicBarrier start = new CyclicBarrier(2);
                two.invokeAll(List.of(offer(gate, id, MINE, start), () -> {
                            start.await();
                            keys.remove(id, KeyState.ACCEPTED);
                            return null;
                        }))
                        .forEach(KeyStoreTest::done);

                assertThat(keys.accepted(id)).isEmpty();
            }
        } finally {
            two.shutdownNow();
        }
    }

    @Test
    void pendingKeysAreLimitedInNumberAndByKey() throws Exception {
        KeyGate gate = new KeyGate(keys, new KeyPolicy(false), noRules(), new PendingLimits(3, 10, 2));

        assertThat(admit(gate, "a", MINE)).isInstanceOf(AuthDecision.Pending.class);
        assertThat(admit(gate, "b", MINE)).isInstanceOf(AuthDecision.Pending.class);
        assertThat(admit(gate, "c", MINE)).isInstanceOf(AuthDecision.Full.class);
        assertThat(admit(gate, "c", OTHER)).isInstanceOf(AuthDecision.Pending.class);
        assertThat(admit(gate, "d", OTHER)).isInstanceOf(AuthDecision.Full.class);
        assertThat(admit(gate, "a", MINE)).isInstanceOf(AuthDecision.Pending.class);

        keys.move(new MinionId("a"), KeyState.PENDING, KeyState.ACCEPTED);
        assertThat(admit(gate, "d", OTHER)).isInstanceOf(AuthDecision.Pending.class);
    }

    @Test
    void twinOfAKnownIdIsRefusedAndNothingStored() throws Exception {
        keys.add(WEB1, KeyState.ACCEPTED, MINE);

        assertThat(admit(gate(), "Web1", OTHER)).isInstanceOf(AuthDecision.Denied.class);
        assertThat(keys.ids(KeyState.PENDING)).isEmpty();
        assertThat(keys.ids(KeyState.DENIED)).isEmpty();
    }

    private static Callable<AuthDecision> offer(KeyGate gate, MinionId id, RsaPublicKey key, CyclicBarrier start) {
        return () -> {
            start.await();
            return gate.admit(id, key, Map.of(), () -> true);
        };
    }

    private static AuthDecision admit(KeyGate gate, String id, RsaPublicKey key) throws IOException {
        return gate.admit(new MinionId(id), key, Map.of(), () -> true);
    }

    private KeyGate gate() {
        return new KeyGate(keys, new KeyPolicy(false), noRules(), new PendingLimits(0, 0, 0));
    }

    private SigningRules noRules() {
        return SigningRulesTest.rules(pki, Map.of());
    }

    private static void done(Future<?> future) {
        try {
            assertThat(Optional.ofNullable(future.get())).isNotNull();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
