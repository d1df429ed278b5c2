package dev.brine.engine.minion;

import dev.brine.engine.plugin.MasterRequests;
import dev.brine.transport.RequestClient;
import dev.brine.transport.channel.Answer;
import dev.brine.transport.channel.ClientChannel;
import dev.brine.transport.wire.Codec;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Requests over a session: on their callers' threads, with the keys of the moment. When the master cannot read one, the caller
 * waits for the next sign-in and sends once more.
 */
final class SessionRequests implements MasterRequests {
    private final Standing standing;
    private final Links links;
    private final BiConsumer<ClientChannel, String> stale;

    /** @param stale told of keys that the master does not understand any more, and how that showed */
    SessionRequests(Standing standing, Links links, BiConsumer<ClientChannel, String> stale) {
        this.standing = standing;
        this.links = links;
        this.stale = stale;
    }

    @Override
    public boolean connected() {
        return standing.channel().isPresent();
    }

    @Override
    public @Nullable Object request(Map<String, Object> load, Duration timeout) throws IOException {
        return exchange(load, timeout, ClientChannel::open);
    }

    @Override
    public Map<String, Object> pillar(Map<String, Object> load, Duration timeout) throws IOException {
        Object value = exchange(load, timeout, ClientChannel::openPillar);
        return new LinkedHashMap<>(Codec.map(value));
    }

    /** How the reply of a kind of request is opened. */
    @FunctionalInterface
    private interface Opening {
        Answer open(ClientChannel channel, ClientChannel.Sent sent, byte[] reply);
    }

    private @Nullable Object exchange(Map<String, Object> load, Duration timeout, Opening opening) throws IOException {
        ClientChannel with = standing.channel()
                .orElseThrow(() -> new IOException(
                        "not signed in at a master: " + standing.state().text()));
        for (int attempt = 1; ; attempt++) {
            Answer answer = ask(with, load, timeout, opening);
            if (answer instanceof Answer.Value value) {
                return value.value();
            }
            if (answer instanceof Answer.Untrusted untrusted) {
                throw new IOException(
                        "the master's reply to " + load.get("cmd") + " is not to be trusted: " + untrusted.reason());
            }
            String reason = ((Answer.SignInAgain) answer).reason();
            if (attempt == 2) {
                throw new IOException("the master refuses " + load.get("cmd") + " after a new sign-in: " + reason);
            }
            stale.accept(with, reason);
            with = standing.after(with, timeout);
        }
    }

    private Answer ask(ClientChannel with, Map<String, Object> load, Duration timeout, Opening opening)
            throws IOException {
        RequestClient client = links.requests();
        ClientChannel.Sent sent = with.seal(new LinkedHashMap<>(load));
        try {
            return opening.open(with, sent, client.ask(sent.frame(), timeout));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the master's reply to " + load.get("cmd"), e);
        }
    }
}
