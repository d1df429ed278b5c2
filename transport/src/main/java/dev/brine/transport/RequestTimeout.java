package dev.brine.transport;

import java.io.IOException;
import java.time.Duration;

/** No answer came in time; whether the request was carried out is not known. */
public final class RequestTimeout extends IOException {

    private static final long serialVersionUID = 1L;

    public RequestTimeout(String endpoint, Duration timeout) {
        super("no answer from " + endpoint + " within " + timeout.toMillis() + " ms");
    }
}
