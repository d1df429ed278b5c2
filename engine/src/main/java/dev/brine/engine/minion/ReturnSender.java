package dev.brine.engine.minion;

import dev.brine.engine.plugin.MasterRequests;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets the returns of jobs to the master, each until it is acknowledged.
 *
 * <p>A job's own thread makes the first attempt; what fails stays in the spool and is sent again by {@link #flush}, which the
 * session calls after each sign-in and from time to time.
 */
final class ReturnSender {
    private static final Logger log = LoggerFactory.getLogger(ReturnSender.class);

    private final ReturnSpool spool;
    private final MasterRequests master;
    private final Duration timeout;
    private final Set<String> sending = ConcurrentHashMap.newKeySet();

    ReturnSender(ReturnSpool spool, MasterRequests master, Duration timeout) {
        this.spool = spool;
        this.master = master;
        this.timeout = timeout;
    }

    /**
     * Keeps the return and tries to send it.
     *
     * @param name the jid; returns of one name replace each other
     */
    void send(String name, Map<String, Object> load) {
        sending.add(name);
        try {
            spool.put(name, load);
            attempt(name, load);
        } finally {
            sending.remove(name);
        }
    }

    /** Sends what the spool holds, oldest first, until one fails. */
    void flush() {
        for (Map.Entry<String, Map<String, Object>> kept : spool.all().entrySet()) {
            if (!sending.add(kept.getKey())) {
                continue;
            }
            try {
                log.info("sending the return of job {} again", kept.getKey());
                if (!attempt(kept.getKey(), kept.getValue())) {
                    return;
                }
            } finally {
                sending.remove(kept.getKey());
            }
        }
    }

    private boolean attempt(String name, Map<String, Object> load) {
        try {
            master.request(load, timeout);
        } catch (IOException e) {
            log.warn("job {}: the master did not take the return, it is kept and sent again: {}", name, e.getMessage());
            return false;
        }
        spool.remove(name);
        return true;
    }
}
