package dev.brine.engine.target;

import java.util.List;

/**
 * A target as the user gave it.
 *
 * @param tgt a String, or a List of ids for {@link TargetType#LIST}
 * @param type how to read it
 * @param delimiter separates the levels of grain and pillar paths; ":" by default
 */
public record Target(Object tgt, TargetType type, String delimiter) {

    public static Target glob(String glob) {
        return new Target(glob, TargetType.GLOB, ":");
    }

    public static Target list(List<String> ids) {
        return new Target(List.copyOf(ids), TargetType.LIST, ":");
    }
}
