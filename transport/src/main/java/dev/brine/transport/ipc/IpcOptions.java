package dev.brine.transport.ipc;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Predicate;
import jdk.net.UnixDomainPrincipal;

/**
 * Options of a listening bus socket.
 *
 * @param mode permissions of the socket file
 * @param maxFrame longest frame taken, in bytes
 * @param maxLag events a reader may be behind before its oldest are dropped
 * @param maxLagBytes bytes a reader may be behind before its oldest are dropped
 * @param prefixed whether published frames carry a 4-byte length (local tools of late Salt 3006 want it)
 * @param admit who may connect, by the credentials the kernel reports
 */
public record IpcOptions(
        Set<PosixFilePermission> mode,
        int maxFrame,
        int maxLag,
        long maxLagBytes,
        boolean prefixed,
        Predicate<UnixDomainPrincipal> admit) {

    /** 0600, 32 MiB, 20,000 events or 64 MiB behind, bare frames, everybody the file mode lets in. */
    public static IpcOptions defaults() {
        return new IpcOptions(
                PosixFilePermissions.fromString("rw-------"), 32 << 20, 20_000, 64L << 20, false, principal -> true);
    }

    /** With permissions written as {@code rw-rw----}. */
    public IpcOptions withMode(String permissions) {
        return new IpcOptions(
                PosixFilePermissions.fromString(permissions), maxFrame, maxLag, maxLagBytes, prefixed, admit);
    }

    public IpcOptions withMaxLag(int events, long bytes) {
        return new IpcOptions(mode, maxFrame, events, bytes, prefixed, admit);
    }

    public IpcOptions withPrefixed(boolean value) {
        return new IpcOptions(mode, maxFrame, maxLag, maxLagBytes, value, admit);
    }

    public IpcOptions withAdmit(Predicate<UnixDomainPrincipal> value) {
        return new IpcOptions(mode, maxFrame, maxLag, maxLagBytes, prefixed, value);
    }
}
