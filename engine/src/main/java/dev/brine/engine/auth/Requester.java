package dev.brine.engine.auth;

/** Who sent a clear command, once he has proved it. */
public sealed interface Requester {

    /** Name in events and job loads. */
    String user();

    /** May do everything. */
    record Root(String user) implements Requester {}

    /**
     * Somebody with limits: a local user with a key file of his own, or one who gave a password or a token.
     *
     * @param permissions what he may do
     */
    record Limited(String user, Permissions permissions) implements Requester {}
}
