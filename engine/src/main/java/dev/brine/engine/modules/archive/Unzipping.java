package dev.brine.engine.modules.archive;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Shell;
import dev.brine.engine.modules.host.Truth;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** {@code archive}: taking zip files apart, by ourselves or by the program unzip. */
@Module("archive")
public final class Unzipping {
    private static final int LINES = 100;

    private final Host host;

    Unzipping(Host host) {
        this.host = host;
    }

    @Fn(doc = """
            Take a zip file apart. Returns the names of what was in it.

            zip_file: the zip file
            dest: the directory
            excludes: what to leave out, a text with commas or a list
            options: accepted as Salt accepts it
            template: accepted as Salt accepts it
            runas: account to run as; the program unzip does it then
            trim_output: how many names to return
            password: of an encrypted zip file; the program unzip does it then
            extract_perms: set the modes that the zip file has
            """)
    public List<Object> unzip(
            String zipFile,
            String dest,
            @Arg(dflt = "None") @Nullable Object excludes,
            @Arg(dflt = "None") @Nullable Object options,
            @Arg(dflt = "None") @Nullable String template,
            @Arg(dflt = "None") @Nullable String runas,
            @Arg(dflt = "False") Object trimOutput,
            @Arg(dflt = "None") @Nullable Object password,
            @Arg(dflt = "True") boolean extractPerms,
            Call call) {
        List<String> without = names(excludes);
        List<ZipDirectory.Entry> entries;
        try {
            entries = ZipDirectory.read(Path.of(zipFile)).stream()
                    .filter(entry -> !without.contains(entry.name()))
                    .toList();
            if (password != null || runas != null) {
                cmdUnzip(zipFile, dest, excludes, "-o", template, runas, trimOutput, password, call);
            } else {
                unpack(Path.of(zipFile), Path.of(dest), entries, extractPerms);
            }
        } catch (IOException e) {
            throw new FunctionError("Exception encountered unpacking zipfile: " + reason(e), e);
        }
        return trimmed(entries.stream().map(ZipDirectory.Entry::name).toList(), trimOutput);
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.NoSuchFileException missing
                ? "[Errno 2] No such file or directory: '" + missing.getFile() + "'"
                : e instanceof java.util.zip.ZipException ? "File is not a zip file" : String.valueOf(e.getMessage());
    }

    private static void unpack(Path zip, Path directory, List<ZipDirectory.Entry> entries, boolean modes)
            throws IOException {
        Files.createDirectories(directory);
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipDirectory.Entry entry : entries) {
                ZipEntry content = file.getEntry(entry.name());
                if (content == null) {
                    throw new IOException("There is no item named '" + entry.name() + "' in the archive");
                }
                Path target = inside(directory, entry.name());
                Files.createDirectories(target.getParent());
                if (entry.link()) {
                    try (InputStream in = file.getInputStream(content)) {
                        Files.createSymbolicLink(
                                target, Path.of(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
                    }
                    continue;
                }
                if (entry.name().endsWith("/")) {
                    Files.createDirectories(target);
                } else {
                    // in place of a link, not where it leads to
                    try (InputStream in = file.getInputStream(content)) {
                        Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
                    }
                }
                if (modes && (entry.mode() & 07777) != 0) {
                    Files.setAttribute(target, "unix:mode", entry.mode() & 07777);
                }
            }
        }
    }

    /**
     * Where an entry goes.
     *
     * @throws IOException when that is outside of the directory, also through a link that the archive itself has made;
     *     a link at the end of the name counts when the name is that of a directory
     */
    private static Path inside(Path directory, String name) throws IOException {
        Path target = directory.resolve(name.replaceFirst("^/+", "")).normalize();
        if (!target.startsWith(directory.normalize())) {
            throw new IOException("the name " + name + " leads out of the directory");
        }
        for (Path each = name.endsWith("/") ? target : target.getParent();
                each != null && !each.equals(directory.normalize());
                each = each.getParent()) {
            if (Files.isSymbolicLink(each) && !each.toRealPath().startsWith(directory.toRealPath())) {
                throw new IOException("the link " + each + " leads out of the directory");
            }
        }
        return target;
    }

    @Fn(doc = """
            Take a zip file apart by the program unzip. Returns its output by lines.

            zip_file: the zip file
            dest: the directory
            excludes: what to leave out, a text with commas or a list
            options: options of unzip
            template: accepted as Salt accepts it
            runas: account to run it as
            trim_output: how many lines to return
            password: of an encrypted zip file; others on the host can see it while unzip runs
            """)
    public List<Object> cmdUnzip(
            String zipFile,
            String dest,
            @Arg(dflt = "None") @Nullable Object excludes,
            @Arg(dflt = "None") @Nullable String options,
            @Arg(dflt = "None") @Nullable String template,
            @Arg(dflt = "None") @Nullable String runas,
            @Arg(dflt = "False") Object trimOutput,
            @Arg(dflt = "None") @Nullable Object password,
            Call call) {
        List<String> words = new ArrayList<>(List.of("unzip"));
        if (Truth.of(password)) {
            words.addAll(List.of("-P", PythonText.str(password)));
        }
        if (options != null) {
            words.addAll(Shell.words(options));
        }
        words.addAll(List.of(zipFile, "-d", dest));
        if (excludes != null) {
            words.add("-x");
            words.addAll(names(excludes));
        }
        Map<String, Object> how = new LinkedHashMap<>();
        how.put("runas", runas);
        how.put("redirect_stderr", true);
        CommandRunner.Result result = host.run(words, how);
        if (!result.ok()) {
            throw new FunctionError(result.stdout());
        }
        return trimmed(result.stdout().lines().toList(), trimOutput);
    }

    static List<String> names(@Nullable Object excludes) {
        if (excludes == null) {
            return List.of();
        }
        return excludes instanceof List<?> list
                ? list.stream().map(PythonText::str).toList()
                : Arrays.asList(PythonText.str(excludes).split("\\s*,\\s*"));
    }

    static List<Object> trimmed(List<String> lines, Object trim) {
        int most = trim instanceof Number number ? number.intValue() : LINES;
        if (Boolean.FALSE.equals(trim) || lines.size() <= most) {
            return new ArrayList<>(lines);
        }
        List<Object> some = new ArrayList<>(lines.subList(0, most));
        some.add("List trimmed after " + most + " files.");
        return some;
    }
}
