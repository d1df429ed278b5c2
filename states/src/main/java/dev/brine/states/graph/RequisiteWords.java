package dev.brine.states.graph;

import java.util.List;
import java.util.Set;

/** The keywords of requisites. */
public final class RequisiteWords {
    /** All that name what a chunk needs or hears. */
    public static final Set<String> ALL = Set.of(
            "onchanges",
            "onchanges_any",
            "onfail",
            "onfail_any",
            "onfail_all",
            "onfail_stop",
            "prereq",
            "prerequired",
            "watch",
            "watch_any",
            "require",
            "require_any",
            "listen");

    /** Those that decide whether a chunk may run, in the order in which they are looked at. */
    public static final List<String> DECIDING = List.of(
            "require",
            "require_any",
            "watch",
            "watch_any",
            "prereq",
            "onfail",
            "onfail_any",
            "onfail_all",
            "onchanges",
            "onchanges_any",
            "prerequired");

    private RequisiteWords() {}
}
