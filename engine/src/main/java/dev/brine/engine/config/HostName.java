package dev.brine.engine.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this host calls itself. */
public final class HostName {
    private HostName() {}

    /** The name from the kernel; no look-up over the network. */
    public static String full() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException unknown) {
                return "localhost";
            }
        }
    }

    /** The part before the first dot. */
    public static String first() {
        String full = full();
        int dot = full.indexOf('.');
        return dot < 0 ? full : full.substring(0, dot);
    }
}
