package dev.brine.transport.ipc;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Frames published and not yet read by all, once for all readers: a chain of byte blocks. A reader is a place
 * in the chain, so a frame costs one copy however many read it, and one write takes all that is new.
 * Blocks are used again when the slowest reader has passed them. Guarded by its own lock; the bytes of a
 * block below {@link Block#end()} never change while a reader may look at them.
 */
final class FrameLog {

    private static final int BLOCK_BYTES = 1 << 16;
    private static final int MAX_SPARE = 256;

    /** Consecutive frames. */
    static final class Block {
        private final ByteBuffer bytes;
        private int[] ends = new int[64];
        private int count;
        private volatile int end;
        private long firstFrame;
        private long firstByte;
        private volatile @Nullable Block next;

        Block(int capacity) {
            bytes = ByteBuffer.allocateDirect(capacity);
        }

        /** Where the written bytes end. */
        int end() {
            return end;
        }

        @Nullable
        Block next() {
            return next;
        }

        /** The bytes between two places. */
        ByteBuffer slice(int from, int to) {
            return bytes.slice(from, to - from);
        }
    }

    private final boolean prefixed;
    private final Deque<Block> chain = new ArrayDeque<>();
    private final Deque<Block> spare = new ArrayDeque<>();
    private Block head = new Block(BLOCK_BYTES);
    private long frames;
    private long bytes;

    FrameLog(boolean prefixed) {
        this.prefixed = prefixed;
        chain.add(head);
    }

    synchronized void append(byte[] body) {
        int length = IpcFrames.length(body.length, prefixed);
        Block block = head;
        if (block.bytes.remaining() < length) {
            block = fresh(length);
            block.firstFrame = frames;
            block.firstByte = bytes;
            chain.add(block);
            head.next = block;
            head = block;
        }
        IpcFrames.write(block.bytes, body, prefixed);
        if (block.count == block.ends.length) {
            block.ends = Arrays.copyOf(block.ends, 2 * block.count);
        }
        block.ends[block.count++] = block.bytes.position();
        frames++;
        bytes += length;
        block.end = block.bytes.position();
    }

    /** A reader of what is published from now on. */
    synchronized FrameReader newReader() {
        return new FrameReader(head, head.end);
    }

    synchronized boolean tooFarBehind(FrameReader reader, int maxFrames, long maxBytes) {
        Block block = reader.block();
        return frames - frameAt(block, reader.offset()) > maxFrames
                || bytes - (block.firstByte + reader.offset()) > maxBytes;
    }

    /**
     * Moves a reader on until it is within the limits: the rest of a frame it is in the middle of stays to be sent, the
     * oldest whole frames after that are dropped.
     *
     * @return how many frames were dropped
     */
    synchronized long dropOldest(FrameReader reader, int maxFrames, long maxBytes) {
        Block block = reader.block();
        int index = indexAt(block, reader.offset());
        int start = index == 0 ? 0 : block.ends[index - 1];
        if (index < block.count && reader.offset() > start) {
            reader.keepRest(copy(block, reader.offset(), block.ends[index]));
            index++;
        }
        long from = block.firstFrame + index;
        long frame = from;
        while (true) {
            int offset = index == 0 ? 0 : block.ends[index - 1];
            if (frames - frame <= maxFrames && bytes - (block.firstByte + offset) <= maxBytes) {
                reader.place(block, offset);
                return frame - from;
            }
            if (index < block.count) {
                index++;
                frame++;
            } else {
                Block next = block.next;
                if (next == null) {
                    reader.place(block, block.end);
                    return frame - from;
                }
                block = next;
                index = 0;
            }
        }
    }

    /** The one of two blocks that comes first in the chain. */
    synchronized Block older(@Nullable Block one, Block other) {
        return one == null || other.firstByte < one.firstByte ? other : one;
    }

    /** Takes back the blocks before the given one (all, but the head, when nobody reads). */
    synchronized void recycle(@Nullable Block oldest) {
        while (chain.size() > 1 && chain.peekFirst() != oldest) {
            Block block = chain.removeFirst();
            if (block.bytes.capacity() == BLOCK_BYTES && spare.size() < MAX_SPARE) {
                spare.push(block);
            }
        }
    }

    private Block fresh(int length) {
        Block block = length > BLOCK_BYTES ? null : spare.poll();
        if (block == null) {
            return new Block(Math.max(BLOCK_BYTES, length));
        }
        block.bytes.clear();
        block.count = 0;
        block.end = 0;
        block.next = null;
        return block;
    }

    private static long frameAt(Block block, int offset) {
        return block.firstFrame + indexAt(block, offset);
    }

    /** How many frames of the block end at or before the offset. */
    private static int indexAt(Block block, int offset) {
        int found = Arrays.binarySearch(block.ends, 0, block.count, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    private static ByteBuffer copy(Block block, int from, int to) {
        ByteBuffer rest = ByteBuffer.allocate(to - from);
        rest.put(block.slice(from, to)).flip();
        return rest;
    }
}
