package dev.brine.cli.command;

import dev.brine.engine.key.KeyState;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The keys of minions as {@code salt-key} shows and changes them: in their directories, or through a running master. */
interface Keys extends AutoCloseable {

    /** The ids of all keys by directory. */
    Map<String, List<String>> list() throws IOException;

    /** Ids of one state that match a glob, or one of several with commas between. */
    List<String> matching(KeyState state, String match) throws IOException;

    /** The text of matching keys by directory and id. */
    Map<String, Map<String, String>> texts(String match) throws IOException;

    /** Fingerprints of matching keys by directory and id; the master's own keys are under {@code local}. */
    Map<String, Map<String, String>> fingerprints(String match) throws IOException;

    /**
     * Accepts, rejects or deletes one key; the event bus hears of it.
     *
     * @param act {@code accept}, {@code reject} or {@code delete}
     * @return false when the key was gone or is no usable one
     */
    boolean change(String id, KeyState from, String act) throws IOException;

    /** Has the data that the master has of a minion outlive its key, which is deleted next. */
    void keepData(String id) throws IOException;

    /** Has the master take a new session key. */
    void requestNewSessionKey() throws IOException;

    @Override
    void close();
}
