package dev.brine.engine.plugin;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A minion's way to ask something of its master over the encrypted channel.
 *
 * <p>Blocks until the reply is in; safe for many threads. The implementation signs in anew when the master has other keys.
 */
public interface MasterRequests {

    /**
     * Sends a load with its {@code cmd} and gives the decrypted reply, a plain value.
     *
     * @throws IOException when there is no connection to a master, or no reply in time
     */
    @Nullable
    Object request(Map<String, Object> load, Duration timeout) throws IOException;

    /**
     * Asks for the compiled pillar ({@code _pillar}, whose reply is sealed in its own way).
     *
     * @throws IOException as {@link #request}
     */
    Map<String, Object> pillar(Map<String, Object> load, Duration timeout) throws IOException;

    /** Whether the minion is signed in now. */
    boolean connected();

    /** For {@code salt-call --local}: there is no master. */
    MasterRequests NONE = new MasterRequests() {
        @Override
        public Object request(Map<String, Object> load, Duration timeout) throws IOException {
            throw new IOException("there is no connection to a master here");
        }

        @Override
        public Map<String, Object> pillar(Map<String, Object> load, Duration timeout) throws IOException {
            throw new IOException("there is no connection to a master here");
        }

        @Override
        public boolean connected() {
            return false;
        }
    };
}
