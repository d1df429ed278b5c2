package dev.brine.engine.event;

/**
 * Who fired an event, as established by the edge that took it in and never by the data it carries.
 *
 * @param kind the class of sender
 * @param id the minion id, user or component; empty when there is none
 */
public record Origin(Kind kind, String id) {

    /** Classes of senders, from the most to the least trusted. */
    public enum Kind {
        /** the daemon itself */
        MASTER,
        /** a local process that may open the event socket */
        LOCAL,
        /** a user of the network API */
        API,
        SYNDIC,
        /** an accepted minion, its id proved by its session key */
        MINION,
        /** a peer without an accepted key */
        ANONYMOUS
    }

    public static final Origin MASTER = new Origin(Kind.MASTER, "");
    public static final Origin LOCAL = new Origin(Kind.LOCAL, "");

    /** A local process that proved with the master's own key file that it may do everything. */
    public static final Origin KEY_HOLDER = new Origin(Kind.LOCAL, "key");

    public static Origin minion(String id) {
        return new Origin(Kind.MINION, id);
    }

    /** A peer that named itself {@code id} but proved nothing. */
    public static Origin anonymous(String id) {
        return new Origin(Kind.ANONYMOUS, id);
    }
}
