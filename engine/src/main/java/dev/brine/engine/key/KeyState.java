package dev.brine.engine.key;

import java.util.Optional;

/** Where a minion's key stands; each state is a directory of the master's {@code pki_dir}, named as Salt names it. */
public enum KeyState {
    ACCEPTED("minions"),
    PENDING("minions_pre"),
    REJECTED("minions_rejected"),
    /** A key that came under an id which has another one already: kept for the operator to see, never looked at to sign in. */
    DENIED("minions_denied");

    private final String directory;

    KeyState(String directory) {
        this.directory = directory;
    }

    /** Name of the directory, which is also the state's name in what {@code key.*} functions return. */
    public String directory() {
        return directory;
    }

    public static Optional<KeyState> ofDirectory(String name) {
        for (KeyState state : values()) {
            if (state.directory.equals(name)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
