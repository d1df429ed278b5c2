package dev.brine.states.state;

import dev.brine.engine.data.TextKeys;
import dev.brine.engine.file.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code file.mknod}: devices and named pipes. */
final class NodeState {
    private final StateContext context;
    private final FileTools tools;

    NodeState(StateContext context) {
        this.context = context;
        this.tools = new FileTools(context);
    }

    Map<String, Object> made(
            String given,
            String type,
            List<Object> numbers,
            @Nullable Object user,
            @Nullable Object group,
            Object mode) {
        String name = tools.expand(given);
        if (name.isEmpty()) {
            return Result.failed(name, "Must provide name to file.mknod");
        }
        return switch (type) {
            case "c" -> made(name, type, "character device", "file.is_chrdev", numbers, user, group, mode);
            case "b" -> made(name, type, "block device", "file.is_blkdev", numbers, user, group, mode);
            case "p" -> made(name, type, "fifo pipe", "file.is_fifo", numbers, user, group, mode);
            default ->
                Result.failed(
                        name,
                        "Node type unavailable: '" + type
                                + "'. Available node types are character ('c'), block ('b'), and pipe ('p')");
        };
    }

    private Map<String, Object> made(
            String name,
            String type,
            String kind,
            String check,
            List<Object> numbers,
            @Nullable Object user,
            @Nullable Object group,
            Object mode) {
        String title = kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1);
        if (Files.isRegularFile(Path.of(name))) {
            return Result.failed(name, "File " + name + " exists and is not a " + kind + ". Refusing to continue");
        }
        if (!Args.truth(context.call(check, List.of(name), Map.of()))) {
            if (context.test()) {
                return Result.would(name, Map.of(), title + " " + name + " is set to be created");
            }
            Map<String, Object> options = new LinkedHashMap<>();
            options.put("user", user);
            options.put("group", group);
            options.put("mode", mode);
            Object answer = context.call("file.mknod", List.of(name, type, numbers.get(0), numbers.get(1)), options);
            return TextKeys.copy(answer);
        }
        List<Object> there = Args.list(context.call("file.get_devmm", List.of(name), Map.of()));
        if (!type.equals("p") && !there.equals(numbers)) {
            return Result.failed(
                    name,
                    title + " " + name + " exists and has a different major/minor " + there.get(0) + "/" + there.get(1)
                            + ". Refusing to continue");
        }
        Map<String, Object> result = Result.same(name, "");
        try {
            tools.permissions(Path.of(name), Permissions.of(user, group, mode), false, result);
        } catch (IOException e) {
            return Result.failed(name, FileTools.reason(e));
        }
        if (!FileTools.changed(result)) {
            result.put("comment", title + " " + name + " is in the correct state");
        }
        return result;
    }
}
