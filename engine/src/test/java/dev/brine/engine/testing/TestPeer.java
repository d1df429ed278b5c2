package dev.brine.engine.testing;

import dev.brine.transport.RequestClient;
import dev.brine.transport.SocketOptions;
import dev.brine.transport.channel.Answer;
import dev.brine.transport.channel.ClientChannel;
import dev.brine.transport.channel.MinionIdentity;
import dev.brine.transport.channel.SignIn;
import dev.brine.transport.channel.SignInOutcome;
import dev.brine.transport.channel.SignInSettings;
import dev.brine.transport.crypto.RsaPrivateKey;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.MinionId;
import dev.brine.transport.zmq.ZmqTransport;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Somebody at a master's request port who speaks the wire and nothing more: an honest minion, a command line, or neither. */
public final class TestPeer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SecureRandom random = new SecureRandom();
    private final ZmqTransport transport = new ZmqTransport();
    private final RequestClient client;
    private final MinionIdentity identity;
    private ClientChannel channel;
    private SignInOutcome.Accepted session;

    public TestPeer(TestMaster master, String id) {
        this(master, id, TestKeys.of(id));
    }

    public TestPeer(TestMaster master, String id, RsaPrivateKey key) {
        this.client = transport.requestClient(master.requestEndpoint(), SocketOptions.defaults(), 16);
        this.identity = new MinionIdentity(new MinionId(id), key);
    }

    public RsaPrivateKey key() {
        return identity.key();
    }

    /** One sign-in; the keys are kept when it is accepted. */
    public SignInOutcome signIn() {
        return signIn(SignInSettings.DEFAULT);
    }

    public SignInOutcome signIn(SignInSettings settings) {
        return signInLater(settings).join();
    }

    public CompletableFuture<SignInOutcome> signInLater(SignInSettings settings) {
        return signInLater(settings, Duration.ZERO);
    }

    /** One sign-in of a minion that gives the master this time to answer. */
    public CompletableFuture<SignInOutcome> signInLater(SignInSettings settings, Duration patience) {
        SignIn signIn = new SignIn(identity, null, settings, patience, random);
        return client.send(signIn.request(), PATIENCE).thenApply(reply -> {
            SignInOutcome outcome = signIn.finish(reply);
            if (outcome instanceof SignInOutcome.Accepted accepted) {
                session = accepted;
                channel = new ClientChannel(
                        identity, accepted, settings, ClientChannel.Signing.OFF, Clock.systemUTC(), random);
            }
            return outcome;
        });
    }

    /** Signs in and insists on being accepted. */
    public TestPeer joined() {
        SignInOutcome outcome = signIn();
        if (!(outcome instanceof SignInOutcome.Accepted)) {
            throw new AssertionError("not accepted: " + outcome);
        }
        return this;
    }

    public SignInOutcome.Accepted session() {
        return session;
    }

    /** Sends an encrypted command and gives the answer. */
    public Answer ask(String cmd, Map<String, Object> fields) {
        ClientChannel.Sent sent = seal(cmd, fields);
        return channel.open(sent, raw(sent.frame()));
    }

    /** Sends an encrypted command and gives the answer's value. */
    public Object value(String cmd, Map<String, Object> fields) {
        Answer answer = ask(cmd, fields);
        if (answer instanceof Answer.Value value) {
            return value.value();
        }
        throw new AssertionError("no value: " + answer);
    }

    /** The frame of an encrypted command. */
    public ClientChannel.Sent seal(String cmd, Map<String, Object> fields) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", cmd);
        load.putAll(fields);
        return channel.seal(load);
    }

    /** Asks for the pillar. */
    public Answer pillar(Map<String, Object> grains) {
        ClientChannel.Sent sent =
                seal("_pillar", Map.of("grains", grains, "saltenv", "base", "pillar_override", Map.of(), "ver", "2"));
        return channel.openPillar(sent, raw(sent.frame()));
    }

    /** Sends a clear command and gives the answer's value. */
    public Object clear(Map<String, Object> load) {
        return Codec.NETWORK.decode(raw(ClientChannel.clear(load)));
    }

    /** Sends bytes and gives the bytes that come back. */
    public byte[] raw(byte[] frame) {
        try {
            return client.ask(frame, PATIENCE);
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.close();
        transport.close();
    }
}
