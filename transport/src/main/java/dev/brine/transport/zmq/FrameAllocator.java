package dev.brine.transport.zmq;

import zmq.Msg;
import zmq.msg.MsgAllocator;
import zmq.msg.MsgAllocatorHeap;

/**
 * Makes the buffers of received frames. JeroMQ compares announced lengths as signed numbers, so one of 2^63 or
 * more passes its limit and ends in an exception that repeats for as long as the peer sends: the I/O thread
 * would do nothing else. Such a frame is taken as empty; what follows on that connection is noise and is dropped.
 */
final class FrameAllocator implements MsgAllocator {

    private final MsgAllocator heap = new MsgAllocatorHeap();

    @Override
    public Msg allocate(int size) {
        return heap.allocate(Math.max(0, size));
    }
}
