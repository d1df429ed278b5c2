package dev.brine.engine.modules.file;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.Truth;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code file}: devices, pipes, and what the file system says of itself. */
@Module("file")
public final class FileNodes {
    private static final int TYPE = 0170000;
    private static final String NODE = """

            name: the path
            user, group, mode: its owner and mode
            """;

    private final Host host;
    private final Supplier<Map<String, Object>> opts;

    FileNodes(Host host, Supplier<Map<String, Object>> opts) {
        this.host = host;
        this.opts = opts;
    }

    private static boolean type(String name, int type) {
        Path path = Paths.of(name);
        return Files.exists(path) && (FileFacts.number(FileFacts.unix(path), "mode") & TYPE) == type;
    }

    @Fn(doc = """
            Return whether a path is a character device.

            name: the path
            """)
    public boolean isChrdev(String name) {
        return type(name, 0020000);
    }

    @Fn(doc = """
            Return whether a path is a block device.

            name: the path
            """)
    public boolean isBlkdev(String name) {
        return type(name, 0060000);
    }

    @Fn(doc = """
            Return whether a path is a named pipe.

            name: the path
            """)
    public boolean isFifo(String name) {
        return type(name, 0010000);
    }

    @Fn(doc = """
            Return the major and the minor number of a device; twice 0 when it is none.

            name: the path
            """)
    public List<Object> getDevmm(String name) {
        if (!isChrdev(name) && !isBlkdev(name)) {
            return new ArrayList<>(List.of(0L, 0L));
        }
        long number = FileFacts.number(FileFacts.unix(Paths.of(name)), "rdev");
        long major = ((number >> 8) & 0xfff) | ((number >> 32) & ~0xfffL);
        long minor = (number & 0xff) | ((number >> 12) & ~0xffL);
        return new ArrayList<>(List.of(major, minor));
    }

    @Fn(doc = """
            Make a character device.

            major, minor: its numbers""" + NODE)
    public Map<String, Object> mknodChrdev(
            String name,
            long major,
            long minor,
            @Arg(dflt = "None") @Nullable Object user,
            @Arg(dflt = "None") @Nullable Object group,
            @Arg(dflt = "'0660'") Object mode) {
        return make(name, "Character device", List.of("c", major + "", minor + ""), user, group, mode);
    }

    @Fn(doc = """
            Make a block device.

            major, minor: its numbers""" + NODE)
    public Map<String, Object> mknodBlkdev(
            String name,
            long major,
            long minor,
            @Arg(dflt = "None") @Nullable Object user,
            @Arg(dflt = "None") @Nullable Object group,
            @Arg(dflt = "'0660'") Object mode) {
        return make(name, "Block device", List.of("b", major + "", minor + ""), user, group, mode);
    }

    @Fn(doc = """
            Make a named pipe.
            """ + NODE)
    public Map<String, Object> mknodFifo(
            String name,
            @Arg(dflt = "None") @Nullable Object user,
            @Arg(dflt = "None") @Nullable Object group,
            @Arg(dflt = "'0660'") Object mode) {
        return make(name, "Fifo pipe", List.of("p"), user, group, mode);
    }

    @Fn(doc = """
            Make a device or a named pipe, and the directories above it.

            ntype: c, b or p
            major, minor: numbers of a device""" + NODE)
    public Map<String, Object> mknod(
            String name,
            String ntype,
            @Arg(dflt = "0") long major,
            @Arg(dflt = "0") long minor,
            @Arg(dflt = "None") @Nullable String user,
            @Arg(dflt = "None") @Nullable String group,
            @Arg(dflt = "'0600'") Object mode) {
        new FileTrees().makedirs(name, user, group, null);
        return switch (ntype) {
            case "c" -> mknodChrdev(name, major, minor, user, group, mode);
            case "b" -> mknodBlkdev(name, major, minor, user, group, mode);
            case "p" -> mknodFifo(name, user, group, mode);
            default ->
                throw new InvocationError("Node type unavailable: '" + ntype
                        + "'. Available node types are character ('c'), block ('b'), and pipe ('p').");
        };
    }

    private Map<String, Object> make(
            String name, String kind, List<String> node, @Nullable Object user, @Nullable Object group, Object mode) {
        Path path = Paths.of(name);
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("name", path.toString());
        made.put("changes", new LinkedHashMap<>());
        made.put("comment", "");
        made.put("result", false);
        if (Truth.of(opts.get().get("test"))) {
            made.put("changes", new LinkedHashMap<>(Map.of("new", kind + " " + path + " created.")));
            made.put("result", null);
            return made;
        }
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            made.put("comment", "File " + path + " exists and cannot be overwritten");
            return made;
        }
        List<String> words = new ArrayList<>(List.of("mknod", "-m", "0600", "--", path.toString()));
        words.addAll(node);
        CommandRunner.Result result = host.run(words);
        if (!result.ok()) {
            throw new FunctionError(result.stderr().strip());
        }
        FileOwners owners = new FileOwners();
        if (user != null || group != null) {
            owners.chown(path.toString(), user, group);
        }
        owners.setMode(path.toString(), mode);
        made.put("changes", new LinkedHashMap<>(Map.of("new", kind + " " + path + " created.")));
        made.put("result", true);
        return made;
    }

    @Fn(doc = """
            Return the figures of the file system that a path is on; all of Salt's but f_flag.

            path: the path
            """)
    public Map<String, Object> statvfs(String path) {
        Path file = Paths.absolute(path, "File path must be absolute.");
        CommandRunner.Result result =
                host.run(List.of("stat", "-f", "--format=%a %f %b %s %d %d %c %S %l", "--", file.toString()));
        if (!result.ok()) {
            throw new FunctionError("Could not statvfs '" + path + "'");
        }
        List<String> names = List.of(
                "f_bavail",
                "f_bfree",
                "f_blocks",
                "f_bsize",
                "f_favail",
                "f_ffree",
                "f_files",
                "f_frsize",
                "f_namemax");
        String[] numbers = result.stdout().strip().split(" ");
        Map<String, Object> all = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            all.put(names.get(i), Long.valueOf(numbers[i]));
        }
        return all;
    }
}
