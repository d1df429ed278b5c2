package dev.brine.reactor.policy;

/** Something in an entry of {@code reactor_policy} that is not understood. */
public final class BadPolicy extends Exception {
    private static final long serialVersionUID = 1L;

    private final String key;
    private final String within;

    /**
     * @param key the word it is about, by which its line is found
     * @param message what is wrong and what to write instead
     */
    public BadPolicy(String key, String message) {
        this(key, key, message);
    }

    private BadPolicy(String key, String within, String message) {
        super(message);
        this.key = key;
        this.within = within;
    }

    /** The same, in what stands under a key of the entry: where that stands counts when the word is not there. */
    BadPolicy in(String entryKey) {
        BadPolicy same = new BadPolicy(key, entryKey, String.valueOf(getMessage()));
        same.setStackTrace(getStackTrace());
        return same;
    }

    /** The word it is about. */
    public String key() {
        return key;
    }

    /** The key of the entry under which it stands; the word itself when it is one. */
    String within() {
        return within;
    }
}
