package dev.brine.states.state;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.file.AtomicFile;
import dev.brine.engine.modules.host.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code file.cached}, {@code file.not_cached} and {@code file.decode}. */
final class CachedStates {
    private final StateContext context;

    CachedStates(StateContext context) {
        this.context = context;
    }

    Map<String, Object> cached(String name, Args args) {
        String saltenv = args.text("saltenv", "base");
        SourceFile source = SourceFile.of(name);
        boolean unchecked = args.flag("skip_verify", false);
        if (!unchecked
                && !args.has("source_hash")
                && !args.flag("use_etag", false)
                && source.kind() == SourceFile.Kind.REMOTE) {
            return Result.failed(
                    name,
                    "Unable to verify upstream hash of source file " + name
                            + ", please set source_hash or set skip_verify or use_etag to True");
        }
        try {
            SourceHash wanted = args.has("source_hash")
                    ? SourceHash.find(
                            args.text("source_hash"), args.text("source_hash_name"), name, name, this::hashFile)
                    : null;
            if (context.test()) {
                return predicted(name, saltenv, wanted);
            }
            return source.kind() == SourceFile.Kind.LOCAL
                    ? local(name, Path.of(source.path()), unchecked ? null : wanted)
                    : fetched(name, saltenv, unchecked ? null : wanted);
        } catch (Sources.NotThere e) {
            return Result.failed(name, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Result.failed(name, FileTools.reason(e));
        } catch (FunctionError e) {
            return Result.failed(name, String.valueOf(e.getMessage()));
        }
    }

    private Optional<Path> hashFile(String source) {
        Object file = context.call("cp.cache_file", List.of(source, context.saltenv()), Map.of());
        return file instanceof String path && !path.isEmpty() ? Optional.of(Path.of(path)) : Optional.empty();
    }

    private String present(String name, String saltenv) {
        return Args.python(context.call("cp.is_cached", List.of(name, saltenv), Map.of()));
    }

    private Map<String, Object> predicted(String name, String saltenv, @Nullable SourceHash wanted) throws IOException {
        String copy = present(name, saltenv);
        if (copy.isEmpty()) {
            return Result.would(name, Map.of(), "File will be cached: " + name);
        }
        if (wanted == null) {
            return Result.would(name, Map.of(), "No hash found. File will be cached: " + name);
        }
        boolean same = SourceHash.of(Path.of(copy), wanted.type()).equals(wanted.hex());
        return Result.would(
                name,
                Map.of(),
                same ? "File already cached: " + name : "Hashes don't match.\nFile will be cached: " + name);
    }

    private static Map<String, Object> local(String name, Path given, @Nullable SourceHash wanted) throws IOException {
        if (!Files.exists(given)) {
            return Result.failed(name, "File " + given + " is not present on the minion");
        }
        Path path = given.toRealPath();
        if (wanted == null) {
            return Result.same(name, "File " + path + " is present on the minion");
        }
        String hash = SourceHash.of(path, wanted.type());
        return hash.equals(wanted.hex())
                ? Result.same(name, "File " + path + " is present on the minion and has hash " + hash)
                : Result.failed(
                        name,
                        "File " + path + " is present on the minion, but the hash (" + hash
                                + ") does not match the specified hash (" + wanted.hex() + ")");
    }

    private Map<String, Object> fetched(String name, String saltenv, @Nullable SourceHash wanted) throws IOException {
        String type =
                wanted == null ? String.valueOf(context.opts().getOrDefault("hash_type", "sha256")) : wanted.type();
        String old = present(name, saltenv);
        String before = old.isEmpty() ? null : SourceHash.of(Path.of(old), type);
        Object copy = context.call("cp.cache_file", List.of(name, saltenv), Map.of());
        if (!(copy instanceof String path) || path.isEmpty()) {
            return Result.failed(name, "Failed to cache " + name + ", check minion log for more information");
        }
        String after = SourceHash.of(Path.of(path), type);
        Map<String, Object> changes = new LinkedHashMap<>();
        if (!after.equals(before)) {
            Map<String, Object> hash = new LinkedHashMap<>();
            hash.put("old", before);
            hash.put("new", after);
            changes.put("hash", hash);
        }
        if (wanted == null) {
            return Result.changed(name, changes, "File is cached to " + path);
        }
        return after.equals(wanted.hex())
                ? Result.changed(name, changes, "File is already cached to " + path + " with hash " + after)
                : Result.of(
                        name,
                        false,
                        changes,
                        "File is cached to " + path + ", but the hash (" + after
                                + ") does not match the specified hash (" + wanted.hex() + ")");
    }

    Map<String, Object> notCached(String name, String saltenv) {
        SourceFile source = SourceFile.of(name);
        if (source.kind() == SourceFile.Kind.LOCAL) {
            return Result.same(name, "File " + source.path() + " is a local path, no action taken");
        }
        String copy = present(name, saltenv);
        if (copy.isEmpty()) {
            return Result.same(name, name + " is not cached");
        }
        Path file = Path.of(copy);
        if (!file.startsWith(context.cacheDirectory())) {
            // a file root of this machine, which is served in place
            return Result.same(name, name + " is not cached");
        }
        try {
            Files.delete(file);
        } catch (IOException e) {
            return Result.failed(name, "Failed to delete " + copy + ": " + FileTools.reason(e));
        }
        return Result.changed(name, Map.of("deleted", true), copy + " was deleted");
    }

    Map<String, Object> decoded(String name, @Nullable String data, @Nullable String pillar, String checksum) {
        boolean given = Args.truth(data);
        if (given == Args.truth(pillar)) {
            throw new FunctionError(
                    given
                            ? "Specify only one 'encoded_data' or 'contents_pillar' argument."
                            : "Specify either the 'encoded_data' or 'contents_pillar' argument.");
        }
        Object text = given ? data : Lookup.traverse(context.pillar(), String.valueOf(pillar), ":");
        if (text == null) {
            throw new FunctionError("Pillar data not found.");
        }
        byte[] content = Base64.getMimeDecoder().decode(Args.python(text));
        Path file = Path.of(name);
        try {
            String wanted = Digests.hex(checksum, content);
            String there = Files.isRegularFile(file) ? Digests.hex(checksum, file) : null;
            if (wanted.equals(there)) {
                return Result.same(name, "File is in the correct state.");
            }
            Map<String, Object> changes = new LinkedHashMap<>();
            changes.put("old", there);
            changes.put("new", wanted);
            if (context.test()) {
                return Result.would(name, there == null ? Map.of() : changes, "File is set to be updated.");
            }
            AtomicFile.replace(
                    file,
                    content,
                    new AtomicFile.Look(
                            null, null, new FileTools(context).fresh().mode()));
            return Result.changed(name, changes, "File was updated.");
        } catch (IOException e) {
            return Result.failed(name, FileTools.reason(e));
        }
    }
}
