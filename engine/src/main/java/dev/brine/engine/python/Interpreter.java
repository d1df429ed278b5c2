package dev.brine.engine.python;

import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.DecodeException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running {@code python3} that forks a child for each task. Frames on its pipes:
 *
 * <pre>length (4) | job (4) | type (1) | content</pre>
 *
 * <p>To it: S start, R reply, K kill. From it: P process id, Q request, L log record, D done, O output, X exit.
 */
final class Interpreter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Interpreter.class);
    private static final int HEAD = 5;
    private static final int LARGEST = 256 << 20;
    private static final long PATIENCE_SECONDS = 2;

    private final Process process;
    private final OutputStream stdin;
    private final Map<Integer, Conversation> conversations = new HashMap<>();
    private int lastJob;
    private boolean over;

    private Interpreter(Process process) {
        this.process = process;
        this.stdin = process.getOutputStream();
    }

    /** @throws PythonUnavailable when the executable cannot be started */
    static Interpreter start(String executable) {
        try {
            Interpreter made = new Interpreter(new ProcessBuilder(executable, "-u", "-c", Sources.launcher()).start());
            made.thread("python-io", made::read);
            made.thread("python-errors", made::errors);
            byte[] sources = Sources.json();
            made.write(String.format("%08x", sources.length).getBytes(StandardCharsets.US_ASCII), sources);
            log.debug("python is process {}", made.process.pid());
            return made;
        } catch (IOException e) {
            throw new PythonUnavailable("custom modules need Python 3, and the python_executable '" + executable
                    + "' cannot be started here; install it, or name another one");
        }
    }

    long pid() {
        return process.pid();
    }

    synchronized boolean alive() {
        return !over;
    }

    /**
     * Begins a task.
     *
     * @param label names it in the log
     * @param printer takes what it prints; null for the log
     */
    Conversation begin(Map<String, Object> task, String label, @Nullable Consumer<String> printer) throws IOException {
        Conversation conversation;
        int job;
        synchronized (this) {
            if (over) {
                throw new IOException("the Python process has ended");
            }
            job = ++lastJob;
            conversation = new Conversation(this, job, label, printer);
            conversations.put(job, conversation);
        }
        send(job, 'S', Codec.LOCAL.encode(task));
        return conversation;
    }

    void send(int job, char type, byte[] content) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD + 4);
        head.putInt(content.length + HEAD).putInt(job).put((byte) type);
        write(head.array(), content);
    }

    private void write(byte[] head, byte[] content) throws IOException {
        synchronized (stdin) {
            stdin.write(head);
            stdin.write(content);
            stdin.flush();
        }
    }

    private void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try (InputStream stdout = process.getInputStream()) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(stdout, 1 << 16));
            while (true) {
                int size = in.readInt();
                if (size < HEAD || size > LARGEST) {
                    throw new IOException("a frame of " + size + " bytes");
                }
                int job = in.readInt();
                char type = (char) in.readByte();
                take(job, type, in.readNBytes(size - HEAD));
            }
        } catch (EOFException e) {
            log.debug("python process {} has ended", process.pid());
        } catch (IOException e) {
            log.debug("python process {}: {}", process.pid(), e.toString());
        } finally {
            end();
        }
    }

    private void take(int job, char type, byte[] content) {
        Conversation conversation = conversation(job, type == 'X');
        if (conversation == null) {
            return;
        }
        try {
            switch (type) {
                case 'P' -> conversation.pid(number(content));
                case 'Q' -> conversation.put(Conversation.request(content));
                case 'D' -> conversation.put(new Conversation.Message.Done(Codec.LOCAL.decodeMap(content)));
                case 'L' -> PythonLog.record(conversation.label(), Codec.LOCAL.decode(content));
                case 'O' -> conversation.output().add(content);
                case 'X' -> {
                    conversation.output().flush();
                    conversation.put(new Conversation.Message.Gone((int) number(content)));
                }
                default -> log.debug("{}: a frame of unknown type {}", conversation.label(), (int) type);
            }
        } catch (DecodeException e) {
            log.warn("{}: its Python process sent what cannot be read: {}", conversation.label(), e.getMessage());
            conversation.put(new Conversation.Message.Gone(-1));
        }
    }

    private synchronized @Nullable Conversation conversation(int job, boolean last) {
        return last ? conversations.remove(job) : conversations.get(job);
    }

    private static long number(byte[] content) {
        return Long.parseLong(new String(content, StandardCharsets.US_ASCII));
    }

    private void end() {
        List<Conversation> open;
        synchronized (this) {
            over = true;
            open = List.copyOf(conversations.values());
            conversations.clear();
        }
        open.forEach(conversation -> {
            conversation.destroy();
            conversation.put(new Conversation.Message.Lost());
        });
        process.destroyForcibly();
    }

    private void errors() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                log.warn("python: {}", line);
            }
        } catch (IOException e) {
            log.debug("python's error output: {}", e.toString());
        }
    }

    /** Ends the process with all children. */
    @Override
    public void close() {
        try {
            stdin.close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
