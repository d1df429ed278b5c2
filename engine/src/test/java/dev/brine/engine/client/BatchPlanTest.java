package dev.brine.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchPlanTest {

    private final BatchPlan plan = new BatchPlan(2, List.of("a", "b", "c", "d"));

    @ParameterizedTest
    @CsvSource({
        "3, 10, 3",
        "25%, 10, 2",
        "%25, 10, 2",
        "25 %, 8, 2",
        "1%, 10, 1",
        "12.5%, 16, 2",
        "100%, 7, 7",
        "9, 4, 9"
    })
    void sizeIsANumberOrAShare(String batch, int minions, int size) {
        assertThat(BatchPlan.size(batch, minions)).isEqualTo(OptionalInt.of(size));
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "0", "-1", "0%", "-5%", "", "%", "1.5"})
    void anythingElseIsNoSize(String batch) {
        assertThat(BatchPlan.size(batch, 10)).isEmpty();
    }

    @Test
    void lastMinionsAreFirst() {
        assertThat(plan.next()).containsExactly("d", "c");
        assertThat(plan.next()).isEmpty();
    }

    @Test
    void minionThatEndedMakesRoomForOne() {
        plan.next();
        plan.ended();
        assertThat(plan.next()).containsExactly("b");
        plan.ended();
        plan.ended();
        assertThat(plan.next()).containsExactly("a");
        assertThat(plan.isOver()).isFalse();
        plan.ended();
        assertThat(plan.isOver()).isTrue();
    }

    @Test
    void placesOfTwoThatEndTogetherAreFreeTogether() {
        plan.next(0);
        plan.ended(1_000);
        plan.ended(1_000);
        assertThat(plan.next(999)).isEmpty();
        assertThat(plan.untilFree(400, 5_000)).isEqualTo(600);
        assertThat(plan.next(1_000)).containsExactly("b", "a");
    }

    @Test
    void nobodyWaitsForAPlaceWhenAllHaveRun() {
        plan.next(0);
        plan.ended(10);
        plan.ended(10);
        plan.next(10);
        plan.ended(1_000);
        plan.ended(1_000);
        assertThat(plan.isOver()).isTrue();
    }

    @Test
    void timeToLookIsTheMostWhenNoPlaceRests() {
        plan.next(0);
        assertThat(plan.untilFree(0, 500)).isEqualTo(500);
    }

    @Test
    void minionsOfAnEarlierProcessTakePlaces() {
        plan.running(1);
        assertThat(plan.next()).containsExactly("d");
    }

    @Test
    void planOfNobodyIsOver() {
        assertThat(new BatchPlan(1, List.of()).isOver()).isTrue();
    }
}
