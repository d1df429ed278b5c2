package dev.brine.engine.modules.archive;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Failure;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PythonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** {@code archive}: what is in an archive. */
@Module("archive")
public final class ArchiveList {
    private static final Pattern TAR =
            Pattern.compile("(?i).*\\.(tar|tar\\.gz|tgz|tar\\.bz2|tbz2|tbz|tar\\.xz|txz|tar\\.lzma|tlz)");
    /** Type and mode, owner, size (or device numbers), date, time, name. */
    private static final Pattern LINE = Pattern.compile("(.)\\S+\\s+\\S+\\s+[0-9]+(?:,[0-9]+)?\\s+\\S+\\s+\\S+ (.*)");

    private final Host host;

    ArchiveList(Host host) {
        this.host = host;
    }

    /** Names by kind, each in the order of the archive. */
    private static final class Contents {
        final List<String> dirs = new ArrayList<>();
        final List<String> files = new ArrayList<>();
        final List<String> links = new ArrayList<>();
    }

    @Fn(name = "list", doc = """
            Return what is in an archive.

            name: a path, salt:// or http(s)://
            archive_format: tar or zip; by the name when it is not given
            options: a command that decompresses a tar archive to its output
            strip_components: leave out so many directories
            clean: remove the copy in the cache
            verbose: return directories, files and links apart
            saltenv: environment of the file server
            source_hash, use_etag: accepted as Salt accepts them
            """)
    public Object list(
            String name,
            @Arg(dflt = "None") @Nullable String archiveFormat,
            @Arg(dflt = "None") @Nullable String options,
            @Arg(dflt = "None") @Nullable Object stripComponents,
            @Arg(dflt = "False") boolean clean,
            @Arg(dflt = "False") boolean verbose,
            @Arg(dflt = "'base'") String saltenv,
            @Arg(dflt = "None") @Nullable Object sourceHash,
            @Arg(dflt = "False") boolean useEtag,
            Call call) {
        Path cached = cached(name, saltenv, call);
        try {
            int strip = stripComponents == null ? 0 : number(stripComponents);
            Contents contents = contents(name, cached, archiveFormat, options);
            return verbose ? apart(contents, strip) : together(contents, strip);
        } catch (FunctionError e) {
            throw Failure.with(String.valueOf(e.getMessage()), Map.of("archive location", cached.toString()));
        } finally {
            if (clean) {
                remove(cached);
            }
        }
    }

    private Contents contents(String name, Path cached, @Nullable String archiveFormat, @Nullable String options) {
        String format = archiveFormat == null || archiveFormat.isEmpty() ? guessed(name) : archiveFormat;
        return switch (format) {
            case "tar" -> tar(name, cached, options);
            case "zip" -> zip(name, cached);
            default -> throw new FunctionError("Unsupported archive format '" + format + "'");
        };
    }

    private static String guessed(String name) {
        String path = name.replaceFirst("\\?.*", "").toLowerCase(Locale.ROOT);
        if (TAR.matcher(path).matches()) {
            return "tar";
        }
        return Optional.of(path)
                .filter(text -> text.endsWith(".zip") || text.endsWith(".rar"))
                .map(text -> text.substring(text.length() - 3))
                .orElseThrow(() ->
                        new FunctionError("Unable to guess archive format, please pass an 'archive_format' argument."));
    }

    private static int number(Object strip) {
        String text = PythonText.str(strip);
        if (!text.matches("[1-9][0-9]{0,5}")) {
            throw new FunctionError("'strip_components' must be a positive integer");
        }
        return Integer.parseInt(text);
    }

    static Path cached(String name, String saltenv, Call call) {
        if (name.startsWith("/") && Files.isRegularFile(Path.of(name))) {
            return Path.of(name);
        }
        Object cached = call.functions().value(List.of(name, saltenv), Map.of(), call.nested("cp.cache_file"));
        if (cached instanceof String path && !path.isEmpty()) {
            return Path.of(path);
        }
        throw new FunctionError("Failed to cache " + name);
    }

    static void remove(Path cached) {
        try {
            Files.deleteIfExists(cached);
        } catch (IOException e) {
            throw new FunctionError("cannot remove " + cached + ": " + e.getMessage(), e);
        }
    }

    private Contents tar(String name, Path cached, @Nullable String decompress) {
        List<String> words = new ArrayList<>(List.of("tar", "--numeric-owner", "--quoting-style=literal", "-tvf"));
        CommandRunner.Result result;
        if (decompress == null) {
            words.add(cached.toString());
            result = host.run(words);
        } else {
            String line = decompress + " \"$1\" | tar --numeric-owner --quoting-style=literal -tvf -";
            result = host.run(List.of("/bin/sh", "-c", line, "sh", cached.toString()));
        }
        if (!result.ok()) {
            throw new FunctionError("Unable to list contents of " + name
                    + ". If this is an XZ-compressed tar archive, install XZ Utils to enable listing its contents. If it is "
                    + "compressed using something other than XZ, it may be necessary to specify CLI options to decompress the "
                    + "archive. See the documentation for details.");
        }
        Contents contents = new Contents();
        result.stdout().lines().map(LINE::matcher).filter(Matcher::matches).forEach(line -> {
            String path = line.group(2);
            switch (line.group(1)) {
                case "l" -> contents.links.add(path.replaceFirst(" -> .*", ""));
                case "d" -> contents.dirs.add(path);
                case "h" -> contents.files.add(path.replaceFirst(" link to .*", ""));
                default -> contents.files.add(path);
            }
        });
        return contents;
    }

    private static Contents zip(String name, Path cached) {
        Contents contents = new Contents();
        TreeSet<String> dirs = new TreeSet<>();
        for (ZipDirectory.Entry entry : entries(name, cached)) {
            String path = entry.name();
            if (entry.link()) {
                contents.links.add(path);
            } else if (entry.directory() || path.endsWith("/")) {
                dirs.add(path);
            } else {
                contents.files.add(path);
                int slash = path.lastIndexOf('/');
                if (slash >= 0) {
                    dirs.add(path.substring(0, slash + 1));
                }
            }
        }
        contents.dirs.addAll(dirs);
        return contents;
    }

    static List<ZipDirectory.Entry> entries(String name, Path cached) {
        try {
            return ZipDirectory.read(cached);
        } catch (ZipException e) {
            throw new FunctionError(name + " is not a ZIP file", e);
        } catch (IOException e) {
            throw new FunctionError("Failed to list contents of " + name + ": " + e.getMessage(), e);
        }
    }

    private static List<Object> stripped(List<String> paths, int strip) {
        List<Object> kept = new ArrayList<>();
        for (String path : paths) {
            String[] parts = path.split("/", strip + 1);
            if (strip == 0) {
                kept.add(path);
            } else if (parts.length > strip && !parts[strip].isEmpty()) {
                kept.add(parts[strip]);
            }
        }
        kept.sort((a, b) -> PythonText.str(a).compareTo(PythonText.str(b)));
        return kept;
    }

    private static List<Object> together(Contents contents, int strip) {
        List<String> all = new ArrayList<>(contents.dirs);
        all.addAll(contents.files);
        all.addAll(contents.links);
        return stripped(all, strip);
    }

    private static Map<String, Object> apart(Contents contents, int strip) {
        Map<String, Object> all = new LinkedHashMap<>();
        List<Object> dirs = stripped(contents.dirs, strip);
        List<Object> files = stripped(contents.files, strip);
        List<Object> links = stripped(contents.links, strip);
        all.put("dirs", dirs);
        all.put("files", files);
        all.put("links", links);
        List<Object> top =
                new ArrayList<>(dirs.stream().filter(each -> slashes(each) == 1).toList());
        String common = common(dirs);
        if (common.contains("/") && !top.contains(common.substring(0, common.indexOf('/') + 1))) {
            top.add(common.substring(0, common.indexOf('/') + 1));
        }
        all.put("top_level_dirs", top);
        all.put(
                "top_level_files",
                new ArrayList<>(
                        files.stream().filter(each -> slashes(each) == 0).toList()));
        all.put(
                "top_level_links",
                new ArrayList<>(
                        links.stream().filter(each -> slashes(each) == 0).toList()));
        return all;
    }

    private static long slashes(Object path) {
        return PythonText.str(path).chars().filter(c -> c == '/').count();
    }

    /** What all directories begin with. */
    private static String common(List<Object> dirs) {
        if (dirs.isEmpty()) {
            return "";
        }
        String first = PythonText.str(dirs.get(0));
        String last = PythonText.str(dirs.get(dirs.size() - 1));
        int n = 0;
        while (n < Math.min(first.length(), last.length()) && first.charAt(n) == last.charAt(n)) {
            n++;
        }
        return first.substring(0, n);
    }

    @Fn(doc = """
            Return whether a zip file needs a password.

            name: a path, salt:// or http(s)://
            clean: remove the copy in the cache
            saltenv: environment of the file server
            source_hash, use_etag: accepted as Salt accepts them
            """)
    public boolean isEncrypted(
            String name,
            @Arg(dflt = "False") boolean clean,
            @Arg(dflt = "'base'") String saltenv,
            @Arg(dflt = "None") @Nullable Object sourceHash,
            @Arg(dflt = "False") boolean useEtag,
            Call call) {
        Path cached = cached(name, saltenv, call);
        boolean encrypted = entries(name, cached).stream().anyMatch(ZipDirectory.Entry::encrypted);
        if (clean) {
            remove(cached);
        }
        return encrypted;
    }
}
