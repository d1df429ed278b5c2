package dev.brine.engine.master;

import dev.brine.engine.auth.ExternalAuth;
import dev.brine.engine.auth.Login;
import dev.brine.engine.auth.TokenStore;
import dev.brine.transport.channel.Reply;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Clear {@code mk_token} and {@code get_token}.
 *
 * <p>Salt 3006: an empty text when nobody logs in that way, an empty map for a token that is not there, False when none was
 * given.
 */
final class TokenCommands {
    private final ExternalAuth external;
    private final TokenStore tokens;

    TokenCommands(ExternalAuth external, TokenStore tokens) {
        this.external = external;
        this.tokens = tokens;
    }

    CompletionStage<Reply> make(ClearCall call) throws IOException {
        Optional<Login> login = external.login(call.load().all(), call.peer());
        return Replies.value(login.isPresent() ? tokens.create(login.get()) : "");
    }

    CompletionStage<Reply> get(ClearCall call) throws IOException {
        if (!call.load().has("token")) {
            return Replies.value(false);
        }
        return Replies.value(tokens.read(call.load().value("token")).orElse(Map.of()));
    }
}
