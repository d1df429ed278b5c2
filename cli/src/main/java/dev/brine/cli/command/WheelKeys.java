package dev.brine.cli.command;

import dev.brine.cli.remote.MasterDoor;
import dev.brine.engine.key.KeyState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keys through the wheel functions of a running master, for whoever may call them by external authentication.
 *
 * <p>Salt 3006: key.py does so where {@code --auth} is given. The master itself takes new session keys and forgets data then.
 */
final class WheelKeys implements Keys {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MasterDoor door;

    /** The door is closed by whoever opened it. */
    WheelKeys(MasterDoor door) {
        this.door = door;
    }

    @Override
    public Map<String, List<String>> list() throws IOException {
        Map<String, List<String>> all = new LinkedHashMap<>();
        Map<?, ?> keys = call("key.list_all", Map.of());
        for (KeyState state : KeyRing.ORDER) {
            all.put(state.directory(), sorted(keys.get(state.directory())));
        }
        return all;
    }

    @Override
    public List<String> matching(KeyState state, String match) throws IOException {
        return sorted(call("key.name_match", Map.of("match", match)).get(state.directory()));
    }

    @Override
    public Map<String, Map<String, String>> texts(String match) throws IOException {
        return byState(call("key.key_str", Map.of("match", match)));
    }

    @Override
    public Map<String, Map<String, String>> fingerprints(String match) throws IOException {
        return byState(call("key.finger", Map.of("match", match)));
    }

    @Override
    public boolean change(String id, KeyState from, String act) throws IOException {
        Map<String, Object> kwargs = new LinkedHashMap<>();
        kwargs.put("match", Map.of(from.directory(), List.of(id)));
        if (!act.equals("delete")) {
            kwargs.put(act.equals("accept") ? "include_rejected" : "include_accepted", true);
            kwargs.put("include_denied", true);
        }
        Map<?, ?> now = call("key." + act + "_dict", kwargs);
        return !(now.get(from.directory()) instanceof List<?> left && left.contains(id));
    }

    @Override
    public void keepData(String id) throws IOException {
        throw new IOException("--preserve-minions needs the master's directories; it does not go with --auth."
                + " The master's option preserve_minion_cache keeps all");
    }

    @Override
    public void requestNewSessionKey() {
        // the master sees to it when it has deleted or rejected a key
    }

    @Override
    public void close() {
        // the door is another's
    }

    private Map<?, ?> call(String fun, Map<String, Object> kwargs) throws IOException {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "wheel");
        load.put("fun", fun);
        load.put("kwarg", kwargs);
        door.sign(load);
        Map<String, Object> reply;
        try {
            reply = door.ask(load, PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the master was asked", e);
        }
        Object error = reply.get("error");
        if (error != null) {
            throw new IOException(
                    error instanceof Map<?, ?> map ? String.valueOf(map.get("message")) : error.toString());
        }
        Map<?, ?> data = reply.get("data") instanceof Map<?, ?> map ? map : Map.of();
        if (data.get("return") instanceof Map<?, ?> answer && Boolean.TRUE.equals(data.get("success"))) {
            return answer;
        }
        throw new IOException(fun + ": " + data.get("return"));
    }

    private static List<String> sorted(@Nullable Object ids) {
        List<String> sorted = new ArrayList<>();
        if (ids instanceof List<?> items) {
            items.forEach(id -> sorted.add(String.valueOf(id)));
        }
        sorted.sort(String.CASE_INSENSITIVE_ORDER);
        return sorted;
    }

    private static Map<String, Map<String, String>> byState(Map<?, ?> found) {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        found.forEach((state, keys) -> {
            Map<String, String> texts = new LinkedHashMap<>();
            if (keys instanceof Map<?, ?> map) {
                map.forEach((id, text) -> texts.put(String.valueOf(id), String.valueOf(text)));
            }
            all.put(String.valueOf(state), texts);
        });
        return all;
    }
}
