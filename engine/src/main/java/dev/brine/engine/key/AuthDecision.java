package dev.brine.engine.key;

/** How a sign-in ends, and what it does to the stored keys. */
public sealed interface AuthDecision {

    /** What happens to the key store before the answer goes out. */
    enum Change {
        NONE,
        /** the key is new: store it as accepted, over one that may be there (open mode), out of the pending ones */
        STORE_ACCEPTED,
        STORE_PENDING,
        STORE_REJECTED,
        /** the pending key becomes rejected */
        REJECT_PENDING,
        /** the pending key becomes accepted */
        ACCEPT_PENDING,
        /** keep the key for the operator to see; the one the id has stays */
        STORE_DENIED
    }

    Change change();

    /** The keys go out. */
    record Accepted(Change change) implements AuthDecision {}

    /** Ask again later. */
    record Pending(Change change) implements AuthDecision {}

    /** Go away: an operator or a rule said no. */
    record Rejected(Change change) implements AuthDecision {}

    /** Go away: this id has another key. */
    record Denied(Change change) implements AuthDecision {}

    /** No room; ask again later. */
    record Full(String reason) implements AuthDecision {
        @Override
        public Change change() {
            return Change.NONE;
        }
    }
}
