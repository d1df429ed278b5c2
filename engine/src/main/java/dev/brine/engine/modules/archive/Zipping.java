package dev.brine.engine.modules.archive;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.file.FileStat;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** {@code archive}: making zip files without a program. */
@Module("archive")
public final class Zipping {
    private final Host host;

    Zipping(Host host) {
        this.host = host;
    }

    @Fn(doc = """
            Make a zip file. Returns the names of what is in it.

            zip_file: the zip file
            sources: what to pack, a text with commas or a list; may have globs; directories with all below them
            template: accepted as Salt accepts it
            cwd: directory that names in the zip file are relative to; / by default
            runas: account to run as; the program zip does it then
            zip64: accepted as Salt accepts it; large files are always possible
            """)
    public List<Object> zip(
            String zipFile,
            Object sources,
            @Arg(dflt = "None") @Nullable String template,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(dflt = "None") @Nullable String runas,
            @Arg(dflt = "False") boolean zip64,
            Call call) {
        if (runas != null && host.accounts().user(runas).isEmpty()) {
            throw new InvocationError("User '" + runas + "' does not exist");
        }
        List<String> given = Packing.sources(sources);
        if (cwd != null && !cwd.isEmpty() && !cwd.startsWith("/")) {
            throw new InvocationError("cwd must be absolute");
        }
        boolean relative = cwd == null || cwd.isEmpty();
        if (relative && given.stream().anyMatch(each -> !each.startsWith("/"))) {
            throw new InvocationError("Relative paths require the 'cwd' parameter");
        }
        Path base = Path.of(relative ? "/" : cwd).normalize();
        try {
            Map<String, Path> entries = entries(base, given);
            if (runas != null && !runas.equals(host.self())) {
                program(zipFile, entries.keySet(), base, runas, call);
            } else {
                write(Path.of(zipFile), entries);
            }
            return new ArrayList<>(entries.keySet());
        } catch (IOException e) {
            throw new FunctionError("Exception encountered creating zipfile: " + e.getMessage(), e);
        }
    }

    /** What goes into the zip file, by its name there; what does not exist is left out. */
    private static Map<String, Path> entries(Path base, List<String> sources) throws IOException {
        Map<String, Path> entries = new LinkedHashMap<>();
        for (String each : sources) {
            Path source = base.resolve(each).normalize();
            if (!Files.exists(source)) {
                continue;
            }
            try (Stream<Path> all = Files.walk(source)) {
                for (Path file : all.sorted().toList()) {
                    Path root = file.startsWith(base) ? base : Path.of("/");
                    String name = root.relativize(file).toString();
                    entries.put(Files.isDirectory(file) ? name + "/" : name, file);
                }
            }
        }
        return entries;
    }

    private void program(String zipFile, Iterable<String> names, Path base, String runas, Call call)
            throws IOException {
        List<String> words = new ArrayList<>(List.of("zip", "-q", zipFile, "--"));
        names.forEach(words::add);
        CommandRunner.Result result =
                host.run(words, Map.of("cwd", base.toString(), "runas", runas, "redirect_stderr", true));
        if (!result.ok()) {
            call.retcode(result.retcode());
            throw new IOException(result.stdout());
        }
    }

    private static void write(Path zip, Map<String, Path> entries) throws IOException {
        Path made = zip.resolveSibling("." + zip.getFileName() + "." + UUID.randomUUID());
        try {
            List<Integer> modes = new ArrayList<>();
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(made))) {
                for (Map.Entry<String, Path> entry : entries.entrySet()) {
                    Path file = entry.getValue();
                    ZipEntry header = new ZipEntry(entry.getKey());
                    header.setLastModifiedTime(Files.getLastModifiedTime(file));
                    out.putNextEntry(header);
                    if (!Files.isDirectory(file)) {
                        Files.copy(file, out);
                    }
                    modes.add((int) FileStat.bits(file));
                }
            }
            ZipDirectory.setModes(made, modes);
            Files.move(made, zip, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(made);
        }
    }
}
