package dev.brine.engine.minion;

import dev.brine.engine.config.MinionConfig;
import dev.brine.transport.PeerListener;
import dev.brine.transport.PublishClient;
import dev.brine.transport.RequestClient;
import dev.brine.transport.SocketOptions;
import dev.brine.transport.Topics;
import dev.brine.transport.channel.Publication;
import dev.brine.transport.channel.PublishReader;
import dev.brine.transport.channel.SignInOutcome;
import dev.brine.transport.zmq.ZmqTransport;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of a session: one for requests, one for publications, and the reader of the latter.
 *
 * <p>A host name is resolved when a socket is made; {@link #nextMaster} and {@link #unsubscribe} drop the sockets, so the next
 * ones resolve it anew. Used by the session's thread, except {@link #requests}.
 */
final class Links implements AutoCloseable {
    /** Requests that may be on their way at a time; further ones wait. */
    private static final int CONNECTIONS = 4;

    private final MinionConfig config;
    private final String id;
    private final ZmqTransport transport;
    private final SecureRandom random;
    private final Listener listener;
    private final List<MasterAddress> masters;
    private final SocketOptions options;
    private int at;
    private int generation;
    private @Nullable RequestClient requests;
    private @Nullable PublishClient publications;
    private @Nullable PublishReader reader;
    private @Nullable Instant brokenSince;

    /** What happens on the publish port. Called on the transport's thread; must not block. */
    interface Listener {
        void payload(byte[] bytes);

        void subscribed();

        void disconnected();
    }

    Links(MinionConfig config, String id, ZmqTransport transport, SecureRandom random, Listener listener) {
        this.config = config;
        this.id = id;
        this.transport = transport;
        this.random = random;
        this.listener = listener;
        this.masters = MasterAddress.of(config);
        MinionConfig.Network network = config.network();
        SocketOptions base = SocketOptions.defaults().withIpv6(network.ipv6()).withLinger(Duration.ZERO);
        this.options = network.sourceAddress().isEmpty() ? base : base.withSourceIp(network.sourceAddress());
    }

    /** The master in use, for messages. */
    synchronized String master() {
        return masters.get(at).requests();
    }

    /** The request client of the master in use; made when it is first asked for. */
    synchronized RequestClient requests() {
        RequestClient client = requests;
        if (client == null) {
            client = transport.requestClient(masters.get(at).requests(), options, CONNECTIONS);
            requests = client;
        }
        return client;
    }

    /** Goes on to the next master of the list, which may be the same one, with a new socket. */
    synchronized void nextMaster() {
        at = (at + 1) % masters.size();
        closeRequests();
    }

    /** Listens where the master publishes; an existing subscription to the same place stays. */
    synchronized void subscribe(SignInOutcome.Accepted keys) {
        PublishReader old = reader;
        if (old == null || !old.serves(keys)) {
            boolean required = config.session().requireSignedPublish();
            reader = new PublishReader(
                    keys, required ? PublishReader.Signatures.REQUIRED : PublishReader.Signatures.OPTIONAL, random);
        }
        int port = config.network().publishPort() == 0
                ? keys.publishPort()
                : config.network().publishPort();
        String endpoint = masters.get(at).publications(port);
        PublishClient current = publications;
        if (current != null && current.endpoint().equals(endpoint)) {
            return;
        }
        unsubscribe();
        int own = ++generation;
        publications = transport.publishClient(
                endpoint,
                options.withReconnect(firstReconnect(), config.network().reconMax()),
                id,
                topics(),
                (topic, payload) -> listener.payload(payload),
                new PeerListener() {
                    @Override
                    public void connected(String address) {
                        if (isCurrent(own)) {
                            listener.subscribed();
                        }
                    }

                    @Override
                    public void disconnected(String address) {
                        if (isCurrent(own)) {
                            listener.disconnected();
                        }
                    }
                });
    }

    private synchronized boolean isCurrent(int own) {
        return own == generation;
    }

    /** Salt 3006: {@code recon_default}, plus a random part up to {@code recon_max} with {@code recon_randomize}. */
    private Duration firstReconnect() {
        MinionConfig.Network network = config.network();
        long extra =
                network.reconRandomize() ? random.nextLong(network.reconMax().toMillis() + 1) : 0;
        return network.reconDefault().plusMillis(extra);
    }

    private Topics topics() {
        String own = topic(id);
        return config.network().zmqFiltering()
                ? Topics.filtered("broadcast", own)
                : Topics.unfiltered("broadcast", own);
    }

    /** A minion's own topic: the hex SHA-1 of its id. */
    static String topic(String id) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    /** Opens a published payload with the keys of the last sign-in. */
    synchronized Publication open(byte[] payload) {
        PublishReader current = reader;
        return current == null ? new Publication.Dropped("not signed in") : current.open(payload);
    }

    synchronized void stands() {
        brokenSince = null;
    }

    synchronized void broke(Instant when) {
        if (brokenSince == null) {
            brokenSince = when;
        }
    }

    /** Whether the subscription has been broken for longer than {@code limit}. */
    synchronized boolean lostFor(Instant now, Duration limit) {
        return brokenSince != null && Duration.between(brokenSince, now).compareTo(limit) > 0;
    }

    synchronized void unsubscribe() {
        brokenSince = null;
        generation++;
        PublishClient current = publications;
        if (current != null) {
            current.close();
            publications = null;
        }
    }

    private void closeRequests() {
        RequestClient client = requests;
        if (client != null) {
            client.close();
            requests = null;
        }
    }

    @Override
    public synchronized void close() {
        unsubscribe();
        closeRequests();
    }
}
