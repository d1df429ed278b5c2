package dev.brine.transport.zmq;

import zmq.Msg;
import zmq.msg.MsgAllocator;

/**
 * Makes the buffers of frames that a server receives. JeroMQ compares announced lengths as signed numbers, so one of 2^63 or
 * more passes its limit and ends in an exception that repeats for as long as the peer sends: the I/O thread
 * would do nothing else. Such a frame, and one for which the budget has no room, is taken as empty and its connection
 * is cut.
 */
final class FrameAllocator implements MsgAllocator {

    private final Connections connections;
    private final FrameBudget budget;

    FrameAllocator(Connections connections, FrameBudget budget) {
        this.connections = connections;
        this.budget = budget;
    }

    @Override
    public Msg allocate(int size) {
        return Frame.of(size, connections, budget);
    }
}
