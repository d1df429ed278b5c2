package dev.brine.engine.modules.file;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code file}: searching below a directory. */
@Module("file")
public final class FileFind {
    private final Host host;

    FileFind(Host host) {
        this.host = host;
    }

    @Fn(doc = """
            Return the paths below a directory that fit, or what is asked of them.

            path: the directory; may have globs
            args: delete for delete=f, print for print=path
            name, iname: glob of the last part, case counts or not
            regex, iregex: expression for the start of the last part
            type: letters of the wanted types: b, c, d, f, l, p, s; a link counts as what it leads to
            owner, group: names or numbers
            size: as 10k, +1m (or more), -5g (or less); letters b, k, m, g, t
            mtime: changed before (3d, +3d) or since (-3d); letters w, d, h, m, s
            grep: expression for the content
            mindepth, maxdepth: levels below the directory
            print: what to return: name, path, size, type, mode, mtime, user, group, md5
            delete: remove what fits, letters of types, a for all
            exec: a command to run for each, in which {} stands for the path
            test: only return what would be removed
            """)
    public Object find(String path, @Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> options = new LinkedHashMap<>(kwargs);
        if (args.contains("delete")) {
            options.put("delete", "f");
        } else if (args.contains("print")) {
            options.put("print", "path");
        }
        Depth depth = Depth.of(options.remove("mindepth"), options.remove("maxdepth"));
        boolean test = Truth.of(options.remove("test"));
        options.keySet().removeIf(key -> key.startsWith("_"));
        List<FindTest> tests = new ArrayList<>();
        List<FindAction> actions = new ArrayList<>();
        try {
            for (Map.Entry<String, Object> option : options.entrySet()) {
                if (!Truth.of(option.getValue())) {
                    throw new IllegalArgumentException("missing value for \"" + option.getKey() + "\" option");
                }
                String value = PythonText.str(option.getValue());
                FindAction.of(option.getKey(), value, test, host).ifPresent(actions::add);
                FindTest.of(option.getKey(), value).ifPresent(tests::add);
            }
        } catch (IllegalArgumentException e) {
            return "error: " + e.getMessage();
        }
        if (actions.isEmpty()) {
            actions.add(FindAction.print("path"));
        }
        List<Object> found = new ArrayList<>();
        for (Path root : PathGlob.matching(Paths.of(path).toString())) {
            for (Path each : below(root, depth)) {
                if (tests.stream().allMatch(one -> one.fits(each))) {
                    actions.forEach(action -> action.on(each).ifPresent(found::add));
                }
            }
        }
        found.sort(Comparator.comparing(PythonText::str));
        return found;
    }

    /** Levels below the directory, which is 0 itself. */
    private record Depth(int least, int most) {
        static Depth of(@Nullable Object least, @Nullable Object most) {
            return new Depth(
                    least instanceof Long number ? number.intValue() : 0,
                    most instanceof Long number ? number.intValue() : Integer.MAX_VALUE);
        }
    }

    /** Taken before anything is done to them. */
    private static List<Path> below(Path root, Depth depth) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(root, Set.of(), depth.most, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
                    return visitFile(each, attributes);
                }

                @Override
                public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) {
                    if (each.getNameCount() - root.getNameCount() >= depth.least) {
                        found.add(each);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path each, IOException unreadable) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw Paths.failed("cannot search " + root, e);
        }
        return found;
    }
}
