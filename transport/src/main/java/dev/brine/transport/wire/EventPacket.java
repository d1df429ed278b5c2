package dev.brine.transport.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event as it travels on the bus.
 *
 * <pre>
 * +-----------+-------+------------------------------+
 * | tag UTF-8 | 0A 0A | msgpack map, LOCAL dialect   |
 * +-----------+-------+------------------------------+
 * </pre>
 *
 * The first two line feeds end the tag. Nothing is padded, and the tag is not held to {@link TagGrammar} here:
 * the bus carries jids as tags and whatever the master's own functions fire.
 */
public record EventPacket(String tag, Map<String, @Nullable Object> data) {
    private static final String END = "\n\n";

    /** @throws DecodeException if the tag is empty or would end early */
    public EventPacket {
        if (tag.isEmpty() || tag.contains(END) || tag.endsWith("\n")) {
            throw new DecodeException("an event tag is empty or contains its own end mark");
        }
    }

    /** The packet's bytes. */
    public byte[] encode() {
        byte[] head = (tag + END).getBytes(StandardCharsets.UTF_8);
        byte[] body = Codec.LOCAL.encode(data);
        byte[] packet = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, packet, head.length, body.length);
        return packet;
    }

    /** Reads a packet with the limits of the given codec, normally {@link Codec#LOCAL}. */
    public static EventPacket decode(byte[] packet, Codec codec) {
        int end = endOfTag(packet);
        String tag = new String(packet, 0, end, StandardCharsets.UTF_8);
        if (!Arrays.equals(tag.getBytes(StandardCharsets.UTF_8), Arrays.copyOf(packet, end))) {
            throw new DecodeException("an event tag is not UTF-8");
        }
        int body = end + END.length();
        return new EventPacket(tag, codec.decodeMap(packet, body, packet.length - body));
    }

    private static int endOfTag(byte[] packet) {
        for (int i = 0; i + 1 < packet.length; i++) {
            if (packet[i] == '\n' && packet[i + 1] == '\n') {
                return i;
            }
        }
        throw new DecodeException("an event packet has no end of tag");
    }
}
