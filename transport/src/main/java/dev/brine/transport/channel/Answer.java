package dev.brine.transport.channel;

import org.jspecify.annotations.Nullable;

/** What became of an encrypted request, seen from the minion. */
public sealed interface Answer {
    /** The value the master returned, sealed for us and for this request. */
    record Value(@Nullable Object value) implements Answer {}

    /** The master could not read us, or we not it: sign in and send the load again, once. */
    record SignInAgain(String reason) implements Answer {}

    /** Sealed for us, but its signature or content does not hold; signing in again does not help. */
    record Untrusted(String reason) implements Answer {}
}
