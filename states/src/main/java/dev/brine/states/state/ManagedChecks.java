package dev.brine.states.state;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.file.FileStat;
import dev.brine.engine.file.Permissions;
import dev.brine.states.render.TemplateError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The execution module {@code file}: what a managed file would have to change. The work is done by what the states do it with. */
@Module("file")
public final class ManagedChecks {
    private static final String FILE = """

            name: the managed file
            source, source_hash, source_hash_name, skip_verify: the source and what it must hash to
            contents: the content, in place of a source
            template, context, defaults: render the source first (jinja)
            user, group, mode: its permissions
            saltenv: environment of the file server
            follow_symlinks: whether the file that a link leads to is meant
            attrs, seuser, serole, setype, serange: accepted as Salt accepts them
            """;

    private final Contexts contexts;

    public ManagedChecks(Contexts contexts) {
        this.contexts = contexts;
    }

    @Fn(doc = """
            Say whether a file is as it should be: True, None when it is to be changed, False when that cannot be; and why.
            """ + FILE)
    public List<Object> checkManaged(
            String name,
            @Nullable Object source,
            @Nullable Object sourceHash,
            @Nullable String sourceHashName,
            @Nullable Object user,
            @Nullable Object group,
            @Nullable Object mode,
            @Nullable Object attrs,
            @Nullable String template,
            @Nullable Object context,
            @Nullable Object defaults,
            @Nullable String saltenv,
            @Arg(dflt = "None") @Nullable Object contents,
            @Arg(dflt = "False") boolean skipVerify,
            @Arg(dflt = "None") @Nullable String seuser,
            @Arg(dflt = "None") @Nullable String serole,
            @Arg(dflt = "None") @Nullable String setype,
            @Arg(dflt = "None") @Nullable String serange,
            @Arg(dflt = "False") boolean followSymlinks,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        Object found = checkManagedChanges(
                name,
                source,
                sourceHash,
                sourceHashName,
                user,
                group,
                mode,
                attrs,
                template,
                context,
                defaults,
                saltenv,
                contents,
                skipVerify,
                false,
                seuser,
                serole,
                setype,
                serange,
                true,
                followSymlinks,
                kwargs,
                call);
        if (!(found instanceof Map<?, ?> all)) {
            return new ArrayList<>((List<?>) found);
        }
        Map<Object, Object> changes = new LinkedHashMap<>(all);
        // Salt 3006: below the directory of temporary files permissions do not count
        if (name.startsWith(System.getProperty("java.io.tmpdir", "/tmp"))) {
            changes.keySet().removeAll(List.of("user", "group", "mode"));
        }
        if (changes.isEmpty()) {
            return Arrays.asList(true, "The file " + name + " is in the correct state");
        }
        StringBuilder comment = new StringBuilder("The following values are set to be changed:\n");
        changes.forEach((key, value) ->
                comment.append(key).append(": ").append(Args.python(value)).append('\n'));
        return Arrays.asList(null, comment.toString());
    }

    @Fn(doc = """
            Return what would change so that a file is as it should be; False and why when that cannot be.

            keep_mode: the mode is that of the source
            verify_ssl: accepted as Salt accepts it
            """ + FILE)
    public Object checkManagedChanges(
            String name,
            @Nullable Object source,
            @Nullable Object sourceHash,
            @Nullable String sourceHashName,
            @Nullable Object user,
            @Nullable Object group,
            @Nullable Object mode,
            @Nullable Object attrs,
            @Nullable String template,
            @Nullable Object context,
            @Nullable Object defaults,
            @Nullable String saltenv,
            @Arg(dflt = "None") @Nullable Object contents,
            @Arg(dflt = "False") boolean skipVerify,
            @Arg(dflt = "False") boolean keepMode,
            @Arg(dflt = "None") @Nullable String seuser,
            @Arg(dflt = "None") @Nullable String serole,
            @Arg(dflt = "None") @Nullable String setype,
            @Arg(dflt = "None") @Nullable String serange,
            @Arg(dflt = "True") boolean verifySsl,
            @Arg(dflt = "False") boolean followSymlinks,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        Map<String, Object> all = new LinkedHashMap<>(kwargs);
        all.put("source", source);
        all.put("source_hash", sourceHash);
        all.put("source_hash_name", sourceHashName);
        all.put("user", user);
        all.put("group", group);
        all.put("attrs", attrs);
        all.put("template", template);
        all.put("context", context);
        all.put("defaults", defaults);
        all.put("skip_verify", skipVerify);
        Args args = new Args(all);
        Permissions permissions = Permissions.of(user, group, mode);
        return contexts.work(call, ManagedSources.env(saltenv), run -> {
            try {
                Placing.Wanted wanted = contents == null
                        ? fromSource(run, name, args, permissions, keepMode)
                        : new Placing.Wanted(ManagedPlacing.bytes(contents, ""), false, permissions);
                return new Placing(run).differences(name, Path.of(name), wanted, args, followSymlinks);
            } catch (Sources.NotThere | TemplateError e) {
                return Arrays.asList(false, e.getMessage());
            }
        });
    }

    private static Placing.Wanted fromSource(
            StateContext context, String name, Args args, Permissions permissions, boolean keepMode)
            throws IOException, Sources.NotThere {
        SourceContent content = new SourceContent(context);
        Optional<SourceContent.Got> got = content.of(name, args, permissions);
        if (got.isEmpty()) {
            return new Placing.Wanted(null, false, permissions);
        }
        return new Placing.Wanted(
                got.get().content(), true, keepMode ? permissions.mode(content.mode(got.get())) : permissions);
    }

    @Fn(doc = """
            Return what differs between a file and the content and permissions that it should have.

            name: the file
            sfn: a local copy of its content, as file.get_managed gives it
            source: where to get the content when there is no copy
            source_sum: the content's hash, {hash_type, hsum}
            user, group, mode: its permissions
            contents: the content, in place of a source
            saltenv: environment of the file server
            follow_symlinks: whether the file that a link leads to is meant
            attrs, seuser, serole, setype, serange, verify_ssl: accepted as Salt accepts them
            """)
    public Map<String, Object> checkFileMeta(
            String name,
            @Nullable String sfn,
            @Nullable String source,
            @Nullable Map<String, Object> sourceSum,
            @Nullable Object user,
            @Nullable Object group,
            @Nullable Object mode,
            @Nullable Object attrs,
            @Nullable String saltenv,
            @Arg(dflt = "None") @Nullable Object contents,
            @Arg(dflt = "None") @Nullable String seuser,
            @Arg(dflt = "None") @Nullable String serole,
            @Arg(dflt = "None") @Nullable String setype,
            @Arg(dflt = "None") @Nullable String serange,
            @Arg(dflt = "True") boolean verifySsl,
            @Arg(dflt = "False") boolean followSymlinks,
            Call call) {
        Map<String, Object> sum = sourceSum == null ? Map.of() : sourceSum;
        Path path = Path.of(name);
        return contexts.work(call, ManagedSources.env(saltenv), context -> {
            Map<String, Object> changes = new LinkedHashMap<>();
            byte[] content = null;
            if (contents != null) {
                content = ManagedPlacing.bytes(contents, "");
            } else if (Files.exists(path) && ManagedPlacing.differs(path, sum)) {
                String copy = ManagedPlacing.copy(context, sfn, source);
                if (copy.isEmpty()) {
                    changes.put("sum", "Checksum differs");
                } else {
                    content = Files.readAllBytes(Path.of(copy));
                }
            }
            Placing.Wanted wanted = new Placing.Wanted(content, false, Permissions.of(user, group, mode));
            changes.putAll(new Placing(context).differences(name, path, wanted, new Args(Map.of()), followSymlinks));
            return changes;
        });
    }

    @Fn(doc = """
            Give a file its permissions. Returns a state's result, and the permissions before and what was asked for.

            name: the file
            ret: the result to go on with; a new one when it is empty
            user, group, mode: the permissions
            follow_symlinks: whether the file that a link leads to is meant
            seuser, serole, setype, serange: the SELinux context; fails where there is none
            attrs: accepted as Salt accepts it
            """)
    public List<Object> checkPerms(
            String name,
            @Nullable Map<String, Object> ret,
            @Nullable Object user,
            @Nullable Object group,
            @Nullable Object mode,
            @Arg(dflt = "None") @Nullable Object attrs,
            @Arg(dflt = "False") boolean followSymlinks,
            @Arg(dflt = "None") @Nullable String seuser,
            @Arg(dflt = "None") @Nullable String serole,
            @Arg(dflt = "None") @Nullable String setype,
            @Arg(dflt = "None") @Nullable String serange,
            Call call) {
        return contexts.work(call, "base", context -> {
            FileTools tools = new FileTools(context);
            String path = tools.expand(name);
            FileStat stat = FileStat.of(Path.of(path), followSymlinks)
                    .orElseThrow(() -> new FunctionError("Path not found: " + path));
            Permissions wanted = Permissions.of(user, group, mode);
            Map<String, Object> result = Result.same(path, "");
            Object before = ret == null || ret.isEmpty() ? "" : ret.get("comment");
            if (ret != null && !ret.isEmpty()) {
                result.putAll(ret);
                result.put("comment", "");
            }
            tools.permissions(Path.of(path), wanted, followSymlinks, result);
            List<Object> comments = Args.list(Args.truth(result.get("comment")) ? result.get("comment") : null);
            if (seuser != null || serole != null || setype != null || serange != null) {
                comments.addAll(selinux(context, path, result));
                call.retcode(1);
            }
            result.put("comment", before instanceof List ? comments : joined(before, comments));
            Map<String, Object> perms = new LinkedHashMap<>();
            perms.put("luser", user instanceof Number ? (Object) stat.uid() : stat.user());
            perms.put("lgroup", group instanceof Number ? (Object) stat.gid() : stat.group());
            perms.put("lmode", stat.mode());
            boolean bareLink = stat.link() && !followSymlinks;
            wanted.differences(stat, !bareLink && !context.test()).forEach((key, value) -> perms.put("c" + key, value));
            return new ArrayList<>(List.of(result, perms));
        });
    }

    private static String joined(@Nullable Object before, List<Object> comments) {
        List<String> all = new ArrayList<>();
        if (Args.truth(before)) {
            all.add(Args.python(before));
        }
        comments.forEach(each -> all.add(Args.python(each)));
        return String.join("; ", all);
    }

    /** Salt 3006: on a host without SELinux a context that is asked for is a failure. */
    private static List<Object> selinux(StateContext context, String path, Map<String, Object> result) {
        String now = Args.python(context.call("file.get_selinux_context", List.of(path), Map.of()));
        if (now.split(":").length == 4) {
            throw new FunctionError(path + ": its SELinux context cannot be changed here, which is " + now
                    + "; file.set_selinux_context does that");
        }
        result.put("result", false);
        return List.of("Failed to get selinux attributes");
    }
}
