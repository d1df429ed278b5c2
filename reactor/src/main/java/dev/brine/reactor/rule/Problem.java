package dev.brine.reactor.rule;

/**
 * Something in the reactor's configuration or files that will not do what its author meant.
 *
 * @param place {@code file:line}
 * @param message what is wrong, and what to write instead
 */
public record Problem(String place, String message) {
    @Override
    public String toString() {
        return place + ": " + message;
    }
}
