package dev.brine.transport.channel;

import dev.brine.transport.crypto.KeyString;
import dev.brine.transport.crypto.RsaPublicKey;
import java.time.Duration;

/** How a sign-in ended. */
public sealed interface SignInOutcome {
    /**
     * Signed in; everything was verified.
     *
     * @param masterKey the master's key; to be stored as {@code minion_master.pub} if none is
     * @param aesKey opens published jobs
     * @param sessionKey seals requests
     * @param publishPort where the master publishes
     */
    record Accepted(RsaPublicKey masterKey, KeyString aesKey, KeyString sessionKey, int publishPort)
            implements SignInOutcome {}

    /**
     * The key waits for the master's operator.
     *
     * @param hold for how long the master would hold the next request until the key is accepted; zero: it says nothing of
     *     that, as Salt's does, so try again later
     */
    record Pending(Duration hold) implements SignInOutcome {}

    /** The master refuses this minion's key. */
    record Rejected() implements SignInOutcome {}

    /** The master has {@code max_minions} already. */
    record Full() implements SignInOutcome {}

    /** The master's key is not the stored one, or not the one of {@code master_finger} or the signer. */
    record InvalidMasterKey(String reason) implements SignInOutcome {}

    /** The reply is malformed, unsigned, or not an answer to this request; it says nothing about the minion's key. */
    record Failed(String reason) implements SignInOutcome {}
}
