package dev.brine.states.run;

import dev.brine.engine.call.FunctionError;
import dev.brine.states.graph.Chunk;
import dev.brine.states.graph.ChunkIndex;
import dev.brine.states.graph.Requisite;
import dev.brine.states.graph.RequisiteWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a chunk needs that has not run: the chunks to run first, and the requisites that mean nothing.
 *
 * @param chunks in the order of the keywords below
 * @param lost requisites without a chunk, by keyword
 */
record Missing(List<Chunk> chunks, Map<String, List<Requisite>> lost) {
    static Missing of(Chunk chunk, ChunkIndex index) {
        List<Chunk> found = new ArrayList<>();
        Map<String, List<Requisite>> lost = new LinkedHashMap<>();
        for (String keyword : RequisiteWords.DECIDING) {
            if (keyword.equals("prerequired") && chunk.prereq()) {
                continue;
            }
            for (Object entry : chunk.requisites(keyword)) {
                Requisite requisite = Requisite.of(entry);
                List<Chunk> matching = matching(requisite, index);
                if (matching.isEmpty()) {
                    lost.computeIfAbsent(keyword, k -> new ArrayList<>()).add(requisite);
                }
                for (Chunk other : matching) {
                    if (keyword.equals("prereq")) {
                        other.prereq(true);
                    } else if (keyword.equals("prerequired")) {
                        other.markPrerequired();
                    }
                    found.add(other);
                }
            }
        }
        return new Missing(found, lost);
    }

    private static List<Chunk> matching(Requisite requisite, ChunkIndex index) {
        if (requisite.value() == null) {
            return List.of();
        }
        if (!(requisite.value() instanceof String)) {
            throw new FunctionError(
                    "Could not locate requisite of [" + requisite.key() + "]: " + requisite.value() + " is no name");
        }
        return index.matching(requisite);
    }

    /** Salt 3006: the indents belong to the text. */
    String comment() {
        StringBuilder comment = new StringBuilder("The following requisites were not found:\n");
        lost.forEach((keyword, requisites) -> {
            comment.append(" ".repeat(19)).append(keyword).append(":\n");
            for (Requisite requisite : requisites) {
                comment.append(" ".repeat(23))
                        .append(requisite.key())
                        .append(": ")
                        .append(requisite.value() == null ? "None" : requisite.value())
                        .append('\n');
            }
        });
        return comment.toString();
    }
}
