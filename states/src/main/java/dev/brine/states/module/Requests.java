package dev.brine.states.module;

import dev.brine.engine.call.FunctionError;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.DecodeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * State runs that were asked for and wait for somebody's yes.
 *
 * <p>Salt 3006: {@code cachedir/req_state.p}, a map in msgpack: a name to {@code {test_run, mods, kwargs}}.
 */
final class Requests {
    private final Path file;

    Requests(Path cachedir) {
        file = cachedir.resolve("req_state.p");
    }

    Map<String, Object> read() {
        try {
            return new LinkedHashMap<>(Codec.LOCAL.decodeMap(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return new LinkedHashMap<>();
        } catch (IOException | DecodeException e) {
            throw new FunctionError(
                    file + ": the requests cannot be read: " + e.getMessage() + "; state.clear_request removes them",
                    e);
        }
    }

    void write(Map<String, Object> requests) {
        Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
        try {
            Files.createDirectories(file.resolveSibling(""));
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, Codec.LOCAL.encode(requests));
            Files.move(
                    fresh,
                    file,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new FunctionError("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Forgets one request, or all of them when {@code name} is empty; false when there is none of that name. */
    boolean clear(String name) {
        if (!Files.exists(file)) {
            return true;
        }
        if (name.isEmpty()) {
            remove();
            return true;
        }
        Map<String, Object> all = read();
        if (all.remove(name) == null) {
            return false;
        }
        write(all);
        return true;
    }

    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new FunctionError("cannot remove " + file + ": " + e.getMessage(), e);
        }
    }
}
