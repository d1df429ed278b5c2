package dev.brine.states.state;

import dev.brine.engine.file.AtomicFile;
import dev.brine.engine.file.FileMode;
import dev.brine.engine.file.FileStat;
import dev.brine.engine.file.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code file.copy}: a file or directory of this machine as a copy of another. */
final class CopyState {
    private final StateContext context;
    private final FileTools tools;

    CopyState(StateContext context) {
        this.context = context;
        this.tools = new FileTools(context);
    }

    Map<String, Object> copy(String given, String from, Args args) {
        String name = tools.expand(given);
        Path source = Path.of(tools.expand(from));
        if (name.isEmpty()) {
            return Result.failed(name, "Must provide name to file.copy");
        }
        if (!Path.of(name).isAbsolute()) {
            return Result.failed(name, "Specified file " + name + " is not an absolute path");
        }
        if (!Files.exists(source)) {
            return Result.failed(name, "Source file \"" + source + "\" is not present");
        }
        try {
            return copy(name, Path.of(name), source, args);
        } catch (IOException e) {
            return Result.failed(name, "Failed to copy \"" + source + "\" to \"" + name + "\"");
        }
    }

    private Map<String, Object> copy(String name, Path named, Path source, Args args) throws IOException {
        FileStat stat = FileStat.of(source, true).orElseThrow();
        boolean preserve = args.flag("preserve", false);
        Permissions permissions = preserve
                ? Permissions.of(stat.user(), stat.group(), stat.mode())
                : Permissions.of(
                        args.has("user") ? args.value("user") : tools.fresh().user(),
                        args.has("group") ? args.value("group") : tools.fresh().group(),
                        args.has("mode") ? args.value("mode") : stat.mode());
        String unknown = tools.unknown(permissions);
        if (!unknown.isEmpty()) {
            return Result.failed(name, unknown);
        }
        boolean inside = Files.isDirectory(named) && args.flag("subdir", false);
        Path path = inside ? named.resolve(source.getFileName()) : named;
        boolean force = args.flag("force", false);
        boolean there = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
        // Salt 3006: the comment is made before subdir changes the name
        String comment = "Copied \"" + source + "\" to \"" + name + "\"";
        if (there && !force) {
            return Result.same(name, "The target file \"" + path + "\" exists and will not be overwritten");
        }
        if (there
                && Files.isRegularFile(path)
                && Files.isRegularFile(source)
                && Arrays.equals(Files.readAllBytes(path), Files.readAllBytes(source))) {
            comment += " - files are identical but force flag is set";
        }
        if (context.test()) {
            return Result.would(name, Map.of(), "File \"" + source + "\" is set to be copied to \"" + path + "\"");
        }
        Path parent = path.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            if (!args.flag("makedirs", false)) {
                return Result.failed(name, "The target directory " + parent + " is not present");
            }
            String mode = args.has("dir_mode")
                    ? FileMode.normal(args.value("dir_mode"))
                    : FileMode.normal(FileMode.forDirectories(String.valueOf(permissions.mode())));
            tools.makeDirectories(parent, new Permissions(permissions.user(), permissions.group(), mode));
        }
        put(path, source, permissions);
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put(path.toString(), source.toString());
        if (!preserve) {
            FileStat made = new FileStat(
                    tools.fresh().owner(),
                    tools.fresh().ownerGroup(),
                    tools.fresh().uid(),
                    tools.fresh().gid(),
                    stat.mode(),
                    false);
            changes.putAll(permissions.differences(made, true));
        }
        return Result.changed(name, changes, comment);
    }

    private static void put(Path path, Path source, Permissions permissions) throws IOException {
        if (!Files.isDirectory(source)) {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                FileTools.remove(path);
            }
            AtomicFile.write(path, Files.readAllBytes(source), permissions.look("0600"));
            return;
        }
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            FileTools.remove(path);
        }
        Files.createDirectory(path);
        for (Path each : FileTools.below(source, Integer.MAX_VALUE)) {
            Path to = path.resolve(source.relativize(each));
            if (Files.isSymbolicLink(each)) {
                Files.createSymbolicLink(to, Files.readSymbolicLink(each));
            } else if (Files.isDirectory(each)) {
                Files.createDirectory(to);
            } else {
                FileStat stat = FileStat.of(each, false).orElseThrow();
                AtomicFile.write(to, Files.readAllBytes(each), permissions.look(stat.mode()));
            }
        }
    }
}
