package dev.brine.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.transport.wire.MinionId;
import dev.brine.transport.wire.Nonce;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReplayMemoryTest {
    private static final MinionId ID = new MinionId("web1");

    @Test
    void fullMemoryRefusesOldSecondsInsteadOfForgettingThem() {
        ReplayMemory memory = new ReplayMemory(10);
        Nonce[] nonces = Stream.generate(() -> Nonce.random(RecordedMaster.RANDOM))
                .limit(21)
                .toArray(Nonce[]::new);
        for (int i = 0; i < 10; i++) {
            assertThat(memory.isFirst(ID, nonces[i], 1000 + i / 5, 700)).isTrue();
        }
        assertThat(memory.isFirst(ID, nonces[10], 1002, 700)).isTrue();
        assertThat(memory.isFirst(ID, nonces[0], 1000, 700)).isFalse();
        assertThat(memory.isFirst(ID, nonces[11], 1000, 700)).isFalse();
        assertThat(memory.isFirst(ID, nonces[12], 1001, 700)).isTrue();
        assertThat(memory.isFirst(ID, nonces[5], 1001, 700)).isFalse();
        assertThat(memory.isFirst(new MinionId("other"), nonces[0], 1000, 700)).isTrue();
    }

    @Test
    void oneSecondHasRoomForItsShareOnly() {
        ReplayMemory memory = new ReplayMemory(10);
        for (int i = 0; i < 10; i++) {
            assertThat(memory.isFirst(ID, Nonce.random(RecordedMaster.RANDOM), 1000, 700))
                    .isTrue();
        }
        assertThat(memory.isFirst(ID, Nonce.random(RecordedMaster.RANDOM), 1000, 700))
                .isFalse();
        assertThat(memory.isFirst(ID, Nonce.random(RecordedMaster.RANDOM), 1001, 700))
                .isTrue();
    }

    @Test
    void replaysDoNotPushOutWhatIsRemembered() {
        ReplayMemory memory = new ReplayMemory(2);
        Nonce first = Nonce.random(RecordedMaster.RANDOM);
        Nonce second = Nonce.random(RecordedMaster.RANDOM);
        assertThat(memory.isFirst(ID, first, 1000, 700)).isTrue();
        assertThat(memory.isFirst(ID, second, 1001, 700)).isTrue();
        for (int i = 0; i < 5; i++) {
            assertThat(memory.isFirst(ID, second, 1001, 700)).isFalse();
        }
        memory.forget(ID);
        assertThat(memory.isFirst(ID, first, 1000, 700)).isTrue();
    }

    @Test
    void withoutTimeCheckTheOldestSecondMakesRoom() {
        ReplayMemory memory = new ReplayMemory(2);
        for (int i = 0; i < 10; i++) {
            assertThat(memory.isFirst(ID, Nonce.random(RecordedMaster.RANDOM), 10 - i, ReplayMemory.NO_LIMIT))
                    .isTrue();
        }
    }

    @Test
    void nonceSetKnowsWhatItHolds() {
        NonceSet set = new NonceSet();
        Set<Nonce> all = new HashSet<>();
        all.add(new Nonce("0".repeat(32)));
        all.add(new Nonce("0".repeat(31) + "1"));
        all.add(new Nonce("0".repeat(15) + "1" + "0".repeat(16)));
        while (all.size() < 5000) {
            all.add(Nonce.random(RecordedMaster.RANDOM));
        }
        assertThat(all).allMatch(set::add);
        assertThat(all).noneMatch(set::add);
        assertThat(set.size()).isEqualTo(5000);
    }
}
