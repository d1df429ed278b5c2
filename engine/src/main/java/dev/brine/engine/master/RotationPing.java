package dev.brine.engine.master;

import dev.brine.engine.client.JobPublisher;
import dev.brine.engine.client.JobRequest;
import dev.brine.engine.client.Published;
import dev.brine.engine.event.Cause;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Tags;
import dev.brine.engine.target.Target;
import dev.brine.engine.target.TargetType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pings all minions when the AES key was replaced, so that they sign in again then and not with the next job ({@code
 * ping_on_rotate}).
 *
 * @param publisher the door for jobs
 * @param pool where the ping is published: the thread that replaced the key holds the door shut
 */
record RotationPing(String user, JobPublisher publisher, Executor pool) {
    private static final Logger log = LoggerFactory.getLogger(RotationPing.class);

    /** A tap of the bus. */
    void heard(Event event) {
        if (event.tag().equals(Tags.KEY_ROTATED)) {
            pool.execute(this::ping);
        }
    }

    private void ping() {
        Target all = new Target("*", TargetType.GLOB, ":");
        Published published =
                publisher.publish(new JobRequest(all, "test.ping", List.of(), "", "", user, Map.of(), Cause.NONE));
        log.debug("pinged all minions after a rotation of the AES key: {}", published);
    }
}
