package dev.brine.reactor.sls;

/** In which order the reactions of an event run; what {@code order:} in a file says goes first in both. */
public enum ReactionOrder {
    /** Salt 3006: by alphabet of type, id and function, so that {@code local} comes before {@code runner} before {@code wheel} */
    STOCK,
    /** As they are written: files in the order of the rules, ids in the order of the file */
    FILE
}
