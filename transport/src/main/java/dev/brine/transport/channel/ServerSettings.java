package dev.brine.transport.channel;

import dev.brine.transport.wire.DecodeLimits;
import java.time.Duration;

/**
 * What the operator may set for the request port.
 *
 * @param minimumAuthVersion {@code minimum_auth_version}; below it every request is refused
 * @param requestServerTtl {@code request_server_ttl}: how far {@code ts} may be from our clock, either way; zero turns that
 *     check off, and the memory for nonces then becomes as short as {@code noncesPerMinion} makes it
 * @param noncesPerMinion how many nonces are remembered for one minion
 * @param clear limits for requests from nobody in particular
 * @param frame limits for encrypted requests
 */
public record ServerSettings(
        int minimumAuthVersion,
        Duration requestServerTtl,
        int noncesPerMinion,
        DecodeLimits clear,
        DecodeLimits frame) {
    /** Version 3, 300 s, 20,000 nonces, 256 KiB clear, 32 MiB encrypted. */
    public static final ServerSettings DEFAULT =
            new ServerSettings(3, Duration.ofSeconds(300), 20_000, DecodeLimits.ANONYMOUS, DecodeLimits.FRAME);

    public ServerSettings withMinimumAuthVersion(int version) {
        return new ServerSettings(version, requestServerTtl, noncesPerMinion, clear, frame);
    }

    public ServerSettings withRequestServerTtl(Duration ttl) {
        return new ServerSettings(minimumAuthVersion, ttl, noncesPerMinion, clear, frame);
    }
}
