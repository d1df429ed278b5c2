package dev.brine.reactor.sls;

import java.util.List;

/**
 * What the files of all matching rules make of one event.
 *
 * @param files each file, in the order in which it was rendered
 * @param chunks the reactions in the order in which they run
 * @param errors why there are no reactions although something was rendered; empty when there are none of these
 * @param warnings what its author will not expect, with {@code file:line}
 */
public record Compilation(List<FileResult> files, List<LowChunk> chunks, List<String> errors, List<String> warnings) {

    /** What became of one file. */
    public enum State {
        RENDERED,
        /** nothing came out: its conditions did not hold */
        EMPTY,
        FAILED,
        /** text of the event stood where it would choose what is run */
        REFUSED,
        MISSING
    }

    /**
     * One reference, or one of the files it stands for.
     *
     * @param reference as the rule writes it
     * @param file the file; the reference when there is none
     * @param text what it rendered to; empty when it failed
     * @param problem why it gave nothing, with {@code file:line}; empty when it did
     */
    public record FileResult(String reference, String file, State state, String text, String problem) {}

    /** What an operator must know, one line each. */
    public List<String> problems() {
        return java.util.stream.Stream.concat(
                        files.stream().map(FileResult::problem).filter(p -> !p.isEmpty()), errors.stream())
                .toList();
    }
}
