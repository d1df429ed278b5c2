package dev.brine.states.graph;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.data.Glob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The chunks of a run, and which of them a requisite means: plain names by look-up, globs by looking at each. */
public final class ChunkIndex {
    private final List<Chunk> chunks;
    private final Map<String, Set<Integer>> named = new HashMap<>();

    public ChunkIndex(List<Chunk> chunks) {
        this.chunks = List.copyOf(chunks);
        for (int i = 0; i < this.chunks.size(); i++) {
            Chunk chunk = this.chunks.get(i);
            note("sls\0" + chunk.sls(), i);
            for (String name : List.of(chunk.name(), chunk.id())) {
                note("id\0" + name, i);
                note(chunk.state() + "\0" + name, i);
            }
        }
    }

    /** In the order in which they are to run. */
    public List<Chunk> chunks() {
        return chunks;
    }

    /**
     * The chunks that {@code requisite} means, in order; none when nothing fits.
     *
     * @throws FunctionError when it is no text (a requisite written as a map of maps)
     */
    public List<Chunk> matching(Requisite requisite) {
        if (!(requisite.value() instanceof String value)) {
            // Salt 3006: a SaltRenderError that ends the run
            String last = chunks.isEmpty() ? "" : chunks.get(0).name();
            throw new FunctionError("Could not locate requisite of [" + requisite.key()
                    + "] present in state with name [" + last + "]");
        }
        List<Chunk> found = new ArrayList<>();
        if (!Glob.isPattern(value)) {
            named.getOrDefault(requisite.key() + "\0" + value, Set.of()).forEach(i -> found.add(chunks.get(i)));
            return found;
        }
        Glob glob = Glob.of(value);
        for (Chunk chunk : chunks) {
            if (fits(requisite.key(), glob, chunk)) {
                found.add(chunk);
            }
        }
        return found;
    }

    private static boolean fits(String key, Glob glob, Chunk chunk) {
        if (key.equals("sls")) {
            return glob.test(chunk.sls());
        }
        return (key.equals("id") || key.equals(chunk.state())) && (glob.test(chunk.name()) || glob.test(chunk.id()));
    }

    private void note(String key, int position) {
        named.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(position);
    }
}
