package dev.brine.engine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brine.transport.ipc.IpcClient;
import dev.brine.transport.ipc.IpcOptions;
import dev.brine.transport.wire.EventPacket;
import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class EventSocketTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    @TempDir
    Path dir;

    private final EventBus bus = new EventBus(
            Clock.fixed(Instant.parse("2026-11-21T05:52:02.065519Z"), ZoneOffset.UTC), EventJournal.none());
    private EventSocket socket;

    @BeforeEach
    void open() throws Exception {
        socket = EventSocket.master(bus, Origin.LOCAL, dir, IpcOptions.defaults(), Optional::of);
    }

    @AfterEach
    void close() {
        socket.close();
        bus.close();
    }

    @Test
    void publishedEventReachesReadersStamped() throws Exception {
        try (EventClient client = client("")) {
            bus.publish("salt/test", Map.of("answer", 42L));

            Event event = client.next(LONG).orElseThrow();
            assertThat(event.tag()).isEqualTo("salt/test");
            assertThat(event.data()).containsEntry("answer", 42L).containsEntry("_stamp", "2026-11-21T05:52:02.065519");
        }
    }

    @Test
    void originAndCauseReachOnlyThoseWhoAskForThem() throws Exception {
        Event fired = Event.of("my/tag", Map.of("_origin", "forged", "a", 1L), Origin.minion("web1"))
                .causedBy(new Cause(4711, "salt/auth", 2));
        try (EventClient stock = client("");
                EventClient traced = EventClient.traced(
                        dir.resolve("master_event_pub.ipc"),
                        dir.resolve("master_event_pull.ipc"),
                        EventClient.prefix("my/"))) {
            awaitReaders(2);
            bus.publish("salt/first", Map.of());
            bus.publish(fired);

            assertThat(stock.next(LONG).orElseThrow().data()).containsOnlyKeys("_stamp");
            assertThat(stock.next(LONG).orElseThrow().data()).containsOnlyKeys("_origin", "a", "_stamp");
            Event seen = traced.next(LONG).orElseThrow();
            assertThat(seen.number()).isEqualTo(2);
            assertThat(seen.origin()).isEqualTo(Origin.minion("web1"));
            assertThat(seen.cause()).isEqualTo(new Cause(4711, "salt/auth", 2));
            assertThat(seen.data()).containsEntry("_origin", "forged").containsEntry("a", 1L);
            assertThat(seen.provenance())
                    .containsEntry("_number", 2L)
                    .containsEntry("_origin", Map.of("kind", "minion", "id", "web1"))
                    .containsEntry("_cause", Map.of("event", 4711L, "rule", "salt/auth", "hops", 2L));
        }
    }

    @Test
    void packetsOfThePubSocketAreByteForByteTagAndData() throws Exception {
        try (IpcClient raw = IpcClient.connect(dir.resolve("master_event_pub.ipc"))) {
            awaitReaders(1);
            bus.publish(
                    Event.of("my/tag", Map.of("a", 1L), Origin.minion("web1")).causedBy(new Cause(7, "my/rule", 1)));

            assertThat(raw.receive(LONG))
                    .isEqualTo(new EventPacket("my/tag", ordered("a", 1L, "_stamp", "2026-11-21T05:52:02.065519"))
                            .encode());
        }
    }

    private static Map<String, Object> ordered(String key, Object value, String second, Object other) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        map.put(second, other);
        return map;
    }

    @Test
    void firedEventIsPublishedAsLocal() throws Exception {
        Subscription subscription = bus.subscribe("my/", 10);
        try (EventClient client = client("my/")) {
            client.fire("my/tag", Map.of("bytes", new byte[] {(byte) 0xff, 1}));

            Event seen = subscription.next(LONG).orElseThrow();
            assertThat(seen.origin()).isEqualTo(Origin.LOCAL);
            assertThat(client.next(LONG).orElseThrow().data().get("bytes")).isEqualTo(new byte[] {(byte) 0xff, 1});
        }
    }

    @Test
    void onlyWantedTagsAreGiven() throws Exception {
        try (EventClient prefix = client("salt/job/");
                EventClient regex = EventClient.master(dir, EventClient.regex("salt/(job|key)"));
                EventClient shell = EventClient.master(dir, EventClient.fnmatch("salt/*/ret/web[12]"))) {
            awaitReaders(3);
            bus.publish("salt/auth", Map.of());
            bus.publish("salt/key", Map.of());
            bus.publish("salt/job/1/ret/web3", Map.of());
            bus.publish("salt/job/1/ret/web1", Map.of());

            assertThat(tags(prefix, 2)).containsExactly("salt/job/1/ret/web3", "salt/job/1/ret/web1");
            assertThat(tags(regex, 3)).containsExactly("salt/key", "salt/job/1/ret/web3", "salt/job/1/ret/web1");
            assertThat(tags(shell, 1)).containsExactly("salt/job/1/ret/web1");
        }
    }

    @Test
    void nothingIsGivenWhenNothingCame() throws Exception {
        try (EventClient client = client("")) {
            assertThat(client.next(Duration.ofMillis(20))).isEqualTo(Optional.empty());
        }
    }

    @Test
    void oversizeValuesAreTrimmedAndTheRestStays() throws Exception {
        try (EventClient client = client("")) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("small", "kept");
            data.put("nested", Map.of("list", List.of("x".repeat(900_000), 1L)));
            data.put("big", "y".repeat(700_000));
            bus.publish("salt/big", data);

            Map<String, Object> got = client.next(LONG).orElseThrow().data();
            assertThat(got)
                    .containsEntry("small", "kept")
                    .containsEntry("big", "VALUE_TRIMMED")
                    .containsEntry("nested", Map.of("list", List.of("VALUE_TRIMMED", 1L)));
        }
    }

    @Test
    void garbageOnThePullSocketIsDropped() throws Exception {
        Subscription subscription = bus.subscribe("", 10);
        try (IpcClient raw = IpcClient.connect(dir.resolve("master_event_pull.ipc"));
                EventClient client = client("")) {
            raw.send("no event".getBytes(StandardCharsets.UTF_8));
            raw.send("tag\n\n\u0005".getBytes(StandardCharsets.UTF_8));
            client.fire("good", Map.of());

            assertThat(subscription.next(LONG).orElseThrow().tag()).isEqualTo("good");
        }
    }

    @Test
    void endOfTheDaemonEndsTheClient() throws Exception {
        try (EventClient client = client("")) {
            socket.close();

            assertThatThrownBy(() -> client.next(LONG)).isInstanceOf(EOFException.class);
        }
    }

    private EventClient client(String prefix) throws Exception {
        int before = socket.readers();
        EventClient client = EventClient.master(dir, EventClient.prefix(prefix));
        awaitReaders(before + 1);
        return client;
    }

    private void awaitReaders(int count) {
        while (socket.readers() < count) {
            assertThat(Thread.currentThread().isInterrupted())
                    .as("the time limit of a test is over")
                    .isFalse();
            Thread.onSpinWait();
        }
    }

    private static List<String> tags(EventClient client, int count) throws Exception {
        List<String> tags = new java.util.ArrayList<>();
        for (int n = 0; n < count; n++) {
            tags.add(client.next(LONG).orElseThrow().tag());
        }
        return tags;
    }
}
