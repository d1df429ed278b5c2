package dev.brine.cli.remote;

import dev.brine.engine.client.JobPublisher;
import dev.brine.engine.client.JobRequest;
import dev.brine.engine.client.Published;
import dev.brine.engine.data.Data;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Publishes jobs with the {@code publish} command of a running master. */
public final class RemotePublisher implements JobPublisher {

    private final MasterDoor door;
    private final Duration timeout;

    public RemotePublisher(MasterDoor door, Duration timeout) {
        this.door = door;
        this.timeout = timeout;
    }

    /**
     * Publishes.
     *
     * @throws MasterUnreachable when the master does not answer
     */
    @Override
    public Published publish(JobRequest request) {
        try {
            return published(door.ask(load(request), timeout));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Published.Refused("Interrupted", "interrupted while publishing");
        }
    }

    private Map<String, Object> load(JobRequest request) {
        Map<String, Object> kwargs = new LinkedHashMap<>(request.extra());
        kwargs.putAll(door.credentials());
        kwargs.put("delimiter", request.target().delimiter());
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "publish");
        load.put("tgt", request.target().tgt());
        load.put("fun", request.fun());
        load.put("arg", request.arg());
        load.put("key", door.key());
        load.put("tgt_type", request.target().type().word());
        load.put("ret", request.ret());
        load.put("jid", request.jid());
        load.put("kwargs", kwargs);
        load.put("user", request.user());
        door.wish(load);
        return load;
    }

    private Published published(Map<String, Object> reply) {
        Object error = reply.get("error");
        if (error instanceof Map<?, ?> map) {
            return new Published.Refused(text(map.get("name")), text(map.get("message")));
        }
        if (error != null) {
            return new Published.Refused("PublishError", text(error));
        }
        Data load = Data.of("reply to publish", reply.get("load"));
        List<String> minions = texts(load.listOr("minions", List.of()));
        if (load.value("jid") == null || minions.isEmpty()) {
            return new Published.NobodyMatched(
                    "No minions matched the target. No command was sent, no jid was assigned.");
        }
        String jid = load.string("jid");
        door.watches().ifPresent(watches -> watches.add(jid, load.value("watch"), minions));
        return new Published.Sent(jid, minions, texts(load.listOr("missing", List.of())));
    }

    private static List<String> texts(List<Object> values) {
        return values.stream().map(String::valueOf).toList();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
