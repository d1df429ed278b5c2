package dev.brine.reactor.policy;

/** Something in an entry of {@code reactor_policy} that is not understood. */
public final class BadPolicy extends Exception {
    private static final long serialVersionUID = 1L;

    private final String key;

    /**
     * @param key the word it is about, by which its line is found
     * @param message what is wrong and what to write instead
     */
    public BadPolicy(String key, String message) {
        super(message);
        this.key = key;
    }

    /** The word it is about. */
    public String key() {
        return key;
    }
}
