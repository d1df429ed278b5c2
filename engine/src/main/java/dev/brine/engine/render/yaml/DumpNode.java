package dev.brine.engine.render.yaml;

import java.util.List;

/** A value on its way to text: what it prints and which tag its reader must get. Compared by identity for anchors. */
sealed interface DumpNode {

    /**
     * A scalar.
     *
     * @param tag one of {@link SaltResolver}'s names, such as {@code str}
     * @param literal whether it wants {@code |} style
     */
    record Scalar(String tag, String text, boolean literal) implements DumpNode {}

    /** A list; {@code items} is filled after creation so that a list inside itself can be seen. */
    final class Sequence implements DumpNode {
        final List<DumpNode> items;
        boolean flow;

        Sequence(List<DumpNode> items) {
            this.items = items;
        }
    }

    /** A mapping or, with {@code set}, a set whose values are null. */
    final class Mapping implements DumpNode {
        final List<Pair> pairs;
        final boolean set;
        boolean flow;

        Mapping(List<Pair> pairs, boolean set) {
            this.pairs = pairs;
            this.set = set;
        }
    }

    /** An entry. */
    record Pair(DumpNode key, DumpNode value) {}
}
