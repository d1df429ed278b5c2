package dev.brine.states.graph;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a chunk may run, as far as its requisites go.
 *
 * @param status what is to be done with the chunk
 * @param found the chunks its requisites mean, by keyword
 */
public record RequisiteCheck(Status status, Map<String, List<Chunk>> found) {
    /** What is to be done with a chunk. */
    public enum Status {
        /** Run it. */
        MET,
        /** Something it needs has not run yet, or is not there at all. */
        UNMET,
        /** Something it needs has failed. */
        FAIL,
        /** It has a prereq, and that would change nothing. */
        PRE,
        /** It is there for failures, and there was none. */
        ONFAIL,
        /** It is there for changes, and there were none. */
        ONCHANGES,
        /** Run it, then its {@code mod_watch} if it changed nothing by itself. */
        CHANGE
    }

    private enum Mark {
        UNMET,
        FAIL,
        PRE,
        PREMET,
        ONFAIL,
        ONCHANGES,
        ONCHANGES_MET,
        CHANGE,
        MET
    }

    /**
     * Looks at the results so far.
     *
     * @param running results by tag
     * @param pre results of test runs for {@code prereq}, by tag
     * @param disabled keywords that the option {@code disabled_requisites} switches off
     */
    public static RequisiteCheck of(
            Chunk chunk,
            ChunkIndex index,
            Map<String, Map<String, Object>> running,
            Map<String, Map<String, Object>> pre,
            Set<String> disabled) {
        Map<String, List<Chunk>> found = new LinkedHashMap<>();
        for (String keyword : RequisiteWords.DECIDING) {
            // Salt 3006: a chunk in its test run for a prereq does not wait for those that have it as prereq
            if (!chunk.has(keyword)
                    || disabled.contains(keyword)
                    || (keyword.equals("prerequired") && chunk.prereq())) {
                continue;
            }
            List<Chunk> wanted = new ArrayList<>();
            for (Object entry : chunk.requisites(keyword)) {
                Requisite requisite = Requisite.of(entry);
                if (requisite.value() == null) {
                    continue;
                }
                List<Chunk> matching = index.matching(requisite);
                if (matching.isEmpty()) {
                    return new RequisiteCheck(Status.UNMET, Map.of());
                }
                wanted.addAll(matching);
            }
            found.put(keyword, wanted);
        }
        Set<Mark> marks = EnumSet.noneOf(Mark.class);
        found.forEach(
                (keyword, wanted) -> marks.addAll(marks(keyword, wanted, keyword.equals("prereq") ? pre : running)));
        return new RequisiteCheck(status(marks), found);
    }

    private static Set<Mark> marks(String keyword, List<Chunk> wanted, Map<String, Map<String, Object>> results) {
        Set<Mark> marks = EnumSet.noneOf(Mark.class);
        for (Chunk chunk : wanted) {
            Mark mark = mark(keyword, results.get(chunk.tag()));
            if (mark != null) {
                marks.add(mark);
            }
        }
        if (keyword.endsWith("_any") || keyword.equals("onfail")) {
            if (marks.contains(Mark.MET) || marks.contains(Mark.CHANGE)) {
                marks.remove(Mark.FAIL);
            }
            if (marks.contains(Mark.ONCHANGES_MET)) {
                marks.remove(Mark.ONCHANGES);
                marks.remove(Mark.FAIL);
            }
            if (marks.contains(Mark.MET)) {
                marks.remove(Mark.ONFAIL);
            }
        }
        if (keyword.endsWith("_all") && marks.contains(Mark.ONFAIL)) {
            marks.remove(Mark.MET);
        }
        return marks;
    }

    private static @Nullable Mark mark(String keyword, @Nullable Map<String, Object> result) {
        if (result == null) {
            return Mark.UNMET;
        }
        Object outcome = result.get("result");
        if (keyword.startsWith("onfail")) {
            if (Boolean.TRUE.equals(outcome)) {
                return Mark.ONFAIL;
            }
        } else if (Boolean.FALSE.equals(outcome)) {
            return Mark.FAIL;
        }
        boolean changed = result.get("changes") instanceof Map<?, ?> changes && !changes.isEmpty();
        if (keyword.startsWith("onchanges")) {
            return changed ? Mark.ONCHANGES_MET : Mark.ONCHANGES;
        }
        if (keyword.startsWith("watch") && changed) {
            return Mark.CHANGE;
        }
        if (keyword.equals("prereq")) {
            return outcome == null ? Mark.PREMET : Mark.PRE;
        }
        if (keyword.equals("prerequired") && outcome != null) {
            return null;
        }
        return Boolean.FALSE.equals(result.get("__state_ran__")) ? null : Mark.MET;
    }

    private static Status status(Set<Mark> marks) {
        boolean changed = marks.contains(Mark.ONCHANGES_MET);
        if (marks.contains(Mark.UNMET)) {
            return Status.UNMET;
        }
        if (marks.contains(Mark.FAIL)) {
            return Status.FAIL;
        }
        if (marks.contains(Mark.PRE)) {
            return marks.contains(Mark.PREMET) ? Status.MET : Status.PRE;
        }
        if (marks.contains(Mark.ONFAIL) && !changed) {
            return Status.ONFAIL;
        }
        if (marks.contains(Mark.ONCHANGES) && !changed) {
            return Status.ONCHANGES;
        }
        if (marks.contains(Mark.CHANGE)) {
            return Status.CHANGE;
        }
        return marks.contains(Mark.ONFAIL) ? Status.ONFAIL : Status.MET;
    }
}
