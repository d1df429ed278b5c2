package dev.brine.reactor.reaction;

/** Why a reaction did not do what was asked: the words of {@code retry: on}. */
public enum Fault {
    /** a function failed: a runner, a wheel function, or on a minion, with a return code that is not 0 */
    ERROR,
    /** the job was not published */
    REFUSED,
    /** no minion matches the job's target */
    NO_MATCH,
    /** a minion did not return, and does not run the job any more */
    NO_RETURN,
    /** it took longer than {@code retry: timeout} */
    TIMEOUT
}
