package dev.brine.transport;

/**
 * Takes one request. It either answers at once or keeps the exchange and answers later from any
 * thread. What it throws is logged and answered with the server's fault reply.
 */
@FunctionalInterface
public interface RequestHandler {

    void handle(byte[] request, Exchange exchange);
}
