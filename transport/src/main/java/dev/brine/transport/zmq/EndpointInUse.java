package dev.brine.transport.zmq;

/** An address could not be bound. */
public final class EndpointInUse extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EndpointInUse(String endpoint, Throwable cause) {
        super(
                "cannot listen on " + endpoint + ": another process uses the port, or the address is not one of this"
                        + " machine; see `ss -ltnp`",
                cause);
    }
}
