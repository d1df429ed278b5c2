package dev.brine.transport.channel;

/** Why a request was refused before any command saw it; for counters and logs, not for the peer. */
public enum Refusal {
    UNDECODABLE("not msgpack within the limits"),
    ENVELOPE("not an envelope with enc and load"),
    VERSION("protocol version below minimum_auth_version"),
    CLEAR_TOO_LONG("clear request over the limit"),
    SEAL("sealed with a key we do not know, or damaged"),
    LOAD("the load is not a map, or has no command"),
    ID("minion id missing or not allowed"),
    NONCE("nonce missing or malformed"),
    TIME("ts missing, not an integer, or outside request_server_ttl"),
    ID_MISMATCH("envelope and load name different minions"),
    TOKEN("tok missing or not made by the minion's key"),
    REPLAY("nonce seen before"),
    ALGORITHM("enc_algo or sig_algo not supported"),
    KEY("public key missing, malformed or too weak");

    private final String words;

    Refusal(String words) {
        this.words = words;
    }

    /** The reason in words. */
    public String words() {
        return words;
    }
}
