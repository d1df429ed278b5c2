package dev.brine.states.state;

import dev.brine.engine.file.Permissions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The content that a managed file gets from its {@code source}, rendered where {@code template} says so. */
final class SourceContent {
    private static final Set<String> KNOWN = Set.of(
            ("source source_hash source_hash_name keep_source user owner group mode attrs template makedirs dir_mode file_mode"
                            + " sym_mode context replace defaults backup show_changes create contents tmp_dir tmp_ext"
                            + " contents_pillar contents_grains contents_newline contents_delimiter encoding"
                            + " encoding_errors allow_empty follow_symlinks check_cmd skip_verify selinux verify_ssl"
                            + " use_etag clean require include_empty include_pat exclude_pat maxdepth keep_symlinks"
                            + " force_symlinks win_owner win_perms win_deny_perms win_inheritance win_perms_reset")
                    .split(" "));

    private final StateContext context;
    private final Sources sources;

    SourceContent(StateContext context) {
        this.context = context;
        this.sources = new Sources(context);
    }

    /**
     * A source that was had.
     *
     * @param local its copy here, as it was before it was rendered
     */
    record Got(Sources.Picked picked, Path local, byte[] content) {}

    /**
     * Gets it; empty when no source is named.
     *
     * @param name the managed file
     * @param args source, source_hash, source_hash_name, skip_verify, template, context, defaults, user, group, attrs
     */
    Optional<Got> of(String name, Args args, Permissions permissions) throws IOException, Sources.NotThere {
        Optional<Sources.Picked> picked = sources.pick(
                args.value("source"), Args.truth(args.value("source_hash")) ? args.text("source_hash") : "");
        return picked.isEmpty() ? Optional.empty() : Optional.of(got(picked.get(), name, args, permissions));
    }

    private Got got(Sources.Picked picked, String name, Args args, Permissions permissions)
            throws IOException, Sources.NotThere {
        Path local = sources.fetch(picked, args, name);
        byte[] content = Files.readAllBytes(local);
        if (!args.has("template")) {
            return new Got(picked, local, content);
        }
        SourceFile source = picked.source();
        Map<String, Object> known = further(args);
        known.put("name", name);
        known.put("source", source.text());
        known.put("user", args.value("user"));
        known.put("group", args.value("group"));
        known.put("mode", permissions.mode());
        known.put("attrs", args.value("attrs"));
        Map<String, List<Object>> accumulated = context.accumulated().get(name);
        if (accumulated != null) {
            known.put("accumulator", accumulated);
        }
        byte[] rendered = TemplateText.render(
                context,
                source.path(),
                sources.saltenv(source),
                new String(content, StandardCharsets.UTF_8),
                args,
                known);
        return new Got(picked, local, rendered);
    }

    /** The mode of the source itself, for {@code mode: keep}. */
    @Nullable
    String mode(Got got) throws IOException {
        return sources.mode(got.picked()).orElse(null);
    }

    /** Salt 3006: arguments that {@code file.managed} does not know are variables of the template. */
    private static Map<String, Object> further(Args args) {
        Map<String, Object> further = new LinkedHashMap<>(args.all());
        further.keySet().removeAll(KNOWN);
        return further;
    }
}
