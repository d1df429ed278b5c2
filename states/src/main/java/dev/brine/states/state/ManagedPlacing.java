package dev.brine.states.state;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.file.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The execution module {@code file}: putting a managed file in its place, as {@code file.managed} does. */
@Module("file")
public final class ManagedPlacing {
    private final Contexts contexts;

    public ManagedPlacing(Contexts contexts) {
        this.contexts = contexts;
    }

    @Fn(doc = """
            Make a file what file.get_managed has got for it. Returns a state's result.

            name: the file
            sfn: a local copy of its content, as file.get_managed gives it
            ret: the result to go on with; a new one when it is empty
            source: where to get the content when there is no copy
            source_sum: the content's hash, {hash_type, hsum}
            user, group, mode: its permissions
            saltenv: environment of the file server
            backup: minion to keep a copy of what is replaced
            makedirs, dir_mode: make the directories above it
            show_changes: put the difference into the changes
            contents: the content, in place of a source
            encoding: of contents
            follow_symlinks: whether the file that a link leads to is meant
            skip_verify: take the source whatever it hashes to
            keep_mode: the mode is that of the source
            attrs, template, encoding_errors, seuser, serole, setype, serange, verify_ssl, use_etag: accepted as Salt accepts them
            """)
    public Map<String, Object> manageFile(
            String name,
            @Nullable String sfn,
            @Nullable Map<String, Object> ret,
            @Nullable String source,
            @Nullable Map<String, Object> sourceSum,
            @Nullable Object user,
            @Nullable Object group,
            @Nullable Object mode,
            @Nullable Object attrs,
            @Nullable String saltenv,
            @Nullable String backup,
            @Arg(dflt = "False") boolean makedirs,
            @Arg(dflt = "None") @Nullable String template,
            @Arg(dflt = "True") boolean showChanges,
            @Arg(dflt = "None") @Nullable Object contents,
            @Arg(dflt = "None") @Nullable Object dirMode,
            @Arg(dflt = "True") boolean followSymlinks,
            @Arg(dflt = "False") boolean skipVerify,
            @Arg(dflt = "False") boolean keepMode,
            @Arg(dflt = "None") @Nullable String encoding,
            @Arg(dflt = "'strict'") String encodingErrors,
            @Arg(dflt = "None") @Nullable String seuser,
            @Arg(dflt = "None") @Nullable String serole,
            @Arg(dflt = "None") @Nullable String setype,
            @Arg(dflt = "None") @Nullable String serange,
            @Arg(dflt = "True") boolean verifySsl,
            @Arg(dflt = "False") boolean useEtag,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        Map<String, Object> how = new LinkedHashMap<>(kwargs);
        how.put("backup", backup);
        how.put("makedirs", makedirs);
        how.put("dir_mode", dirMode);
        how.put("show_changes", showChanges);
        String from = source == null ? "" : source;
        Map<String, Object> sum = sourceSum == null ? Map.of() : sourceSum;
        return contexts.work(call, ManagedSources.env(saltenv), context -> {
            String path = new FileTools(context).expand(name);
            String copy = contents != null ? "" : copy(context, sfn, from);
            if (!from.isEmpty() && contents == null && copy.isEmpty()) {
                return onto(ret, Result.failed(path, "Source file '" + from + "' not found"));
            }
            boolean trusted = skipVerify || useEtag || from.isEmpty() || from.startsWith("salt://");
            if (!trusted && contents == null && differs(Path.of(copy), sum)) {
                return onto(ret, Result.failed(path, mismatch(path, from, copy, sum)));
            }
            Permissions permissions = Permissions.of(user, group, keepMode ? kept(context, from, mode) : mode);
            byte[] content = contents != null
                    ? bytes(contents, encoding)
                    : copy.isEmpty() || (from.isEmpty() && Files.exists(Path.of(path)))
                            ? null
                            : Files.readAllBytes(Path.of(copy));
            Placing.Wanted wanted = new Placing.Wanted(content, !copy.isEmpty(), permissions);
            Placing placing = new Placing(context);
            Map<String, Object> result = context.test()
                    ? Result.would(
                            path,
                            placing.differences(path, Path.of(path), wanted, new Args(how), followSymlinks),
                            "File " + path + " not updated")
                    : placing.place(path, Path.of(path), wanted, new Args(how), followSymlinks);
            clean(copy);
            return onto(ret, result);
        });
    }

    /** A copy of a source here: the one there is, or one from the cache; empty when there is none. */
    static String copy(StateContext context, @Nullable String sfn, @Nullable String source) {
        if (sfn != null && !sfn.isEmpty()) {
            return sfn;
        }
        if (source == null || source.isEmpty()) {
            return "";
        }
        Object cached = context.call("cp.cache_file", List.of(source, context.saltenv()), Map.of());
        return cached instanceof String path ? path : "";
    }

    /** Whether a file has another hash than it is to have, where that is known. */
    static boolean differs(Path file, Map<String, Object> sum) throws IOException {
        Object hex = sum.get("hsum");
        return hex != null && !hash(file, sum).equals(Args.python(hex).toLowerCase(Locale.ROOT));
    }

    private static String hash(Path file, Map<String, Object> sum) throws IOException {
        return SourceHash.of(file, type(sum));
    }

    private static String type(Map<String, Object> sum) {
        return Args.python(sum.getOrDefault("hash_type", "sha256"));
    }

    private static String mismatch(String path, String source, String copy, Map<String, Object> sum)
            throws IOException {
        boolean there = Files.exists(Path.of(path));
        return "Specified " + type(sum) + " checksum for " + (there ? source : path) + " ("
                + Args.python(sum.get("hsum")) + ") does not match actual checksum (" + hash(Path.of(copy), sum) + ")"
                + (there
                        ? ". If the 'source_hash' value refers to a remote file with multiple possible matches, then it "
                                + "may be necessary to set 'source_hash_name'."
                        : "");
    }

    private static @Nullable Object kept(StateContext context, String source, @Nullable Object mode)
            throws IOException {
        return new Sources(context)
                .mode(new Sources.Picked(SourceFile.of(source), ""))
                .<Object>map(each -> each)
                .orElse(mode);
    }

    /** @throws FunctionError when there is no such encoding */
    static byte[] bytes(Object contents, @Nullable String encoding) {
        if (contents instanceof byte[] binary) {
            return binary;
        }
        try {
            return Args.python(contents).getBytes(Contents.charset(encoding == null ? "" : encoding));
        } catch (Contents.Invalid e) {
            throw new FunctionError(String.valueOf(e.getMessage()), e);
        }
    }

    /** Removes what file.get_managed has rendered, which nobody needs any more. */
    private static void clean(String copy) throws IOException {
        Path file = Path.of(copy);
        if (String.valueOf(file.getFileName()).startsWith(ManagedSources.TEMPORARY)) {
            Files.deleteIfExists(file);
        }
    }

    /** A result that goes on with another one: its changes are added. */
    private static Map<String, Object> onto(@Nullable Map<String, Object> before, Map<String, Object> result) {
        if (before == null || before.isEmpty()) {
            return result;
        }
        Map<String, Object> changes = new LinkedHashMap<>(new Args(before).map("changes"));
        changes.putAll(new Args(result).map("changes"));
        Map<String, Object> all = new LinkedHashMap<>(before);
        all.put("changes", changes);
        all.put("comment", result.get("comment"));
        all.put("result", Boolean.FALSE.equals(before.get("result")) ? Boolean.FALSE : result.get("result"));
        return all;
    }
}
