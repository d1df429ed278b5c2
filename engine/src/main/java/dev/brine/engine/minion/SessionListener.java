package dev.brine.engine.minion;

import java.util.Map;

/** What a session tells the minion. Called on the session's thread; must not wait for the session. */
interface SessionListener {

    /** A job from the master, its seal and serial checked, not matched yet. */
    void job(Map<String, Object> load);

    /** Signed in and subscribed; after the first time also whenever the connection came back. */
    void connected(boolean first);

    /** The session is over; {@code exitCode} is what the process should end with. */
    void ended(int exitCode);
}
