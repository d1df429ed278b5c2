package dev.brine.engine.master;

import dev.brine.engine.auth.ExternalAuth;
import dev.brine.engine.auth.Login;
import dev.brine.engine.auth.TokenStore;
import dev.brine.transport.channel.Reply;
import java.io.IOException;
import java.time.Duration;
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
    private final AuditLog audit;

    TokenCommands(ExternalAuth external, TokenStore tokens, AuditLog audit) {
        this.external = external;
        this.tokens = tokens;
        this.audit = audit;
    }

    CompletionStage<Reply> make(ClearCall call) throws IOException {
        Optional<Login> login = external.login(call.load().all(), call.peer());
        if (login.isEmpty()) {
            Object name = call.load().value("username");
            audit.refused("token", "authentication by eauth", String.valueOf(name), call.peer(), "mk_token");
            return Replies.value("");
        }
        audit.token(login.get().name(), login.get().backend(), call.peer());
        return Replies.value(
                call.load().value("token_expire") instanceof Number seconds && external.mayChooseExpiry(login.get())
                        ? tokens.create(login.get(), Duration.ofSeconds(seconds.longValue()))
                        : tokens.create(login.get()));
    }

    CompletionStage<Reply> get(ClearCall call) throws IOException {
        if (!call.load().has("token")) {
            return Replies.value(false);
        }
        return Replies.value(tokens.read(call.load().value("token")).orElse(Map.of()));
    }
}
