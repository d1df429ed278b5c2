package dev.brine.engine.render;

/** Whether text out of an event may change the structure of what is rendered ({@code reactor_taint_policy}). */
public enum TaintPolicy {
    /** It may not: it is put into finished scalars only, and never becomes a function or target type. */
    ENFORCE,
    /** As {@link #ENFORCE}, but text that is a whole number, true or false becomes one, as in stock ({@code reactor_retype}). */
    RETYPE,
    /** It may, as in stock Salt. */
    OFF
}
