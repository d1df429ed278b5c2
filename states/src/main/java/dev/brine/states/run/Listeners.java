package dev.brine.states.run;

import dev.brine.states.graph.Chunk;
import dev.brine.states.graph.RequisiteWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code listen} and {@code listen_in} bring about at the end of a run: a {@code mod_watch} chunk for each listener whose
 * subject changed, and an error for each reference to nothing.
 */
record Listeners(List<Chunk> chunks, Map<String, Map<String, Object>> errors) {

    static Listeners of(List<Chunk> chunks, Map<String, Map<String, Object>> running) {
        Listeners made = new Listeners(new ArrayList<>(), new LinkedHashMap<>());
        for (Chunk chunk : chunks) {
            for (Object subject : chunk.requisites("listen")) {
                made.add(chunk.state(), List.of(chunk.id(), chunk.name()), subject, chunks, running);
            }
            for (Object entry : chunk.requisites("listen_in")) {
                if (entry instanceof Map<?, ?> map) {
                    map.forEach((state, id) -> made.add(
                            String.valueOf(state),
                            List.of(String.valueOf(id)),
                            Map.of(chunk.state(), chunk.id()),
                            chunks,
                            running));
                }
            }
        }
        return made;
    }

    private void add(
            String state,
            List<String> names,
            @Nullable Object subject,
            List<Chunk> chunks,
            Map<String, Map<String, Object>> running) {
        for (Map.Entry<String, String> reference : references(subject, chunks)) {
            List<Chunk> subjects = find(reference.getKey(), reference.getValue(), chunks);
            if (subjects.isEmpty()) {
                error(reference.getKey(), reference.getValue());
            }
            for (Chunk each : subjects) {
                Map<String, Object> result = running.get(each.tag());
                if (result == null || !(result.get("changes") instanceof Map<?, ?> changes) || changes.isEmpty()) {
                    continue;
                }
                List<Chunk> listeners = find(state, names.get(0), chunks);
                if (listeners.isEmpty()) {
                    error(state, names.get(0));
                }
                listeners.forEach(listener -> this.chunks.add(watcher(listener)));
            }
        }
    }

    /** Module and id of what is listened to; a bare text is looked for among ids and names. */
    private static List<Map.Entry<String, String>> references(@Nullable Object subject, List<Chunk> chunks) {
        List<Map.Entry<String, String>> references = new ArrayList<>();
        if (subject instanceof Map<?, ?> map) {
            map.forEach((state, id) -> references.add(Map.entry(String.valueOf(state), String.valueOf(id))));
            return references;
        }
        for (Chunk chunk : chunks) {
            if (chunk.id().equals(subject) || chunk.name().equals(subject)) {
                // Salt 3006: the last one wins
                references.clear();
                references.add(Map.entry(chunk.state(), chunk.id()));
            }
        }
        return references;
    }

    private static List<Chunk> find(String state, String name, List<Chunk> chunks) {
        return chunks.stream()
                .filter(chunk -> chunk.state().equals(state)
                        && (chunk.id().equals(name) || chunk.name().equals(name)))
                .toList();
    }

    private static Chunk watcher(Chunk listener) {
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("sfun", listener.fun());
        changes.put("fun", "mod_watch");
        changes.put("__id__", "listener_" + listener.id());
        Chunk watcher = listener.with(changes);
        RequisiteWords.ALL.forEach(watcher.data()::remove);
        return watcher;
    }

    private void error(String state, String id) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("comment", "Referenced state " + state + ": " + id + " does not exist");
        error.put("name", "listen_" + state + ":" + id);
        error.put("result", false);
        error.put("changes", new LinkedHashMap<>());
        errors.put("Listen_Error_|-listen_" + id + "_|-listen_" + state + "_|-Listen_Error", error);
    }
}
