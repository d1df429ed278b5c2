package dev.brine.engine.modules.file;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.Glob;
import dev.brine.engine.modules.host.PythonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code file}: searching below a directory. */
@Module("file")
public final class FileFind {
    @Fn(doc = """
            Return the paths below a directory that fit.

            path: the directory
            name, iname: glob of the last part
            regex: expression for the last part
            type: letters of the wanted types: f, d, l
            maxdepth, mindepth: levels below the directory
            print: accepted as Salt accepts it
            """)
    public List<Object> find(
            String path, @Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs) {
        Path root = Paths.of(path);
        int most = kwargs.get("maxdepth") instanceof Long depth ? depth.intValue() : Integer.MAX_VALUE;
        int least = kwargs.get("mindepth") instanceof Long depth ? depth.intValue() : 0;
        TreeSet<String> found = new TreeSet<>();
        try (Stream<Path> all = Files.walk(root, most)) {
            all.filter(each -> each.getNameCount() - root.getNameCount() >= least)
                    .filter(each -> fits(each, kwargs))
                    .forEach(each -> found.add(each.toString()));
        } catch (IOException e) {
            throw Paths.failed("cannot search " + path, e);
        }
        return new ArrayList<>(found);
    }

    private static boolean fits(Path each, Map<String, Object> wanted) {
        String name = String.valueOf(each.getFileName());
        Object glob = wanted.get("name");
        Object any = wanted.get("iname");
        Object regex = wanted.get("regex");
        Object type = wanted.get("type");
        return (glob == null || Glob.of(PythonText.str(glob)).test(name))
                && (any == null
                        || Glob.of(PythonText.str(any).toLowerCase(Locale.ROOT)).test(name.toLowerCase(Locale.ROOT)))
                && (regex == null
                        || Pattern.compile(PythonText.str(regex)).matcher(name).find())
                && (type == null || PythonText.str(type).contains(letter(each)));
    }

    private static String letter(Path each) {
        if (Files.isSymbolicLink(each)) {
            return "l";
        }
        return Files.isDirectory(each) ? "d" : Files.isRegularFile(each) ? "f" : "?";
    }
}
