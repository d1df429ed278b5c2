package dev.brine.cli.remote;

import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.data.Data;
import dev.brine.transport.RequestClient;
import dev.brine.transport.RequestTimeout;
import dev.brine.transport.SocketOptions;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.Envelope;
import dev.brine.transport.zmq.ZmqTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends clear commands to the master's request port.
 *
 * <p>Salt 3006: the proof of who asks is the key file {@code cachedir/.<user>_key}; whoever became root with sudo, and root where
 * the master runs as another user, uses the file of the master's user.
 */
public final class MasterDoor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MasterDoor.class);

    /**
     * How long a new connection may be silent before it is made anew. JeroMQ 0.6.0 now and then forgets a connection in the
     * moment it is established (Poller registers the channel for its new owner in the same pass in which it cancels the old
     * one's key); such a connection never says hello.
     */
    private static final Duration HANDSHAKE = Duration.ofMillis(500);

    private final MasterConfig config;
    private final String requester;
    private final String key;
    private final Optional<Watches> watches;
    private Map<String, Object> credentials = Map.of();
    private final ZmqTransport transport;
    private final RequestClient client;

    private MasterDoor(MasterConfig config, String requester, boolean barred) {
        this.config = config;
        this.watches = barred ? Optional.of(new Watches()) : Optional.empty();
        this.requester = requester;
        key = key(config, requester);
        transport = new ZmqTransport();
        SocketOptions options =
                SocketOptions.defaults().withLinger(Duration.ZERO).withHandshake(HANDSHAKE);
        client = transport.requestClient(endpoint(config), options);
    }

    /**
     * Opens the door.
     *
     * @param requester the account that asks, {@code sudo_ann} for ann who became root
     * @throws MasterUnreachable when no master runs on this host
     */
    public static MasterDoor open(MasterConfig config, String requester) {
        Path sock = config.paths().sock();
        boolean barred = isBarred(sock);
        if (!barred
                && !Files.exists(sock.resolve("publish_pull.ipc"))
                && !Files.exists(sock.resolve("master_event_pub.ipc"))) {
            LOG.error("Unable to connect to the salt master publisher at {}", sock);
            throw new MasterUnreachable("The salt master could not be contacted. Is master running?");
        }
        return open(config, requester, barred);
    }

    /** Opens the door for somebody who may ({@code barred} false) or may not read the event socket. */
    static MasterDoor open(MasterConfig config, String requester, boolean barred) {
        return new MasterDoor(config, requester, barred);
    }

    /** Whether there may be a master whose events this user may not read. */
    static boolean isBarred(Path sock) {
        if (!Files.isDirectory(sock)) {
            // neither there nor missing: a directory on the way to it is not for this user
            return !Files.exists(sock) && !Files.notExists(sock);
        }
        Path events = sock.resolve("master_event_pub.ipc");
        return !Files.isExecutable(sock) || (Files.exists(events) && !Files.isWritable(events));
    }

    /** The jobs to ask the master for; empty when this user reads the event socket. */
    Optional<Watches> watches() {
        return watches;
    }

    public MasterConfig config() {
        return config;
    }

    public String requester() {
        return requester;
    }

    /** The file whose content proves who asks. */
    public Path keyFile() {
        return keyFile(config, requester);
    }

    /** The content of the key file; empty when this account may not read it. */
    public String key() {
        return key;
    }

    /**
     * Says who asks from now on, instead of the key file.
     *
     * @param proofs {@code token}, or {@code eauth}, {@code username} and {@code password}; empty for the key file
     */
    public void login(Map<String, Object> proofs) {
        credentials = Map.copyOf(proofs);
    }

    /** What was given to {@link #login}. */
    public Map<String, Object> credentials() {
        return credentials;
    }

    /** Adds to a load that starts a job that its events are to be asked for, where that is so. */
    void wish(Map<String, Object> load) {
        if (watches.isPresent()) {
            load.put("watch", true);
        }
    }

    /** Adds to {@code load} what proves who asks. */
    public void sign(Map<String, Object> load) {
        if (credentials.isEmpty()) {
            load.put("key", key);
            load.put("user", requester);
        } else {
            load.putAll(credentials);
        }
    }

    /**
     * Sends {@code load} and returns the reply, a map.
     *
     * @throws MasterUnreachable when no answer comes in time
     */
    public Map<String, Object> ask(Map<String, Object> load, Duration timeout) throws InterruptedException {
        LOG.debug("asking the master at {}: {} {}", client.endpoint(), load.get("cmd"), load.getOrDefault("fun", ""));
        byte[] request = new Envelope.Clear(load, Envelope.CURRENT_VERSION).encode();
        try {
            Object reply = Codec.NETWORK.decode(client.ask(request, timeout));
            if (!"mk_token".equals(load.get("cmd"))) {
                LOG.trace("its answer: {}", reply);
            }
            return reply instanceof Map<?, ?> ? Data.asMap("reply of the master", reply) : refused(reply);
        } catch (RequestTimeout e) {
            throw new MasterUnreachable("Salt request timed out. The master is not responding (" + client.endpoint()
                    + ", " + timeout.toSeconds() + " s). Try again with a larger --timeout, or with --async.");
        } catch (IOException e) {
            throw new MasterUnreachable("The salt master could not be contacted: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        client.close();
        transport.close();
    }

    /** Salt 3006: an empty reply means that the key was not accepted. */
    private static Map<String, Object> refused(@Nullable Object reply) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("name", "AuthenticationError");
        error.put(
                "message",
                "Failed to authenticate! This is most likely because this user is not permitted to execute commands"
                        + (reply == null || "".equals(reply) ? "." : " (" + reply + ")."));
        return new LinkedHashMap<>(Map.of("error", error));
    }

    private static Path keyFile(MasterConfig config, String requester) {
        boolean masters = requester.startsWith("sudo_") || requester.equals("root");
        String user = masters ? config.user() : requester;
        return config.paths().cache().resolve("." + user + "_key");
    }

    private static String key(MasterConfig config, String requester) {
        Path file = keyFile(config, requester);
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            LOG.debug("no key from {}: {}", file, e.toString());
            return "";
        }
    }

    private static String endpoint(MasterConfig config) {
        String address = config.network().address();
        String host =
                address.equals("0.0.0.0") || address.equals("*") ? "127.0.0.1" : address.equals("::") ? "::1" : address;
        return "tcp://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + config.network().retPort();
    }
}
