package dev.brine.states.state;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.file.FileMode;
import dev.brine.engine.file.FileStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gets the files that states name as {@code source}: from the file server, this machine, or the net. */
public final class Sources {
    private final StateContext context;

    Sources(StateContext context) {
        this.context = context;
    }

    /** A source and the hash it must have; the hash is empty when none is given. */
    record Picked(SourceFile source, String hash) {}

    /** A source that could not be had; the message is the state's comment. */
    public static final class NotThere extends Exception {
        private static final long serialVersionUID = 1L;

        NotThere(String message) {
            super(message);
        }
    }

    /**
     * The first entry of a source list that exists; a single source is taken as it is.
     *
     * @throws FunctionError when none of several exists
     */
    Optional<Picked> pick(@Nullable Object source, String hash) throws IOException {
        if (!(source instanceof List<?> candidates)) {
            return source == null || source.toString().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Picked(SourceFile.of(source.toString()), hash));
        }
        for (Object candidate : candidates) {
            Object text = candidate;
            String own = hash;
            if (candidate instanceof Map<?, ?> map && map.size() == 1) {
                Map.Entry<?, ?> only = map.entrySet().iterator().next();
                text = only.getKey();
                own = only.getValue() == null ? hash : only.getValue().toString();
            }
            SourceFile file = SourceFile.of(String.valueOf(text));
            if (exists(file)) {
                return Optional.of(new Picked(file, own));
            }
        }
        throw new FunctionError("none of the specified sources were found");
    }

    /** A local copy whose content is what the hash says. */
    Path fetch(Picked picked, Args args, String target) throws IOException, NotThere {
        SourceFile source = picked.source();
        switch (source.kind()) {
            case SALT:
                return context.files().fetch(source.path(), saltenv(source)).orElseThrow(() -> missing(source));
            case LOCAL:
                Path local = Path.of(source.path());
                if (!Files.exists(local)) {
                    throw new NotThere("Local file source " + source.path() + " does not exist");
                }
                checkHash(local, picked, args, target, true);
                return local;
            default:
                return remote(picked, args, target);
        }
    }

    NotThere missing(SourceFile source) {
        return new NotThere("Source file " + source.text() + " not found in saltenv '" + saltenv(source) + "'");
    }

    private Path remote(Picked picked, Args args, String target) throws IOException, NotThere {
        String address = picked.source().text();
        boolean unchecked = args.flag("skip_verify", false);
        if (picked.hash().isEmpty() && !unchecked && !args.flag("use_etag", false)) {
            throw new NotThere("Unable to verify upstream hash of source file " + address
                    + ", please set source_hash or set skip_verify to True");
        }
        Object cached;
        try {
            cached = context.call("cp.cache_file", List.of(address, context.saltenv()), Map.of());
        } catch (FunctionError e) {
            throw new NotThere("Failed to cache " + address + ": " + e.getMessage());
        }
        if (!(cached instanceof String path) || path.isEmpty()) {
            throw new NotThere("Source file '" + address + "' not found");
        }
        if (!unchecked) {
            checkHash(Path.of(path), picked, args, target, false);
        }
        return Path.of(path);
    }

    private void checkHash(Path file, Picked picked, Args args, String target, boolean mayBeAbsent)
            throws IOException, NotThere {
        if (picked.hash().isEmpty() || args.flag("skip_verify", false)) {
            if (mayBeAbsent || picked.hash().isEmpty()) {
                return;
            }
        }
        SourceHash wanted = SourceHash.find(
                picked.hash(),
                args.text("source_hash_name"),
                target,
                picked.source().text(),
                this::hashFile);
        String actual = SourceHash.of(file, wanted.type());
        if (!actual.equals(wanted.hex())) {
            throw new NotThere("Specified " + wanted.type() + " checksum for " + target + " (" + wanted.hex()
                    + ") does not match actual checksum (" + actual + ")");
        }
    }

    /** The text of a file that lists hashes. */
    Optional<Path> hashFile(String source) throws IOException, NotThere {
        SourceFile file = SourceFile.of(source);
        if (file.kind() == SourceFile.Kind.SALT) {
            return context.files().fetch(file.path(), saltenv(file));
        }
        if (file.kind() == SourceFile.Kind.LOCAL) {
            return Files.exists(Path.of(file.path())) ? Optional.of(Path.of(file.path())) : Optional.empty();
        }
        Object cached = context.call("cp.cache_file", List.of(source, context.saltenv()), Map.of());
        return cached instanceof String path && !path.isEmpty() ? Optional.of(Path.of(path)) : Optional.empty();
    }

    /** The mode that a source has where it comes from, for {@code mode: keep}; empty when it is not known. */
    Optional<String> mode(Picked picked) throws IOException {
        SourceFile source = picked.source();
        return switch (source.kind()) {
            case SALT ->
                context.files().mode(source.path(), saltenv(source)).map(bits -> FileMode.text((int) (bits & 07777)));
            case LOCAL ->
                FileStat.of(Path.of(source.path()), true).map(stat -> String.valueOf(FileMode.normal(stat.mode())));
            case REMOTE -> Optional.empty();
        };
    }

    String saltenv(SourceFile source) {
        return source.saltenv() == null ? context.saltenv() : source.saltenv();
    }

    private boolean exists(SourceFile file) throws IOException {
        switch (file.kind()) {
            case SALT:
                Set<String> known = new HashSet<>(context.files().list(saltenv(file), ""));
                return known.contains(file.path())
                        || context.files().directories(saltenv(file), "").contains(file.path());
            case LOCAL:
                return file.path().startsWith("/") && Files.exists(Path.of(file.path()));
            default:
                return !file.text().matches("(?i)https?://.*") || answers(file.text());
        }
    }

    private boolean answers(String address) {
        Object answer = context.call("http.query", List.of(address), Map.of("method", "HEAD", "decode_body", false));
        return answer instanceof Map<?, ?> map && !map.containsKey("error");
    }
}
