package dev.brine.engine.python;

import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.DecodeException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One task in a child of the interpreter, from this side: requests of the child come in, replies go out, one answer ends it.
 *
 * <p>The interpreter's reader puts messages in; the thread that began the task takes them out. A child asks one thing at a time,
 * so a queue that is full comes from one that does not keep to that; what is beyond is dropped.
 */
final class Conversation {
    private static final Logger log = LoggerFactory.getLogger(Conversation.class);
    private static final int QUEUE = 64;

    private final Interpreter interpreter;
    private final int job;
    private final String label;
    private final BlockingQueue<Message> messages = new ArrayBlockingQueue<>(QUEUE);
    private final OutputLines output;
    private volatile long pid = -1;

    Conversation(Interpreter interpreter, int job, String label, @Nullable Consumer<String> printer) {
        this.interpreter = interpreter;
        this.job = job;
        this.label = label;
        this.output = new OutputLines(label, printer);
    }

    /** What the child, or the interpreter about it, says. */
    sealed interface Message {
        /** The child wants something and waits. */
        record Request(List<?> words) implements Message {}

        /** The task has ended. */
        record Done(Map<String, @Nullable Object> answer) implements Message {}

        /** The child is gone: its exit code, or minus the signal that ended it. */
        record Gone(int code) implements Message {}

        /** The interpreter itself is gone. */
        record Lost() implements Message {}
    }

    String label() {
        return label;
    }

    OutputLines output() {
        return output;
    }

    void pid(long number) {
        pid = number;
    }

    void put(Message message) {
        if (!messages.offer(message)) {
            log.warn("{}: a message of its Python process is dropped: it asks without waiting for answers", label);
        }
    }

    /** The next message; null when none comes within {@code wait}. Zero waits as long as it takes. */
    @Nullable
    Message next(Duration wait) throws InterruptedException {
        return wait.isZero() ? messages.take() : messages.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    void reply(@Nullable Object value) throws IOException {
        interpreter.send(job, 'R', Codec.LOCAL.encode(value));
    }

    /** Ends the child and what it started. */
    void kill() {
        try {
            interpreter.send(job, 'K', new byte[0]);
        } catch (IOException e) {
            destroy();
        }
    }

    /** Ends the child without the interpreter, which is gone. */
    void destroy() {
        if (pid > 0) {
            ProcessHandle.of(pid).ifPresent(child -> {
                child.descendants().forEach(ProcessHandle::destroyForcibly);
                child.destroyForcibly();
            });
        }
    }

    static Message request(byte[] content) throws DecodeException {
        if (Codec.LOCAL.decode(content) instanceof List<?> words && !words.isEmpty()) {
            return new Message.Request(words);
        }
        throw new DecodeException("expected a list of words");
    }
}
