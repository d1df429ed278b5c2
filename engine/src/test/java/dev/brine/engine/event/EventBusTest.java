package dev.brine.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventBusTest {
    private final Clock clock = Clock.fixed(Instant.parse("2026-11-21T05:52:02.065519Z"), ZoneOffset.UTC);

    @Test
    void stampsAndNumbersEachEvent() throws InterruptedException {
        try (EventBus bus = new EventBus(clock, EventJournal.none());
                Subscription all = bus.subscribe("", 10)) {
            bus.publish("a", Map.of("_stamp", "forged"));
            bus.publish("b", Map.of());
            Event first = all.next(Duration.ZERO).orElseThrow();
            assertThat(first.number()).isEqualTo(1);
            assertThat(first.data()).containsEntry("_stamp", "2026-11-21T05:52:02.065519");
            assertThat(all.next(Duration.ZERO).orElseThrow().number()).isEqualTo(2);
        }
    }

    @Test
    void wholeSecondsHaveNoFraction() throws InterruptedException {
        Clock whole = Clock.fixed(Instant.parse("2026-11-21T05:52:02Z"), ZoneOffset.UTC);
        try (EventBus bus = new EventBus(whole, EventJournal.none());
                Subscription all = bus.subscribe("", 10)) {
            bus.publish("a", Map.of());
            assertThat(all.next(Duration.ZERO).orElseThrow().data()).containsEntry("_stamp", "2026-11-21T05:52:02");
        }
    }

    @Test
    void aReaderThatDoesNotKeepUpLosesTheOldestAndIsTold() throws InterruptedException {
        try (EventBus bus = new EventBus(clock, EventJournal.none());
                Subscription slow = bus.subscribe("x", 2);
                Subscription other = bus.subscribe("x", 10)) {
            for (int i = 0; i < 5; i++) {
                bus.publish("x/" + i, Map.of());
            }
            assertThat(slow.next(Duration.ZERO).orElseThrow().tag()).isEqualTo("x/3");
            assertThat(slow.dropped()).isEqualTo(3);
            assertThat(other.dropped()).isZero();
        }
    }

    @Test
    void closingWakesTheReader() throws Exception {
        try (EventBus bus = new EventBus(clock, EventJournal.none())) {
            Subscription subscription = bus.subscribe("x", 2);
            var reader = java.util.concurrent.CompletableFuture.supplyAsync(() -> {
                try {
                    return subscription.next(Duration.ofMinutes(1));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            subscription.close();
            assertThat(reader.get()).isEqualTo(Optional.empty());
        }
    }
}
