package dev.brine.states.state;

import dev.brine.engine.file.AtomicFile;
import dev.brine.engine.file.FileMode;
import dev.brine.engine.file.FileStat;
import dev.brine.engine.file.Permissions;
import dev.brine.engine.file.UnifiedDiff;
import dev.brine.engine.modules.file.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts content and permissions in place of what is there, once both are known: the one way of {@code file.managed} and of the
 * execution functions it has in stock Salt ({@code file.manage_file}, {@code file.check_managed}).
 */
final class Placing {
    private final StateContext context;
    private final FileTools tools;

    Placing(StateContext context) {
        this.context = context;
        this.tools = new FileTools(context);
    }

    /**
     * What the file is to be.
     *
     * @param content null when only its being there and its permissions count
     * @param fromSource whether the content comes from {@code source}
     */
    record Wanted(byte @Nullable [] content, boolean fromSource, Permissions permissions) {}

    /** Changes the file or makes it; a state's result. */
    Map<String, Object> place(String name, Path path, Wanted wanted, Args args, boolean follow) throws IOException {
        return Files.isRegularFile(path) || Files.isSymbolicLink(path)
                ? change(name, path, wanted, args, follow)
                : create(name, path, wanted, args);
    }

    /** What {@link #place} would change. */
    Map<String, Object> differences(String name, Path path, Wanted wanted, Args args, boolean follow)
            throws IOException {
        Map<String, Object> changes = new LinkedHashMap<>();
        Optional<FileStat> stat = FileStat.of(path, follow);
        byte[] content = wanted.content();
        if (stat.isEmpty()) {
            changes.put("newfile", name);
        } else {
            String diff = content == null ? "" : diff(path, content);
            if (!diff.isEmpty()) {
                changes.put("diff", args.flag("show_changes", true) ? diff : "<show_changes=False>");
            }
            changes.putAll(wanted.permissions().differences(stat.get(), true));
        }
        return changes;
    }

    private Map<String, Object> change(String name, Path path, Wanted wanted, Args args, boolean follow)
            throws IOException {
        Map<String, Object> changes = new LinkedHashMap<>();
        boolean link = Files.isSymbolicLink(path);
        Path real = link && follow ? TextFile.followed(path) : path;
        byte[] content = wanted.content();
        if (content != null && link && !follow) {
            String diff = Files.exists(path) ? diff(path, content) : "";
            Optional<FileStat> led = FileStat.of(path, true);
            AtomicFile.write(
                    path,
                    content,
                    led.isPresent() && !led.get().link()
                            ? AtomicFile.Look.of(led.get())
                            : wanted.permissions().look("0600"));
            changes.put("diff", diff.isEmpty() ? "Replace symbolic link with regular file" : diff);
        } else if (content != null) {
            String diff = diff(real, content);
            if (!diff.isEmpty()) {
                changes.put("diff", args.flag("show_changes", true) ? diff : "<show_changes=False>");
                tools.backup(real, args.text("backup"));
                AtomicFile.replace(real, content, wanted.permissions().look("0600"));
            }
        }
        Map<String, Object> result = Result.changed(name, changes, "");
        tools.permissions(path, wanted.permissions(), follow, result);
        boolean changed = FileTools.changed(result);
        if (changed) {
            result.put("comment", "File " + name + " updated");
        } else if (Boolean.TRUE.equals(result.get("result"))) {
            result.put("comment", "File " + name + " is in the correct state");
        }
        return result;
    }

    private Map<String, Object> create(String name, Path path, Wanted wanted, Args args) throws IOException {
        Permissions permissions = wanted.permissions();
        Path parent = path.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            if (!args.flag("makedirs", false)) {
                return Result.failed(name, "Parent directory not present");
            }
            String mode = FileMode.normal(args.value("dir_mode"));
            if (mode == null && permissions.mode() != null) {
                mode = FileMode.normal(FileMode.forDirectories(permissions.mode()));
            }
            tools.makeDirectories(parent, new Permissions(permissions.user(), permissions.group(), mode));
        }
        byte[] content = wanted.content();
        FileStat fresh = tools.fresh();
        String plain = fresh.mode();
        String mode = permissions.mode() == null ? plain : permissions.mode();
        // Salt 3006 makes a source's copy readable to the owner only and counts the way from there as a change of mode;
        // other files begin with 0600 where a mode is asked for, else with what the umask leaves
        String first = wanted.fromSource() || permissions.mode() != null ? "0600" : plain;
        Map<String, Object> changes = new LinkedHashMap<>();
        if (content == null) {
            changes.put("new", "file " + name + " created");
        } else {
            changes.put("diff", "New file");
        }
        AtomicFile.create(path, content == null ? new byte[0] : content, permissions.look(mode), context.sync());
        Map<String, Object> result = Result.changed(name, changes, "");
        changes.putAll(permissions.differences(fresh, false));
        if (!mode.equals(first)) {
            changes.put("mode", mode);
        }
        result.put("changes", changes);
        result.put("comment", content == null ? "Empty file" : "File " + name + " updated");
        return result;
    }

    static String diff(Path path, byte[] content) throws IOException {
        return UnifiedDiff.of(Files.readAllBytes(path), content);
    }
}
