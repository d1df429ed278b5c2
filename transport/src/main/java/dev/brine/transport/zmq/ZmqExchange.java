package dev.brine.transport.zmq;

import dev.brine.transport.Exchange;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request at the ROUTER; its state changes under its own lock. */
final class ZmqExchange implements Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(ZmqExchange.class);

    private final ZmqRequestServer server;
    private final byte[] identity;
    private final boolean delimited;
    private final String peer;
    private final @Nullable Frame request;
    private volatile long deadline;
    private boolean parked;
    private boolean answered;

    /** @param request the frame that holds a share of the server's budget until the answer; else null */
    ZmqExchange(
            ZmqRequestServer server,
            byte[] identity,
            boolean delimited,
            String peer,
            @Nullable Frame request,
            long deadline) {
        this.server = server;
        this.identity = identity;
        this.delimited = delimited;
        this.peer = peer;
        this.request = request;
        this.deadline = deadline;
    }

    @Override
    public boolean reply(byte[] answer) {
        if (!take()) {
            LOG.warn("{}: a second answer to a request from {} is dropped", server.endpoint(), peer);
            return false;
        }
        server.answer(this, answer);
        return true;
    }

    void releaseRequest() {
        if (request != null) {
            request.release();
        }
    }

    /** Answers with the fault reply, unless there is an answer already. */
    void fault(String why) {
        if (take()) {
            LOG.warn("{}: a request from {} gets the fault reply: {}", server.endpoint(), peer, why);
            server.answer(this, server.faultReply());
        }
    }

    @Override
    public synchronized boolean park(Duration wait) {
        if (answered || (!parked && !server.mayPark())) {
            return false;
        }
        parked = true;
        deadline = System.nanoTime() + wait.toNanos();
        return true;
    }

    @Override
    public synchronized boolean answered() {
        return answered;
    }

    @Override
    public String peer() {
        return peer;
    }

    synchronized boolean isParked() {
        return parked;
    }

    byte[] identity() {
        return identity;
    }

    boolean delimited() {
        return delimited;
    }

    long deadline() {
        return deadline;
    }

    private synchronized boolean take() {
        if (answered) {
            return false;
        }
        answered = true;
        return true;
    }
}
