package dev.brine.engine.event;

import dev.brine.transport.ipc.IpcOptions;
import dev.brine.transport.ipc.IpcPubServer;
import dev.brine.transport.ipc.IpcPullServer;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.DecodeException;
import dev.brine.transport.wire.EventPacket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bus for other processes: what is published on the {@link EventBus} goes to every reader of the pub
 * socket, what is written to the pull socket is published on the bus. Each event is encoded once, however many
 * read. Threads {@code event-socket} (pub), {@code event-origins} and {@code event-pull}.
 *
 * <p>Readers of the pub socket see tag and data only, as stock Salt's listeners expect. A third socket, its name ending in {@code _all.ipc}
 * instead of {@code _pub.ipc}, tells those who ask for it who fired each event and what it follows from ({@link TracedEvent}).
 *
 * <p>An event whose encoded data is longer than {@code max_event_size} has its large values replaced by the
 * text VALUE_TRIMMED (Salt 3006: the same); only what leaves the process is trimmed.
 */
public final class EventSocket implements AutoCloseable {

    /** Salt 3006: max_event_size. */
    public static final int MAX_EVENT_SIZE = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(EventSocket.class);

    private final EventBus bus;
    private final Origin origin;
    private final Function<Event, Optional<Event>> door;
    private final int maxEventSize;
    private final IpcPubServer pub;
    private final IpcPubServer origins;
    private final IpcPullServer pull;
    private final EventBus.Tap tap;

    private EventSocket(
            EventBus bus,
            Origin origin,
            int maxEventSize,
            Path pubPath,
            Path pullPath,
            IpcOptions options,
            Function<Event, Optional<Event>> door)
            throws IOException {
        this.door = door;
        this.bus = bus;
        this.origin = origin;
        this.maxEventSize = maxEventSize;
        this.pub = IpcPubServer.open("event-socket", pubPath, options);
        try {
            this.origins = IpcPubServer.open("event-origins", TracedEvent.socket(pubPath), options);
        } catch (IOException | RuntimeException e) {
            pub.close();
            throw e;
        }
        try {
            this.pull = IpcPullServer.open(
                    "event-pull", pullPath, IpcOptions.defaults().withAdmit(options.admit()), this::received);
        } catch (IOException | RuntimeException e) {
            pub.close();
            origins.close();
            throw e;
        }
        this.tap = bus.tap(this::published);
    }

    /**
     * Opens the sockets.
     *
     * @param origin what events from the pull socket are marked with: whoever may write there is local
     * @param options of the pub socket; the pull socket always has mode 0600
     * @throws java.net.BindException when another daemon listens there
     */
    public static EventSocket open(
            EventBus bus, Origin origin, int maxEventSize, Path pubPath, Path pullPath, IpcOptions options)
            throws IOException {
        return new EventSocket(bus, origin, maxEventSize, pubPath, pullPath, options, Optional::of);
    }

    /**
     * Opens the master's sockets in its sock_dir.
     *
     * @param door what becomes of an event from the pull socket: the event to publish, or nothing
     */
    public static EventSocket master(
            EventBus bus, Origin origin, Path sockDir, IpcOptions options, Function<Event, Optional<Event>> door)
            throws IOException {
        return new EventSocket(
                bus,
                origin,
                MAX_EVENT_SIZE,
                sockDir.resolve("master_event_pub.ipc"),
                sockDir.resolve("master_event_pull.ipc"),
                options,
                door);
    }

    /** Events that readers lost because they did not keep up. */
    public long dropped() {
        return pub.dropped() + origins.dropped();
    }

    /** Connected readers. */
    public int readers() {
        return pub.readers() + origins.readers();
    }

    @Override
    public void close() {
        tap.close();
        pull.close();
        pub.close();
        origins.close();
    }

    private void published(Event event) {
        Shown shown = new Shown(event, maxEventSize);
        try {
            pub.publish(shown::packet);
            origins.publish(shown::traced);
        } catch (RuntimeException e) {
            LOG.error("event {} cannot be encoded for the bus sockets and is not shown there", event.tag(), e);
        }
    }

    /** An event in the forms of the two sockets, each made when somebody reads there. */
    private static final class Shown {
        private final Event event;
        private final int most;
        private @Nullable Map<String, Object> data;
        private byte @Nullable [] packet;

        Shown(Event event, int most) {
            this.event = event;
            this.most = most;
        }

        synchronized byte[] packet() {
            byte[] made = packet;
            if (made == null) {
                Map<String, Object> whole = event.data();
                made = new EventPacket(event.tag(), whole).encode();
                data = whole;
                if (made.length > most) {
                    Map<String, Object> trimmed = Trimming.trim(whole, most);
                    made = new EventPacket(event.tag(), trimmed).encode();
                    data = trimmed;
                }
                packet = made;
            }
            return made;
        }

        synchronized byte[] traced() {
            packet();
            return TracedEvent.packet(event, data == null ? event.data() : data).encode();
        }
    }

    private void received(byte[] body) {
        try {
            EventPacket packet = EventPacket.decode(body, Codec.LOCAL);
            door.apply(Event.of(packet.tag(), packet.data(), origin)).ifPresent(bus::publish);
        } catch (DecodeException e) {
            LOG.warn("dropped a packet of {} bytes from the pull socket: {}", body.length, e.getMessage());
        }
    }
}
