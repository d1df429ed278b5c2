package dev.brine.engine.event;

import dev.brine.engine.data.Glob;
import dev.brine.transport.ipc.IpcClient;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.EventPacket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A daemon's bus seen from another process: reads its pub socket, fires into its pull socket. Events of
 * others are skipped; nothing is kept for later. For one thread.
 */
public final class EventClient implements AutoCloseable {

    private final IpcClient reader;
    private final Path pullPath;
    private final Predicate<String> tags;
    private final Function<EventPacket, Event> reading;
    private @Nullable IpcClient writer;

    private EventClient(IpcClient reader, Path pullPath, Predicate<String> tags, Function<EventPacket, Event> reading) {
        this.reader = reader;
        this.pullPath = pullPath;
        this.tags = tags;
        this.reading = reading;
    }

    /** Connects and reads, from now on, the events whose tag is wanted. */
    public static EventClient connect(Path pubPath, Path pullPath, Predicate<String> tags) throws IOException {
        return new EventClient(IpcClient.connect(pubPath), pullPath, tags, EventClient::plain);
    }

    /**
     * Connects as {@link #connect} does, and reads events with their numbers, origins and causes.
     *
     * @throws IOException also when the daemon has no such socket
     */
    public static EventClient traced(Path pubPath, Path pullPath, Predicate<String> tags) throws IOException {
        return new EventClient(IpcClient.connect(TracedEvent.socket(pubPath)), pullPath, tags, TracedEvent::read);
    }

    private static Event plain(EventPacket packet) {
        return Event.of(packet.tag(), packet.data(), Origin.LOCAL);
    }

    /** Connects to the master's sockets in its sock_dir. */
    public static EventClient master(Path sockDir, Predicate<String> tags) throws IOException {
        return connect(sockDir.resolve("master_event_pub.ipc"), sockDir.resolve("master_event_pull.ipc"), tags);
    }

    /** Tags that start so; "" is every tag (Salt: event_match_type startswith). */
    public static Predicate<String> prefix(String prefix) {
        return tag -> tag.startsWith(prefix);
    }

    /** Tags at whose start the expression is found (Salt: event_match_type regex, Python's re.match). */
    public static Predicate<String> regex(String expression) {
        Pattern pattern = Pattern.compile(expression);
        return tag -> pattern.matcher(tag).lookingAt();
    }

    /** Tags that the shell-like pattern matches whole; {@code *} also takes slashes (Salt: fnmatch). */
    public static Predicate<String> fnmatch(String pattern) {
        return Glob.of(pattern);
    }

    /**
     * The next wanted event; empty when none came in time. Its origin is LOCAL, its number 0: neither travels, unless the client is
     * {@link #traced}.
     *
     * @throws IOException when the daemon closed the connection or sends what is no event
     */
    public Optional<Event> next(Duration timeout) throws IOException {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            byte[] body = reader.receive(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            if (body == null) {
                return Optional.empty();
            }
            EventPacket packet = EventPacket.decode(body, Codec.LOCAL);
            if (tags.test(packet.tag())) {
                return Optional.of(reading.apply(packet));
            }
            if (System.nanoTime() - end >= 0) {
                return Optional.empty();
            }
        }
    }

    /** Fires an event on the daemon's bus, which stamps it. */
    public void fire(String tag, Map<String, Object> data) throws IOException {
        if (writer == null) {
            writer = IpcClient.connect(pullPath);
        }
        writer.send(new EventPacket(tag, data).encode());
    }

    @Override
    public void close() {
        reader.close();
        if (writer != null) {
            writer.close();
        }
    }
}
