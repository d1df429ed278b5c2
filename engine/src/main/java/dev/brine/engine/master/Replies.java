package dev.brine.engine.master;

import dev.brine.transport.channel.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Replies that commands give. */
final class Replies {
    private Replies() {}

    static CompletionStage<Reply> value(@Nullable Object value) {
        return CompletableFuture.completedFuture(new Reply.Value(value));
    }

    /** Nothing to say. */
    static CompletionStage<Reply> nil() {
        return value(null);
    }

    /** Nothing to say, once {@code done} is. */
    static CompletionStage<Reply> nilAfter(CompletionStage<?> done) {
        return done.thenApply(ignored -> new Reply.Value(null));
    }

    /** What a clear command answers to somebody who may not, in Salt's shape. */
    static CompletionStage<Reply> error(String name, String message) {
        return value(errorMap(name, message));
    }

    static Map<String, Object> errorMap(String name, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("name", name);
        error.put("message", message);
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("error", error);
        return reply;
    }
}
