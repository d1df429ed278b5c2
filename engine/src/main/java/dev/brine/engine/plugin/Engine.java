package dev.brine.engine.plugin;

/** A part that runs beside a daemon for as long as it lives: the reactor, a webhook listener. Supervised: restarted when it fails. */
public interface Engine extends AutoCloseable {

    /** Name in logs and in {@code engines:}. */
    String name();

    /** Begins its work on threads of its own and returns. */
    void start();

    /** Ends its work; what can be finished at once is finished. */
    @Override
    void close();
}
