package dev.brine.transport.ipc;

import java.io.IOException;

/** The bytes on a bus connection are not frames; the connection is to be closed. */
public final class IpcFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    IpcFormatException(String message) {
        super(message);
    }
}
