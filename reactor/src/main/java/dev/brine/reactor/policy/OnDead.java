package dev.brine.reactor.policy;

/**
 * {@code on_dead}: what is rendered when a reaction failed for good. It sees tag and data of the event, and {@code reaction}.
 *
 * @param file a path, a file glob, or {@code salt://path}
 */
public record OnDead(String file) implements Part {

    public static OnDead read(Spec value) throws BadPolicy {
        String file = value.text();
        if (file.isBlank()) {
            throw value.bad("names no file");
        }
        return new OnDead(file);
    }
}
