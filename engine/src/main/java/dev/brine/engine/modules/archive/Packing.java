package dev.brine.engine.modules.archive;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.ForeignFault;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.Glob;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PythonText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code archive}: the programs tar, gzip, gunzip and zip. */
@Module("archive")
public final class Packing {
    private final Host host;

    Packing(Host host) {
        this.host = host;
    }

    private List<Object> run(List<String> words, @Nullable String cwd, @Nullable String runas, Call call) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("cwd", cwd);
        options.put("runas", runas);
        options.put("redirect_stderr", true);
        CommandRunner.Result result = host.run(words, options);
        call.retcode(result.retcode());
        return new ArrayList<>(result.stdout().lines().toList());
    }

    /** A text with commas or a list; globs stand for what there is. */
    static List<String> sources(@Nullable Object sources) {
        List<?> given = sources instanceof List<?> list
                ? list
                : sources == null
                        ? List.of()
                        : Arrays.asList(PythonText.str(sources).split("\\s*,\\s*"));
        List<String> all = new ArrayList<>();
        for (Object each : given) {
            String path = PythonText.str(each);
            if (path.matches(".*[*?\\[].*")) {
                all.addAll(matching(path));
            } else {
                all.add(path);
            }
        }
        return all;
    }

    private static List<String> matching(String path) {
        Path directory = Path.of(path).getParent();
        Glob glob = Glob.of(String.valueOf(Path.of(path).getFileName()));
        List<String> found = new ArrayList<>();
        if (directory != null && Files.isDirectory(directory)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                for (Path each : entries) {
                    if (glob.test(each.getFileName().toString())) {
                        found.add(each.toString());
                    }
                }
            } catch (IOException e) {
                throw new FunctionError("cannot list " + directory + ": " + e.getMessage(), e);
            }
        }
        found.sort(null);
        return found;
    }

    @Fn(doc = """
            Run tar. Returns its output by lines.

            options: its options, without the archive
            tarfile: the archive
            sources: what to pack or unpack, a text with commas or a list; may have globs
            dest: directory to unpack to
            cwd: working directory
            template: accepted as Salt accepts it
            runas: account to run it as
            """)
    public List<Object> tar(
            String options,
            String tarfile,
            @Arg(dflt = "None") @Nullable Object sources,
            @Arg(dflt = "None") @Nullable String dest,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(dflt = "None") @Nullable String template,
            @Arg(dflt = "None") @Nullable String runas,
            Call call) {
        if (options.isBlank()) {
            throw new InvocationError("Tar options can not be empty");
        }
        List<String> words = new ArrayList<>(List.of("tar"));
        words.addAll(Arrays.asList(options.strip().split("\\s+")));
        words.add(tarfile);
        words.addAll(sources(sources));
        if (dest != null && !dest.isEmpty()) {
            words.addAll(List.of("-C", dest));
        }
        return run(words, cwd, runas, call);
    }

    @Fn(doc = """
            Compress a file by gzip.

            sourcefile: the file
            template: accepted as Salt accepts it
            runas: account to run it as
            options: an option of gzip
            """)
    public List<Object> gzip(
            String sourcefile,
            @Arg(dflt = "None") @Nullable String template,
            @Arg(dflt = "None") @Nullable String runas,
            @Arg(dflt = "None") @Nullable String options,
            Call call) {
        return run(compression("gzip", options, sourcefile), null, runas, call);
    }

    @Fn(doc = """
            Decompress a file by gunzip.

            gzipfile: the file
            template: accepted as Salt accepts it
            runas: account to run it as
            options: an option of gunzip
            """)
    public List<Object> gunzip(
            String gzipfile,
            @Arg(dflt = "None") @Nullable String template,
            @Arg(dflt = "None") @Nullable String runas,
            @Arg(dflt = "None") @Nullable String options,
            Call call) {
        return run(compression("gunzip", options, gzipfile), null, runas, call);
    }

    private static List<String> compression(String program, @Nullable String options, String file) {
        return options == null || options.isEmpty() ? List.of(program, file) : List.of(program, options, file);
    }

    @Fn(doc = """
            Make a zip file by the program zip.

            zip_file: the zip file
            sources: what to pack, a text with commas or a list; may have globs
            template: accepted as Salt accepts it
            cwd: working directory
            runas: account to run it as
            """)
    public List<Object> cmdZip(
            String zipFile,
            Object sources,
            @Arg(dflt = "None") @Nullable String template,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(dflt = "None") @Nullable String runas,
            Call call) {
        List<String> words = new ArrayList<>(List.of("zip", "-r", zipFile));
        words.addAll(sources(sources));
        return run(words, cwd, runas, call);
    }

    @Fn(doc = """
            Make a rar file by the program rar. Returns its output by lines.

            rarfile: the rar file
            sources: what to pack, a text with commas or a list; may have globs
            template: accepted as Salt accepts it
            cwd: working directory
            runas: account to run it as
            """)
    public List<Object> rar(
            String rarfile,
            Object sources,
            @Arg(dflt = "None") @Nullable String template,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(dflt = "None") @Nullable String runas,
            Call call) {
        host.needs(call, "rar");
        List<String> words = new ArrayList<>(List.of("rar", "a", "-idp", rarfile));
        words.addAll(sources(sources));
        return run(words, cwd, runas, call);
    }

    @Fn(doc = """
            Take a rar file apart by the program unrar or rar. Returns its output by lines.

            rarfile: the rar file
            dest: the directory
            excludes: what to leave out, a text with commas or a list
            template: accepted as Salt accepts it
            runas: account to run it as
            trim_output: how many lines to return
            """)
    public List<Object> unrar(
            String rarfile,
            String dest,
            @Arg(dflt = "None") @Nullable Object excludes,
            @Arg(dflt = "None") @Nullable String template,
            @Arg(dflt = "None") @Nullable String runas,
            @Arg(dflt = "False") Object trimOutput,
            Call call) {
        String program = Stream.of("unrar", "rar")
                .filter(each -> host.which(each).isPresent())
                .findFirst()
                .orElseThrow(() -> new ForeignFault("Command required for '" + call.fun()
                        + "' not found: None of provided binaries([\"'unrar'\", \"'rar'\"]) were found in $PATH."));
        List<String> words = new ArrayList<>(List.of(program, "x", "-idp", rarfile));
        Unzipping.names(excludes).forEach(each -> words.addAll(List.of("-x", each)));
        words.add(dest);
        return Unzipping.trimmed(
                run(words, null, runas, call).stream().map(PythonText::str).toList(), trimOutput);
    }
}
