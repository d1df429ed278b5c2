package dev.brine.engine.event;

import dev.brine.engine.data.Data;
import dev.brine.transport.wire.DecodeException;
import dev.brine.transport.wire.EventPacket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An event as it travels to processes that ask for more than stock's listeners know.
 *
 * <pre>
 * tag \n\n {number: N, origin: [kind, id], cause: [event, rule, hops], data: {...}}
 * </pre>
 *
 * The data is apart, so that no sender's data can be taken for what the daemon says.
 */
final class TracedEvent {
    private TracedEvent() {}

    /** The socket beside the pub socket. */
    static Path socket(Path pubPath) {
        String name = String.valueOf(pubPath.getFileName());
        return pubPath.resolveSibling(name.replace("_pub.ipc", "") + "_all.ipc");
    }

    static EventPacket packet(Event event, Map<String, Object> data) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("number", event.number());
        all.put(
                "origin",
                List.of(
                        event.origin().kind().name().toLowerCase(Locale.ROOT),
                        event.origin().id()));
        all.put("cause", List.of(event.cause().event(), event.cause().rule(), (long)
                event.cause().hops()));
        all.put("data", data);
        return new EventPacket(event.tag(), all);
    }

    /** @throws DecodeException when the packet is no such event */
    static Event read(EventPacket packet) {
        Map<String, Object> all = packet.data();
        if (all.get("number") instanceof Long number
                && all.get("origin") instanceof List<?> origin
                && origin.size() == 2
                && all.get("cause") instanceof List<?> cause
                && cause.size() == 3
                && cause.get(0) instanceof Long event
                && cause.get(2) instanceof Long hops
                && all.get("data") instanceof Map<?, ?> data) {
            Origin.Kind kind = Origin.Kind.valueOf(String.valueOf(origin.get(0)).toUpperCase(Locale.ROOT));
            return new Event(
                    number,
                    packet.tag(),
                    new LinkedHashMap<>(Data.asMap("event", data)),
                    new Origin(kind, String.valueOf(origin.get(1))),
                    new Cause(event, String.valueOf(cause.get(1)), hops.intValue()));
        }
        throw new DecodeException("an event with its origin is not formed as it should be");
    }
}
