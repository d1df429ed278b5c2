package dev.brine.states.state;

import dev.brine.engine.file.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whom what an archive has brought is to belong to. */
final class ExtractedOwners {
    private final StateContext context;
    private final Args args;
    private final String name;

    ExtractedOwners(StateContext context, Args args, String name) {
        this.context = context;
        this.args = args;
        this.name = name;
    }

    void set(ArchiveContents contents, Map<String, Object> result, Map<String, Object> changes) throws IOException {
        if (!args.has("user") && !args.has("group")) {
            return;
        }
        List<Object> recurse = new ArrayList<>();
        Map<String, Object> owner = new LinkedHashMap<>();
        for (String key : List.of("user", "group")) {
            if (args.has(key)) {
                recurse.add(key);
                owner.put(key, args.value(key));
            }
        }
        List<String> missing = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (String path : owned(contents)) {
            Path full = Path.of(path);
            if (!Files.exists(full, LinkOption.NOFOLLOW_LINKS)) {
                if (!context.test()) {
                    missing.add(path);
                }
                continue;
            }
            Map<String, Object> options = new LinkedHashMap<>(owner);
            if (Files.isDirectory(full, LinkOption.NOFOLLOW_LINKS)) {
                options.put("recurse", recurse);
            }
            Map<String, Object> done = Files.isDirectory(full, LinkOption.NOFOLLOW_LINKS)
                    ? new DirectoryState(context).directory(path, new Args(options), null)
                    : file(full, options);
            if (FileTools.changed(done)) {
                changes.put("updated ownership", true);
            }
            if (Boolean.FALSE.equals(done.get("result"))) {
                failed.add(path);
            }
        }
        told(missing, failed, result, changes.containsKey("updated ownership"));
    }

    private Map<String, Object> file(Path path, Map<String, Object> owner) throws IOException {
        Map<String, Object> done = Result.same(path.toString(), "");
        new FileTools(context)
                .permissions(path, Permissions.of(owner.get("user"), owner.get("group"), null), false, done);
        return done;
    }

    private List<String> owned(ArchiveContents contents) {
        if (args.has("enforce_ownership_on")) {
            return List.of(args.text("enforce_ownership_on"));
        }
        List<String> top = new ArrayList<>();
        for (String kind : List.of("top_level_dirs", "top_level_files", "top_level_links")) {
            contents.paths(kind).forEach(path -> top.add(name + path));
        }
        return top;
    }

    private void told(List<String> missing, List<String> failed, Map<String, Object> result, boolean changed) {
        String comment = String.valueOf(result.get("comment"));
        if (context.test() && Boolean.TRUE.equals(result.get("result")) && changed) {
            result.put("result", null);
            comment += ". Ownership would be updated on one or more files/directories.";
        }
        if (!missing.isEmpty()) {
            result.put("result", args.has("if_missing") ? result.get("result") : (Object) false);
            comment += "\n\nWhile trying to enforce user/group ownership, the following paths were missing:\n\n- "
                    + String.join("\n- ", missing);
        }
        if (!failed.isEmpty()) {
            result.put("result", false);
            comment +=
                    "\n\nWhile trying to enforce user/group ownership, Salt was unable to change ownership on the following "
                            + "paths:\n\n- " + String.join("\n- ", failed);
        }
        result.put("comment", comment);
    }
}
