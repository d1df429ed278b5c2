package dev.brine.states.state;

import dev.brine.engine.data.TextKeys;
import dev.brine.engine.file.PythonRegex;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code file.tidied} and {@code file.pruned}: what may go from a directory. */
final class TidyStates {
    private static final Pattern SIZE = Pattern.compile("([0-9.]*)\\s*(b|[kmgtpezy](?:i?b)?)?");

    private final StateContext context;
    private final FileTools tools;

    TidyStates(StateContext context) {
        this.context = context;
        this.tools = new FileTools(context);
    }

    Map<String, Object> tidied(String given, Args args) {
        String name = tools.expand(given);
        Path directory = Path.of(name);
        if (!directory.isAbsolute()) {
            return Result.failed(name, "Specified file " + name + " is not an absolute path");
        }
        if (!Files.isDirectory(directory)) {
            return Result.failed(name, name + " does not exist or is not a directory.");
        }
        List<Object> removed = new ArrayList<>();
        try {
            List<Path> found = new ArrayList<>();
            new Search(args).below(directory, found);
            found.forEach(each -> removed.add(each.toString()));
            if (removed.isEmpty()) {
                return Result.same(name, "Nothing to remove from directory " + name);
            }
            if (context.test()) {
                return Result.would(name, Map.of("removed", removed), name + " is set for tidy");
            }
            for (Path each : found) {
                FileTools.remove(each);
            }
        } catch (IOException e) {
            return Result.failed(name, FileTools.reason(e));
        }
        return Result.changed(
                name,
                Map.of("removed", removed),
                "Removed " + removed.size() + " files or directories from directory " + name);
    }

    Map<String, Object> pruned(String given, boolean recurse, boolean ignoreErrors, @Nullable Object olderThan) {
        String name = tools.expand(given);
        if (!Files.isDirectory(Path.of(name))) {
            return Result.same(name, "Directory " + name + " is not present");
        }
        if (context.test()) {
            return Result.would(name, Map.of("deleted", name), "Directory " + name + " is set for removal");
        }
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("recurse", recurse);
        options.put("verbose", true);
        options.put("older_than", olderThan);
        Map<String, Object> answer = TextKeys.copy(context.call("file.rmdir", List.of(name), options));
        boolean done = Boolean.TRUE.equals(answer.remove("result"));
        List<Object> deleted = Args.list(answer.get("deleted"));
        deleted.sort(Comparator.comparing(Args::python));
        if (recurse && !deleted.isEmpty() && (done || ignoreErrors)) {
            return Result.changed(
                    name, Map.of("deleted", deleted), "Recursively removed empty directories under " + name);
        }
        if (done) {
            return recurse
                    ? Result.same(name, "")
                    : Result.changed(name, Map.of("deleted", name), "Removed directory " + name);
        }
        return Result.of(name, false, answer, "Failed to remove directory " + name);
    }

    /** What is looked for. */
    private static final class Search {
        private final Args args;
        private final long age;
        private final long size;
        private final List<PythonRegex> matches;
        private final List<PythonRegex> exclude;
        private final LocalDate today = LocalDate.now(ZoneId.systemDefault());

        Search(Args args) {
            this.args = args;
            this.age = args.value("age") instanceof Number days ? days.longValue() : 0;
            this.size = args.value("size") instanceof Number bytes ? bytes.longValue() : bytes(args.text("size", "0"));
            this.matches = expressions(args.has("matches") ? args.list("matches") : List.of(".*"));
            this.exclude = expressions(args.list("exclude"));
        }

        private static List<PythonRegex> expressions(List<Object> texts) {
            return texts.stream()
                    .map(text -> PythonRegex.of(Args.python(text), 0))
                    .toList();
        }

        /** Salt 3006: k is 1024, kB is 1000. */
        private static long bytes(String text) {
            Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
            if (!matcher.matches() || matcher.group(1).isEmpty()) {
                return 0;
            }
            String unit = matcher.group(2) == null ? "b" : matcher.group(2);
            double step = unit.length() == 2 ? 1000 : 1024;
            return (long) (Double.parseDouble(matcher.group(1)) * Math.pow(step, "bkmgtpezy".indexOf(unit.charAt(0))));
        }

        /** Deepest first; in a directory files before directories. */
        void below(Path directory, List<Path> found) throws IOException {
            List<Path> files = new ArrayList<>();
            List<Path> directories = new ArrayList<>();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                entries.forEach(each -> (Files.isDirectory(each) ? directories : files).add(each));
            }
            files.sort(null);
            directories.sort(null);
            for (Path each : directories) {
                if (args.flag("followlinks", false) || !Files.isSymbolicLink(each)) {
                    below(each, found);
                }
            }
            files.addAll(directories);
            for (Path each : files) {
                if (wanted(each)) {
                    found.add(each);
                }
            }
        }

        private boolean wanted(Path path) throws IOException {
            boolean link = Files.isSymbolicLink(path);
            boolean directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
            if ((link && !args.flag("rmlinks", true)) || (directory && !args.flag("rmdirs", false))) {
                return false;
            }
            String shown = PythonRegex.bytes(
                    args.flag("full_path_match", false) ? path.toString() : String.valueOf(path.getFileName()));
            return old(path, link || directory)
                    && matches.stream().anyMatch(each -> each.matchesStart(shown))
                    && exclude.stream().noneMatch(each -> each.matchesStart(shown));
        }

        private boolean old(Path path, boolean sizeless) throws IOException {
            String which = switch (args.text("time_comparison").toLowerCase(Locale.ROOT)) {
                case "ctime" -> "unix:ctime";
                case "mtime" -> "lastModifiedTime";
                default -> "lastAccessTime";
            };
            FileTime time = (FileTime) Files.getAttribute(path, which, LinkOption.NOFOLLOW_LINKS);
            LocalDate day = LocalDate.ofInstant(time.toInstant(), ZoneId.systemDefault());
            boolean byAge = Math.abs(ChronoUnit.DAYS.between(day, today)) >= age;
            boolean bySize = (sizeless ? 0 : Files.size(path)) >= size;
            return switch (args.text("age_size_only").toLowerCase(Locale.ROOT)) {
                case "age" -> byAge;
                case "size" -> bySize;
                default ->
                    args.text("age_size_logical_operator", "OR").equalsIgnoreCase("and")
                            ? byAge && bySize
                            : byAge || bySize;
            };
        }
    }
}
