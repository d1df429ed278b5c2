package dev.brine.states.state;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.file.Permissions;
import dev.brine.states.render.TemplateError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The execution module {@code file}: where the content of managed files comes from. The work is done by what the states do it with. */
@Module("file")
public final class ManagedSources {
    static final String TEMPORARY = "__salt.tmp.";

    private final Contexts contexts;

    public ManagedSources(Contexts contexts) {
        this.contexts = contexts;
    }

    @Fn(doc = """
            Return the first of several sources that exists, and its hash.

            source: the source, or a list of them; an entry may be a map of the source to its hash
            source_hash: the hash of those that have none of their own
            saltenv: environment of the file server
            """)
    public List<Object> sourceList(
            @Nullable Object source, @Nullable Object sourceHash, @Nullable String saltenv, Call call) {
        return contexts.work(call, env(saltenv), context -> picked(context, source, sourceHash));
    }

    static String env(@Nullable String saltenv) {
        return saltenv == null || saltenv.isEmpty() ? "base" : saltenv;
    }

    static List<Object> picked(StateContext context, @Nullable Object source, @Nullable Object sourceHash)
            throws IOException {
        if (!(source instanceof List)) {
            return Arrays.asList(source, sourceHash);
        }
        String hash = sourceHash == null ? "" : Args.python(sourceHash);
        Sources.Picked picked = new Sources(context).pick(source, hash).orElseThrow();
        return Arrays.asList(picked.source().text(), picked.hash().equals(hash) ? sourceHash : picked.hash());
    }

    @Fn(doc = """
            Return a template's text, rendered.

            contents: the template
            template: jinja
            context: variables
            defaults: variables that context does not have
            saltenv: environment of the file server, for imports
            """)
    public Object applyTemplateOnContents(
            String contents,
            String template,
            @Nullable Object context,
            @Nullable Object defaults,
            @Nullable String saltenv,
            Call call) {
        if (!template.equals("jinja")) {
            Map<String, Object> refused = new LinkedHashMap<>();
            refused.put("result", false);
            refused.put("comment", "Specified template format " + template + " is not supported");
            return refused;
        }
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("template", template);
        variables.put("context", context);
        variables.put("defaults", defaults);
        return contexts.work(call, env(saltenv), run -> {
            byte[] rendered =
                    TemplateText.render(run, "<contents>", env(saltenv), contents, new Args(variables), Map.of());
            return new String(rendered, StandardCharsets.UTF_8);
        });
    }

    @Fn(doc = """
            Return the hash that a source must have: {hash_type, hsum}.

            file_name: the managed file, to find its line in a file of hashes
            source: the source, to find its line
            source_hash: a hash, type=hash, or the name of a file of hashes
            source_hash_name: the name of the line, where it is another
            saltenv: environment of the file server
            verify_ssl: accepted as Salt accepts it
            """)
    public Map<String, Object> getSourceSum(
            @Arg(dflt = "''") String fileName,
            @Arg(dflt = "''") String source,
            @Arg(dflt = "None") @Nullable String sourceHash,
            @Arg(dflt = "None") @Nullable String sourceHashName,
            @Arg(dflt = "'base'") String saltenv,
            @Arg(dflt = "True") boolean verifySsl,
            Call call) {
        return contexts.work(
                call,
                env(saltenv),
                context -> SourceHash.find(
                                String.valueOf(sourceHash),
                                sourceHashName == null ? "" : sourceHashName,
                                fileName,
                                source,
                                new Sources(context)::hashFile)
                        .shown());
    }

    @Fn(doc = """
            Return a hash that stands in a file: that of the line with one of the names, else the first; nothing without one.

            hash_fn: the file
            hash_type: only hashes of this type; any when it is none of Salt's
            file_name, source: names to look for, with or without their directories
            source_hash_name: a name that counts before them
            """)
    public @Nullable Object extractHash(
            String hashFn,
            @Arg(dflt = "'sha256'") @Nullable String hashType,
            @Arg(dflt = "''") String fileName,
            @Arg(dflt = "''") String source,
            @Arg(dflt = "None") @Nullable String sourceHashName) {
        try {
            return SourceHash.inFile(
                            Path.of(hashFn),
                            hashType == null ? "" : hashType,
                            fileName,
                            source,
                            sourceHashName == null ? "" : sourceHashName)
                    .<Object>map(SourceHash::shown)
                    .orElse(null);
        } catch (IOException e) {
            throw new FunctionError(FileTools.reason(e), e);
        }
    }

    @Fn(doc = """
            Get the source of a managed file. Returns the path of a local copy, its hash, and what went wrong, if anything.

            name: the managed file
            template, context, defaults: render it first (jinja)
            source, source_hash, source_hash_name, skip_verify: the source and what it must hash to
            user, group, mode, attrs: for the template
            saltenv: environment of the file server
            verify_ssl, use_etag: accepted as Salt accepts them
            """)
    public List<Object> getManaged(
            String name,
            @Nullable String template,
            @Nullable String source,
            @Nullable Object sourceHash,
            @Nullable String sourceHashName,
            @Nullable Object user,
            @Nullable Object group,
            @Nullable Object mode,
            @Nullable Object attrs,
            @Nullable String saltenv,
            @Nullable Object context,
            @Nullable Object defaults,
            @Arg(dflt = "False") boolean skipVerify,
            @Arg(dflt = "True") boolean verifySsl,
            @Arg(dflt = "False") boolean useEtag,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        if (source == null || source.isEmpty()) {
            return answer("", Map.of(), "");
        }
        Map<String, Object> all = new LinkedHashMap<>(kwargs);
        all.put("template", template);
        all.put("source", source);
        all.put("source_hash", sourceHash);
        all.put("source_hash_name", sourceHashName);
        all.put("user", user);
        all.put("group", group);
        all.put("attrs", attrs);
        all.put("context", context);
        all.put("defaults", defaults);
        all.put("skip_verify", skipVerify);
        all.put("use_etag", useEtag);
        Args args = new Args(all);
        return contexts.work(call, env(saltenv), run -> {
            try {
                return args.has("template")
                        ? rendered(run, name, args, Permissions.of(user, group, mode))
                        : plain(run, name, args);
            } catch (Sources.NotThere | TemplateError | FunctionError e) {
                return answer("", Map.of(), String.valueOf(e.getMessage()));
            }
        });
    }

    private static List<Object> rendered(StateContext context, String name, Args args, Permissions permissions)
            throws IOException, Sources.NotThere {
        byte[] content = new SourceContent(context)
                .of(name, args, permissions)
                .orElseThrow()
                .content();
        Path made = Files.createTempFile(TEMPORARY, "");
        Files.write(made, content);
        return answer(made.toString(), sum(made), "");
    }

    /** Salt 3006: what the file server has is not fetched yet, only asked for its hash. */
    private static List<Object> plain(StateContext context, String name, Args args)
            throws IOException, Sources.NotThere {
        Sources sources = new Sources(context);
        SourceFile source = SourceFile.of(args.text("source"));
        if (source.kind() == SourceFile.Kind.SALT) {
            Optional<String> hash = context.files().hash(source.path(), sources.saltenv(source));
            return answer(
                    "",
                    new SourceHash(
                                    Args.python(context.opts().getOrDefault("hash_type", "sha256")),
                                    hash.orElseThrow(() -> sources.missing(source)))
                            .shown(),
                    "");
        }
        Path local = sources.fetch(new Sources.Picked(source, args.text("source_hash")), args, name);
        boolean given = Args.truth(args.value("source_hash")) && !args.flag("skip_verify", false);
        Map<String, Object> sum = given
                ? SourceHash.find(
                                args.text("source_hash"),
                                args.text("source_hash_name"),
                                name,
                                source.text(),
                                sources::hashFile)
                        .shown()
                : sum(local);
        return answer(local.toString(), sum, "");
    }

    private static Map<String, Object> sum(Path file) throws IOException {
        return new SourceHash("sha256", SourceHash.of(file, "sha256")).shown();
    }

    private static List<Object> answer(String path, Map<String, Object> sum, String comment) {
        return new ArrayList<>(List.of(path, new LinkedHashMap<>(sum), comment));
    }
}
