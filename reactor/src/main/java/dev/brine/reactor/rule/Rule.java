package dev.brine.reactor.rule;

import java.util.List;

/**
 * One entry of {@code reactor:}.
 *
 * @param index its place in the list, from 0: rules that match run in this order
 * @param pattern which tags
 * @param files what is rendered, in order: paths, file globs, {@code salt://} references
 * @param place where it is written, {@code file:line}
 */
public record Rule(int index, TagPattern pattern, List<String> files, String place) {
    public Rule {
        files = List.copyOf(files);
    }
}
