package dev.brine.engine.auth;

/** Who sent a clear command, once he has proved it. */
public sealed interface Requester {

    /** Name in events and job loads. */
    String user();

    /** May do everything. */
    record Root(String user) implements Requester {}

    /** A local user with a key file of his own; {@code publisher_acl} says what he may. */
    record LocalUser(String user) implements Requester {}
}
