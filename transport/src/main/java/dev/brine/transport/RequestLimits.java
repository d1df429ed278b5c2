package dev.brine.transport;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Limits of a request server.
 *
 * @param inWork requests in work (not parked, not answered) at which the server stops reading, so that
 *     ZeroMQ pushes back on the peers
 * @param parked requests that may be parked at one time
 * @param deadline time after which a request that is not parked gets the fault reply
 * @param faultReply the answer when the handler threw or never answered
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out
public record RequestLimits(int inWork, int parked, Duration deadline, byte[] faultReply) {

    public RequestLimits {
        faultReply = faultReply.clone();
    }

    @Override
    public byte[] faultReply() {
        return faultReply.clone();
    }

    /** 10,000 in work, 50,000 parked, 60 s, and the words stock minions know (msgpack raw16 text). */
    public static RequestLimits defaults() {
        byte[] words = "Some exception handling minion payload".getBytes(StandardCharsets.US_ASCII);
        byte[] packed = new byte[words.length + 3];
        packed[0] = (byte) 0xda;
        packed[2] = (byte) words.length;
        System.arraycopy(words, 0, packed, 3, words.length);
        return new RequestLimits(10_000, 50_000, Duration.ofSeconds(60), packed);
    }

    public RequestLimits withInWork(int value) {
        return new RequestLimits(value, parked, deadline, faultReply);
    }

    public RequestLimits withParked(int value) {
        return new RequestLimits(inWork, value, deadline, faultReply);
    }

    public RequestLimits withDeadline(Duration value) {
        return new RequestLimits(inWork, parked, value, faultReply);
    }

    public RequestLimits withFaultReply(byte[] value) {
        return new RequestLimits(inWork, parked, deadline, value);
    }
}
