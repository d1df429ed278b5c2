package dev.brine.transport.zmq;

import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;
import zmq.Msg;
import zmq.io.Metadata;

/**
 * A frame from a peer of a server. JeroMQ says whose it is by {@link #setMetadata}, on its I/O thread, once the
 * handshake is over and the frame is complete.
 */
final class Frame extends Msg {

    private final Connections connections;
    private final FrameBudget budget;
    private final boolean refused;
    private final @Nullable Reference<Frame> hold;

    private Frame(int size, boolean refused, Connections connections, FrameBudget budget) {
        super(size);
        this.connections = connections;
        this.budget = budget;
        this.refused = refused;
        this.hold = budget.hold(this);
    }

    static Frame of(int size, Connections connections, FrameBudget budget) {
        boolean refused = size < 0 || !budget.take(size);
        return new Frame(refused ? 0 : size, refused, connections, budget);
    }

    /** Whether it stands for one that was not read. */
    boolean isRefused() {
        return refused;
    }

    /** Whether it holds a share of the budget until {@link #release}. */
    boolean isHeld() {
        return hold != null;
    }

    void release() {
        budget.release(hold);
    }

    @Override
    public Msg setMetadata(@Nullable Metadata metadata) {
        String address = metadata == null ? null : metadata.get(Metadata.PEER_ADDRESS);
        if (address != null) {
            connections.heard(address);
            if (refused) {
                connections.cut(address, "it announced a frame for which there is no room");
            }
        }
        return super.setMetadata(metadata);
    }
}
