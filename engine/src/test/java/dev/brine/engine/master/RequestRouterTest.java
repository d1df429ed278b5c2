package dev.brine.engine.master;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.testing.TestKeys;
import dev.brine.transport.Exchange;
import dev.brine.transport.channel.ClientChannel;
import dev.brine.transport.channel.MasterKeys;
import dev.brine.transport.channel.Reply;
import dev.brine.transport.channel.ServerChannel;
import dev.brine.transport.channel.ServerKeys;
import dev.brine.transport.channel.ServerSettings;
import dev.brine.transport.crypto.Crypticle;
import dev.brine.transport.crypto.KeyString;
import dev.brine.transport.crypto.RsaPublicKey;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.MinionId;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a command does, its sender gets exactly one reply. */
class RequestRouterTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final class NoMinions implements ServerKeys {
        private final MasterKeys keys = new MasterKeys(TestKeys.of("master"), KeyString.generate(RANDOM), RANDOM);

        @Override
        public MasterKeys master() {
            return keys;
        }

        @Override
        public Optional<Crypticle> session(MinionId minion) {
            return Optional.empty();
        }

        @Override
        public Optional<RsaPublicKey> publicKey(MinionId minion) {
            return Optional.empty();
        }
    }

    private static final class Recorded implements Exchange {
        private final List<Object> replies = new ArrayList<>();

        @Override
        public boolean reply(byte[] answer) {
            replies.add(Codec.NETWORK.decode(answer));
            return replies.size() == 1;
        }

        @Override
        public boolean park(Duration deadline) {
            return true;
        }

        @Override
        public boolean answered() {
            return !replies.isEmpty();
        }

        @Override
        public String peer() {
            return "192.0.2.1";
        }
    }

    @SuppressWarnings("NullAway") // no sign-in reaches this router
    private static List<Object> ask(ClearCommand command) {
        RequestRouter router = new RequestRouter(
                new ServerChannel(new NoMinions(), ServerSettings.DEFAULT, Clock.systemUTC(), RANDOM),
                null,
                Map.of("try", command),
                Map.of(),
                (id, address) -> {},
                Runnable::run,
                new Complaints(AuditLog.none()));
        Recorded exchange = new Recorded();
        router.handle(ClientChannel.clear(Map.of("cmd", "try")), exchange);
        return exchange.replies;
    }

    static Stream<Arguments> failing() {
        return Stream.of(
                failing("throws", call -> {
                    throw new IllegalStateException("on purpose");
                }),
                failing("meets an I/O error", call -> {
                    throw new IOException("on purpose");
                }),
                failing("wants another type", call -> Replies.value(call.load().integer("cmd"))),
                failing("overflows the stack", call -> {
                    throw new StackOverflowError();
                }),
                failing("fails an assertion", call -> {
                    throw new AssertionError("on purpose");
                }),
                failing("misses a class", call -> {
                    throw new NoClassDefFoundError("on/purpose");
                }),
                failing("fails later", call -> CompletableFuture.failedFuture(new IllegalStateException("on purpose"))),
                failing("answers what cannot be sent", call -> Replies.value(new Object())),
                failing(
                        "answers in another's form",
                        call -> CompletableFuture.completedFuture(new Reply.Pillar(Map.of()))));
    }

    private static Arguments failing(String name, ClearCommand command) {
        return Arguments.argumentSet(name, command);
    }

    @ParameterizedTest
    @MethodSource("failing")
    void failingCommandCostsOneFailureReply(ClearCommand command) {
        assertThat(ask(command)).containsExactly("Some exception handling minion payload");
    }

    @Test
    void commandThatAnswersLaterIsAnsweredThen() {
        CompletableFuture<Reply> later = new CompletableFuture<>();
        List<Object> replies = ask(call -> later);
        assertThat(replies).isEmpty();

        later.complete(new Reply.Value("done"));

        assertThat(replies).containsExactly("done");
    }
}
