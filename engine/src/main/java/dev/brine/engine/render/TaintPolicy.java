package dev.brine.engine.render;

/** Whether text out of an event may change the structure of what is rendered ({@code reactor_taint_policy}). */
public enum TaintPolicy {
    /** It may not: it is put into finished scalars only, and never becomes a function or target type. */
    ENFORCE,
    /** It may, as in stock Salt. */
    OFF
}
