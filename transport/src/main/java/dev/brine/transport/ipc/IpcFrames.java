package dev.brine.transport.ipc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of one connection from pieces of any size, and writes frames.
 *
 * <pre>
 * frame    = [length: 4 bytes big-endian] map          with the length: late Salt clients only
 * map      = 82  a4 "head" {..}  a4 "body" bin         either order; head is ignored, {} in practice
 * </pre>
 *
 * The first byte of a connection tells which: 0x82 is a bare map, anything else a length (Salt 3006/3007:
 * bare; the development branch writes the length). What is kept never exceeds the bytes received. Not thread safe.
 */
public final class IpcFrames {

    private static final byte[] OPENING = opening();
    private static final int BARE_FIRST = 0x82;
    private static final int INCOMPLETE = -1;
    private static final int MAX_DEPTH = 16;

    private final int maxFrame;
    private byte[] kept = new byte[0];
    private int size;
    private int wanted = 1;
    private @Nullable Boolean prefixed;
    private int depth;

    /** A reader that refuses frames longer than so many bytes. */
    public IpcFrames(int maxFrame) {
        this.maxFrame = maxFrame;
    }

    /**
     * Takes all of the bytes and hands out the body of each frame they complete.
     *
     * @throws IpcFormatException when this is no such stream; the connection is of no use any more
     */
    public void feed(ByteBuffer bytes, Consumer<byte[]> bodies) throws IpcFormatException {
        append(bytes);
        int from = 0;
        while (size - from >= wanted) {
            int to = frame(from, bodies);
            if (to == INCOMPLETE) {
                break;
            }
            from = to;
            wanted = 1;
        }
        if (from > 0) {
            System.arraycopy(kept, from, kept, 0, size - from);
            size -= from;
        }
        if (size == 0 && kept.length > 1 << 16) {
            kept = new byte[0];
        }
    }

    /** Whether nothing of a further frame has been read. */
    public boolean atBoundary() {
        return size == 0;
    }

    /** The length of the frame of a body. */
    static int length(int body, boolean prefixed) {
        int header = body < 0x100 ? 2 : body < 0x10000 ? 3 : 5;
        return (prefixed ? 4 : 0) + OPENING.length + header + body;
    }

    /** Writes one frame into a buffer with room for it. */
    static void write(ByteBuffer out, byte[] body, boolean prefixed) {
        if (prefixed) {
            out.putInt(length(body.length, false));
        }
        out.put(OPENING);
        if (body.length < 0x100) {
            out.put((byte) 0xc4).put((byte) body.length);
        } else if (body.length < 0x10000) {
            out.put((byte) 0xc5).putShort((short) body.length);
        } else {
            out.put((byte) 0xc6).putInt(body.length);
        }
        out.put(body);
    }

    /** One frame as bytes of its own. */
    public static byte[] frame(byte[] body, boolean prefixed) {
        ByteBuffer out = ByteBuffer.allocate(length(body.length, prefixed));
        write(out, body, prefixed);
        return out.array();
    }

    private void append(ByteBuffer bytes) {
        int more = bytes.remaining();
        if (size + more > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(size + more, Math.min(2 * kept.length, size + (1 << 20))));
        }
        bytes.get(kept, size, more);
        size += more;
    }

    /** Reads the frame at {@code from}; returns its end, or INCOMPLETE with {@code wanted} set. */
    private int frame(int from, Consumer<byte[]> bodies) throws IpcFormatException {
        if (prefixed == null) {
            prefixed = (kept[from] & 0xff) != BARE_FIRST;
        }
        int end = size;
        int at = from;
        if (prefixed) {
            if (!has(from, from, 4)) {
                return INCOMPLETE;
            }
            long length = integer(from, 4);
            check(length);
            if (!has(from, from, 4 + (int) length)) {
                return INCOMPLETE;
            }
            at = from + 4;
            end = at + (int) length;
        }
        int to = map(from, at, end, bodies);
        if (prefixed && to != end) {
            throw new IpcFormatException("a frame of announced length " + (end - at) + " holds something else");
        }
        return to;
    }

    private int map(int from, int start, int end, Consumer<byte[]> bodies) throws IpcFormatException {
        if ((kept[start] & 0xff) != BARE_FIRST) {
            throw new IpcFormatException("a frame begins with byte 0x" + Integer.toHexString(kept[start] & 0xff)
                    + " where a map of two was expected");
        }
        int at = start + 1;
        byte[] body = null;
        for (int n = 0; n < 2; n++) {
            if (!has(from, at, 5)) {
                return INCOMPLETE;
            }
            String key = new String(kept, at, 5, StandardCharsets.ISO_8859_1);
            at += 5;
            if (key.equals("\u00a4body")) {
                if (!has(from, at, 1) || !has(from, at, lengthBytes(at) + 1)) {
                    return INCOMPLETE;
                }
                int data = at + 1 + lengthBytes(at);
                long length = lengthBytes(at) == 0 ? kept[at] & 0x1f : integer(at + 1, lengthBytes(at));
                check(length);
                if (!has(from, data, (int) length)) {
                    return INCOMPLETE;
                }
                body = Arrays.copyOfRange(kept, data, data + (int) length);
                at = data + (int) length;
            } else if (key.equals("\u00a4head")) {
                depth = 0;
                at = skip(from, at);
                if (at == INCOMPLETE) {
                    return INCOMPLETE;
                }
            } else {
                throw new IpcFormatException("a frame has a key that is neither head nor body");
            }
            if (at > end) {
                throw new IpcFormatException("a frame runs past its announced length");
            }
        }
        if (body == null) {
            throw new IpcFormatException("a frame has no body");
        }
        bodies.accept(body);
        return at;
    }

    /** The number of length bytes of the bin, str or raw at this place. */
    private int lengthBytes(int at) throws IpcFormatException {
        int type = kept[at] & 0xff;
        return switch (type) {
            case 0xc4, 0xd9 -> 1;
            case 0xc5, 0xda -> 2;
            case 0xc6, 0xdb -> 4;
            default -> {
                if ((type & 0xe0) == 0xa0) {
                    yield 0;
                }
                throw new IpcFormatException("the body of a frame is neither binary nor text");
            }
        };
    }

    /** Passes over one msgpack value; returns its end or INCOMPLETE. */
    private int skip(int from, int at) throws IpcFormatException {
        if (++depth > MAX_DEPTH) {
            throw new IpcFormatException("the head of a frame is nested too deep");
        }
        if (!has(from, at, 1)) {
            return INCOMPLETE;
        }
        int type = kept[at] & 0xff;
        int result;
        if (type < 0x80 || type >= 0xe0 || type == 0xc0 || type == 0xc2 || type == 0xc3) {
            result = at + 1;
        } else if (type < 0x90) {
            result = skipAll(from, at + 1, 2 * (type & 0x0f));
        } else if (type < 0xa0) {
            result = skipAll(from, at + 1, type & 0x0f);
        } else if (type < 0xc0) {
            result = has(from, at + 1, type & 0x1f) ? at + 1 + (type & 0x1f) : INCOMPLETE;
        } else {
            result = skipSized(from, at, type);
        }
        depth--;
        return result;
    }

    private int skipSized(int from, int at, int type) throws IpcFormatException {
        int sizeBytes = switch (type) {
            case 0xc4, 0xc7, 0xd9 -> 1;
            case 0xc5, 0xc8, 0xda, 0xdc, 0xde -> 2;
            case 0xc6, 0xc9, 0xdb, 0xdd, 0xdf -> 4;
            default -> 0;
        };
        if (!has(from, at + 1, sizeBytes)) {
            return INCOMPLETE;
        }
        long n = sizeBytes == 0 ? 0 : integer(at + 1, sizeBytes);
        check(n);
        int next = at + 1 + sizeBytes;
        long data = switch (type) {
            case 0xcc, 0xd0 -> 1;
            case 0xcd, 0xd1, 0xd4 -> 2;
            case 0xd5 -> 3;
            case 0xca, 0xce, 0xd2 -> 4;
            case 0xd6 -> 5;
            case 0xcb, 0xcf, 0xd3 -> 8;
            case 0xd7 -> 9;
            case 0xd8 -> 17;
            case 0xc7, 0xc8, 0xc9 -> n + 1;
            case 0xc4, 0xc5, 0xc6, 0xd9, 0xda, 0xdb -> n;
            case 0xdc, 0xdd -> -n;
            case 0xde, 0xdf -> -2 * n;
            default -> throw new IpcFormatException("the head of a frame has a byte that is no msgpack");
        };
        if (data < 0) {
            return skipAll(from, next, -data);
        }
        return has(from, next, (int) data) ? next + (int) data : INCOMPLETE;
    }

    private int skipAll(int from, int start, long count) throws IpcFormatException {
        int at = start;
        for (long n = 0; n < count && at != INCOMPLETE; n++) {
            at = skip(from, at);
        }
        return at;
    }

    private boolean has(int from, int at, int count) throws IpcFormatException {
        long total = (long) at - from + count;
        if (total > maxFrame) {
            check(total);
        }
        if (at + count <= size) {
            return true;
        }
        wanted = (int) total;
        return false;
    }

    private void check(long length) throws IpcFormatException {
        if (length > maxFrame) {
            throw new IpcFormatException("a frame announces " + length + " bytes, more than the limit of " + maxFrame);
        }
    }

    private long integer(int at, int bytes) {
        long value = 0;
        for (int n = 0; n < bytes; n++) {
            value = value << 8 | (kept[at + n] & 0xff);
        }
        return value;
    }

    private static byte[] opening() {
        return "\u0082\u00a4head\u0080\u00a4body".getBytes(StandardCharsets.ISO_8859_1);
    }
}
