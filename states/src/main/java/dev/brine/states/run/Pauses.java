package dev.brine.states.run;

import dev.brine.engine.call.FunctionError;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.DecodeException;
import dev.brine.transport.wire.Jid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was asked of one state run from outside: to hold, to go on, to end.
 *
 * <p>Salt 3006: state.py {@code check_pause}, modules/state.py {@code pause}. The file {@code cachedir/state_pause/<jid>} is a map
 * in msgpack: a state's id, or {@code __all__}, to {@code {duration: seconds}}, {@code {kill: True}} or {@code {}} (holds). It is
 * looked at before each state, and each second while it holds the run. Any thread may write it.
 */
public final class Pauses {
    private static final Logger log = LoggerFactory.getLogger(Pauses.class);
    private static final String ALL = "__all__";
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final @Nullable Path file;

    private Pauses(@Nullable Path file) {
        this.file = file;
    }

    /** What is asked of this run; of a run without a job id nothing can be asked. */
    static Pauses of(RunSettings settings) {
        String jid = settings.job().jid();
        Path directory = settings.minion().config().paths().cache().resolve("state_pause");
        return new Pauses(Jid.isValid(jid) ? directory.resolve(jid) : null);
    }

    /** @throws FunctionError when {@code jid} is no job id */
    public static Pauses of(Path cachedir, String jid) {
        if (!Jid.isValid(jid)) {
            throw new FunctionError("'" + jid + "' is no job id; salt-run jobs.active shows those that run");
        }
        return new Pauses(cachedir.resolve("state_pause").resolve(jid));
    }

    public void pause(@Nullable String id, @Nullable Long seconds) {
        Map<String, Object> asked = read();
        Map<String, Object> one = new LinkedHashMap<>();
        if (seconds != null && seconds != 0) {
            one.put("duration", seconds);
        }
        asked.put(id == null ? ALL : id, one);
        write(asked);
    }

    public void softKill(@Nullable String id) {
        Map<String, Object> asked = read();
        asked.put(id == null ? ALL : id, new LinkedHashMap<>(Map.of("kill", true)));
        write(asked);
    }

    public void resume(@Nullable String id) {
        Map<String, Object> asked = read();
        if (id == null) {
            asked.clear();
        } else {
            asked.remove(id);
        }
        write(asked);
    }

    /** Waits as long as the state with this id is held; false when the run is to end before it. */
    boolean goesOn(String id, BooleanSupplier cancelled) {
        if (file == null || !Files.exists(file)) {
            return true;
        }
        long start = System.nanoTime();
        while (!cancelled.getAsBoolean()) {
            Map<String, Object> asked = read();
            Object mine = asked.getOrDefault(id, asked.get(ALL));
            if (!(mine instanceof Map<?, ?> one)) {
                return true;
            }
            boolean over = one.get("duration") instanceof Number seconds
                    && System.nanoTime() - start > seconds.doubleValue() * 1e9;
            if (over) {
                return true;
            }
            if (Boolean.TRUE.equals(one.get("kill"))) {
                return false;
            }
            try {
                TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    /** The run has ended: what was asked of it is void. */
    public void over() {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            log.info("{} stays: {}", file, e.toString());
        }
    }

    /** By id, or {@code __all__}. */
    public Map<String, Object> asked() {
        return read();
    }

    private Map<String, Object> read() {
        try {
            return file == null
                    ? new LinkedHashMap<>()
                    : new LinkedHashMap<>(Codec.LOCAL.decodeMap(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return new LinkedHashMap<>();
        } catch (IOException | DecodeException e) {
            log.error("Failed to read in pause data for file located at: {}", file);
            return new LinkedHashMap<>();
        }
    }

    private void write(Map<String, Object> asked) {
        if (file == null) {
            return;
        }
        Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
        try {
            Files.createDirectories(file.resolveSibling(""));
            Files.write(fresh, Codec.LOCAL.encode(asked));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new FunctionError("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
