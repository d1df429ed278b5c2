package dev.brine.transport.ipc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One reader's place in the {@link FrameLog}. Owned by the selector thread. */
final class FrameReader {

    private static final int MAX_WRITES = 8;

    private FrameLog.Block block;
    private int offset;
    private @Nullable ByteBuffer rest;
    private long dropped;

    FrameReader(FrameLog.Block block, int offset) {
        this.block = block;
        this.offset = offset;
    }

    void place(FrameLog.Block newBlock, int newOffset) {
        block = newBlock;
        offset = newOffset;
    }

    /** Bytes to send before anything else. */
    void keepRest(ByteBuffer bytes) {
        rest = bytes;
    }

    FrameLog.Block block() {
        return block;
    }

    int offset() {
        return offset;
    }

    long dropped() {
        return dropped;
    }

    void dropped(long more) {
        dropped += more;
    }

    /** What a round of writing came to. */
    enum Progress {
        CAUGHT_UP,
        BLOCKED,
        MORE
    }

    /** Writes what is new, a block at a time. */
    Progress write(SocketChannel channel) throws IOException {
        ByteBuffer first = rest;
        if (first != null) {
            channel.write(first);
            if (first.hasRemaining()) {
                return Progress.BLOCKED;
            }
            rest = null;
        }
        for (int n = 0; n < MAX_WRITES; n++) {
            FrameLog.Block next = block.next();
            int end = block.end();
            if (offset < end) {
                int written = channel.write(block.slice(offset, end));
                offset += written;
                if (offset < end) {
                    return Progress.BLOCKED;
                }
            } else if (next != null) {
                block = next;
                offset = 0;
            } else {
                return Progress.CAUGHT_UP;
            }
        }
        return Progress.MORE;
    }
}
