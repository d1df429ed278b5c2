package dev.brine.engine.python;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.config.ExtensionConfig;
import dev.brine.engine.data.Data;
import dev.brine.engine.plugin.CustomKind;
import dev.brine.engine.plugin.Dunders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs tasks in the interpreter, which is started for the first one and again for the next one after it died. */
final class Python implements AutoCloseable {
    private final ExtensionConfig config;
    private @Nullable Interpreter interpreter;
    private boolean closed;

    Python(ExtensionConfig config) {
        this.config = config;
    }

    /** What a task may take, and the option that says so. */
    private record Limit(Duration time, String option) {}

    /** Runs a function that a user called. */
    Answer call(Task task, Dunders dunders, Call call) throws PythonError, InterruptedException {
        return run(task, dunders, call, new Limit(config.callLimit(), "python_call_timeout"));
    }

    /** Runs a function that is to run as long as the daemon does. */
    Answer stay(Task task, Dunders dunders, Call call) throws PythonError, InterruptedException {
        return run(task, dunders, call, new Limit(Duration.ZERO, ""));
    }

    /** Loads modules, gathers grains or renders: what others wait for. */
    Answer load(Task task, Dunders dunders, Call call) throws PythonError, InterruptedException {
        return run(task, dunders, call, new Limit(config.loadLimit(), "python_load_timeout"));
    }

    /**
     * Runs a task and answers its requests meanwhile.
     *
     * @throws FunctionError when its process died or took too long
     * @throws InterruptedException when the calling job was killed; the child is, too
     */
    private Answer run(Task task, Dunders dunders, Call call, Limit limit) throws PythonError, InterruptedException {
        Map<String, Object> words = described(task, dunders, call);
        String label = call.jid().isEmpty() ? call.fun() : call.fun() + " (job " + call.jid() + ")";
        Conversation conversation = begin(words, label, call);
        Requests requests = new Requests(dunders, call);
        boolean ended = false;
        try {
            long end = System.nanoTime() + limit.time.toNanos();
            while (true) {
                Duration wait =
                        limit.time.isZero() ? Duration.ZERO : Duration.ofNanos(Math.max(1, end - System.nanoTime()));
                Conversation.Message message = conversation.next(wait);
                if (message == null) {
                    throw new FunctionError(call.fun() + " was stopped: it did not end within " + seconds(limit.time)
                            + " s (" + limit.option + ")");
                }
                if (message instanceof Conversation.Message.Request request) {
                    conversation.reply(requests.answer(request.words()));
                } else if (message instanceof Conversation.Message.Done done) {
                    ended = true;
                    return answer(done.answer());
                } else if (message instanceof Conversation.Message.Gone gone) {
                    ended = true;
                    throw new FunctionError(call.fun() + ": its Python process " + ending(gone.code()));
                } else {
                    throw new FunctionError(call.fun() + ": the Python interpreter died while it ran");
                }
            }
        } catch (IOException e) {
            throw new FunctionError(call.fun() + ": the Python interpreter died while it ran", e);
        } finally {
            if (!ended) {
                conversation.kill();
            }
        }
    }

    private Conversation begin(Map<String, Object> words, String label, Call call) {
        try {
            return interpreter().begin(words, label, call.printer());
        } catch (IOException first) {
            try {
                return interpreter().begin(words, label, call.printer());
            } catch (IOException e) {
                throw new FunctionError("Python ends at once: " + e.getMessage(), e);
            }
        }
    }

    private synchronized Interpreter interpreter() {
        if (closed) {
            throw new PythonUnavailable("the daemon is stopping");
        }
        Interpreter known = interpreter;
        if (known == null || !known.alive()) {
            known = Interpreter.start(config.python());
            interpreter = known;
        }
        return known;
    }

    /** The interpreter's process; -1 when none runs. */
    synchronized long pid() {
        return interpreter == null || !interpreter.alive() ? -1 : interpreter.pid();
    }

    private Map<String, Object> described(Task task, Dunders dunders, Call call) {
        Map<String, Object> words = new LinkedHashMap<>();
        task.words().forEach((key, value) -> words.put(key, Objects.requireNonNullElse(PlainValues.of(value), "")));
        Map<String, Object> directories = new LinkedHashMap<>();
        Map<String, Object> tags = new LinkedHashMap<>();
        for (CustomKind kind : CustomKind.values()) {
            List<Object> paths = new ArrayList<>();
            directories(config, kind).forEach(path -> paths.add(path.toString()));
            directories.put(kind.directory(), paths);
            tags.put(kind.directory(), kind.tag());
        }
        words.put("directories", directories);
        words.put("tags", tags);
        words.put("level", PythonLog.level());
        words.put("maps", new ArrayList<Object>(dunders.maps().keySet()));
        Map<String, Object> families = new LinkedHashMap<>();
        dunders.families().forEach((name, family) -> {
            CustomKind kind = family.kind();
            families.put(name, kind == null ? "" : kind.directory());
        });
        words.put("families", families);
        words.put(
                "values",
                Objects.requireNonNull(PlainValues.of(dunders.constants().get())));
        words.put("context", Objects.requireNonNull(PlainValues.of(call.context())));
        return words;
    }

    /** Where modules of a kind are looked for, those that count first at the front. Salt 3006: loader {@code _module_dirs}. */
    static List<Path> directories(ExtensionConfig config, CustomKind kind) {
        List<Path> paths = new ArrayList<>();
        for (Path directory : config.directories().getOrDefault("module_dirs", List.of())) {
            paths.add(directory.resolve("_" + kind.directory()));
            paths.add(directory.resolve(kind.directory()));
        }
        paths.addAll(config.directories().getOrDefault(kind.option(), List.of()));
        paths.add(config.extmods().resolve(kind.directory()));
        return paths;
    }

    private static Answer answer(Map<String, @Nullable Object> words) throws PythonError {
        if (words.get("error") instanceof List<?> error && error.size() == 4) {
            throw new PythonError(
                    kind(String.valueOf(error.get(0))),
                    String.valueOf(error.get(1)),
                    String.valueOf(error.get(2)),
                    String.valueOf(error.get(3)));
        }
        long code = words.get("retcode") instanceof Long number ? number : 0;
        Map<String, Object> context =
                words.get("context") instanceof Map<?, ?> map ? Data.asMap("context", map) : Map.of();
        return new Answer(words.get("value"), code, context);
    }

    private static PythonError.Kind kind(String word) {
        try {
            return PythonError.Kind.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return PythonError.Kind.OTHER;
        }
    }

    private static String ending(int code) {
        return code < 0 ? "was ended by signal " + -code : "ended with exit code " + code + " instead of an answer";
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? "" + time.toSeconds() : "" + time.toMillis() / 1000.0;
    }

    @Override
    public void close() {
        Interpreter known;
        synchronized (this) {
            closed = true;
            known = interpreter;
            interpreter = null;
        }
        if (known != null) {
            known.close();
        }
    }
}
