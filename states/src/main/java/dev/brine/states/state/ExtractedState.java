package dev.brine.states.state;

import dev.brine.engine.call.FunctionError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of {@code archive.extracted}: the archive's list is compared with the directory, then it is unpacked. */
final class ExtractedState {
    private final StateContext context;
    private final Args args;
    private final Object source;
    private final String name;
    private final Map<String, Object> result;
    private final Map<String, Object> changes = new LinkedHashMap<>();
    private String shown = "";
    private boolean absent;

    ExtractedState(StateContext context, String given, Object source, Args args) {
        this.context = context;
        this.args = args;
        this.source = source;
        this.name = given.replaceFirst("/+$", "") + "/";
        this.result = Result.failed(given, "");
        this.result.put("changes", changes);
    }

    Map<String, Object> result() {
        try {
            run();
        } catch (Stop e) {
            result.put("result", e.outcome());
            result.put("comment", String.valueOf(e.getMessage()));
        } catch (Sources.NotThere | FunctionError e) {
            result.put("comment", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            result.put("comment", FileTools.reason(e));
        }
        return result;
    }

    private void run() throws Stop, Sources.NotThere, IOException {
        checkPaths();
        checkOwners();
        Sources sources = new Sources(context);
        Sources.Picked picked = sources.pick(source, args.text("source_hash"))
                .orElseThrow(() -> new Stop(false, "Invalid source \"" + Args.python(source) + "\""));
        boolean local = picked.source().kind() == SourceFile.Kind.LOCAL;
        shown = local
                ? realpath(picked.source().path())
                : redacted(picked.source().text());
        if (local && !Files.isRegularFile(Path.of(shown))) {
            throw new Stop(false, "Source file '" + shown + "' does not exist");
        }
        String format = format(picked.source().path());
        checkOptions(format);
        if (!local && context.test()) {
            throw new Stop(
                    null,
                    "Archive " + shown
                            + " would be cached (if necessary) and checked to discover if extraction is needed");
        }
        Path archive = archive(sources, picked, local);
        encrypted(format, archive);
        ArchiveContents contents = ArchiveContents.of(context, args, format, archive, name);
        boolean needed = needed(contents);
        if (needed) {
            unpack(format, archive, contents);
        } else {
            result.put("result", true);
            result.put("comment", "All files in archive are already present");
        }
        new ExtractedOwners(context, args, name).set(contents, result, changes);
    }

    private void checkPaths() throws Stop {
        if (!name.startsWith("/")) {
            throw new Stop(false, result.get("name") + " is not an absolute path");
        }
        String bare = name.substring(0, name.length() - 1);
        if (Files.isRegularFile(Path.of(name))) {
            throw new Stop(false, bare + " exists and is not a directory");
        }
        for (String key : List.of("if_missing", "enforce_ownership_on")) {
            if (args.has(key) && !args.text(key).startsWith("/")) {
                throw new Stop(false, "Value for '" + key + "' is not an absolute path");
            }
        }
        if (args.has("enforce_ownership_on")
                && !Path.of(args.text("enforce_ownership_on")).normalize().startsWith(Path.of(name))) {
            throw new Stop(false, "Value for 'enforce_ownership_on' must be within " + name);
        }
        if (args.has("if_missing") && Files.exists(Path.of(args.text("if_missing")))) {
            throw new Stop(true, "Path " + args.text("if_missing") + " exists");
        }
        if (args.flag("skip_files_list_verify", false) && args.flag("skip_verify", false)) {
            throw new Stop(false, "Only one of \"skip_files_list_verify\" and \"skip_verify\" can be set to True");
        }
    }

    private void checkOwners() throws Stop {
        if (args.has("user") && "".equals(context.call("file.user_to_uid", List.of(args.text("user")), Map.of()))) {
            throw new Stop(false, "User " + args.text("user") + " does not exist");
        }
        if (args.has("group") && "".equals(context.call("file.group_to_gid", List.of(args.text("group")), Map.of()))) {
            throw new Stop(false, "Group " + args.text("group") + " does not exist");
        }
    }

    private String format(String path) throws Stop {
        String given = args.text("archive_format").toLowerCase(Locale.ROOT);
        String lower = path.toLowerCase(Locale.ROOT);
        if (given.isEmpty()) {
            if (lower.matches(".*\\.(tar|tar\\.gz|tgz|tar\\.bz2|tbz2|tbz|tar\\.xz|txz|tar\\.lzma|tlz)")) {
                return "tar";
            }
            if (lower.endsWith(".zip")) {
                return "zip";
            }
            throw new Stop(
                    false,
                    "Could not guess archive_format from the value of the 'source' argument. Please set this archive_format "
                            + "to one of the following: tar, rar, zip");
        }
        if (!given.equals("tar") && !given.equals("zip")) {
            throw new Stop(
                    false,
                    given.equals("rar")
                            ? "archive.unrar function not available, rar/unrar might not be installed on minion"
                            : "Invalid archive_format '" + given
                                    + "'. Either set it to a supported value (tar, rar, zip) or remove this argument and the "
                                    + "archive format will be guessed based on file extension.");
        }
        return given;
    }

    private void checkOptions(String format) throws Stop {
        boolean zip = format.equals("zip");
        if (!zip && args.has("password")) {
            throw new Stop(false, "The 'password' argument is only supported for zip archives");
        }
        if (zip && args.has("options") && args.has("use_cmd_unzip") && !args.flag("use_cmd_unzip", true)) {
            throw new Stop(
                    false,
                    "'use_cmd_unzip' cannot be set to False if CLI options are being specified (via the 'options' argument). "
                            + "Either remove 'use_cmd_unzip', or set it to True.");
        }
    }

    private Path archive(Sources sources, Sources.Picked picked, boolean local)
            throws Stop, Sources.NotThere, IOException {
        if (local) {
            // Salt 3006: a file of this machine is checked only when it is unpacked
            return Path.of(shown);
        }
        return sources.fetch(picked, args, picked.source().text());
    }

    private void encrypted(String format, Path archive) throws Stop {
        if (format.equals("zip") && !args.has("password")) {
            try {
                if (Args.truth(context.call("archive.is_encrypted", List.of(archive.toString()), Map.of()))) {
                    throw new Stop(
                            false,
                            "Archive " + shown
                                    + " is password-protected, but no password was specified. Please set the "
                                    + "'password' argument.");
                }
            } catch (FunctionError e) {
                // what it is instead is told when it is listed
                return;
            }
        }
    }

    private boolean needed(ArchiveContents contents) throws Stop, IOException {
        List<String> wrong = contents.wrong(name);
        absent = contents.absent(name);
        return (!wrong.isEmpty() && cleared(wrong)) || absent || args.flag("overwrite", false);
    }

    /** What is of the wrong type is removed where the state may; whether something was. */
    private boolean cleared(List<String> wrong) throws Stop, IOException {
        String list = "\n\n- " + String.join("\n- ", wrong);
        String comment = "The below paths (relative to " + name
                + ") exist, but are the incorrect type (file instead of directory, symlink instead of file, etc.).";
        if (context.test() && args.flag("clean", false)) {
            throw new Stop(
                    null,
                    comment
                            + " Since the 'clean' option is enabled, the destination paths would be cleared and the archive "
                            + "would be extracted." + list);
        }
        if (context.test() && args.flag("clean_parent", false)) {
            throw new Stop(
                    null,
                    comment
                            + " Since the 'clean_parent' option is enabled, the destination parent directory would be removed "
                            + "first and then re-created and the archive would be extracted");
        }
        if (args.flag("clean", false)) {
            return false;
        }
        if (!args.flag("force", false)) {
            throw new Stop(
                    false,
                    comment
                            + " To proceed with extraction, set 'force' to True. Note that this will remove these paths before "
                            + "extracting." + list);
        }
        List<Object> removed = new ArrayList<>();
        for (String path : wrong) {
            FileTools.remove(Path.of(name + path));
            removed.add(name + path);
        }
        changes.put("removed", removed);
        return true;
    }

    private void unpack(String format, Path archive, ArchiveContents contents) throws Stop, IOException {
        String why = absent ? ", due to absence of one or more files/dirs" : "";
        String hash = args.text("source_hash");
        if (!hash.isEmpty() && !args.flag("skip_verify", false)) {
            checkHash(archive, hash);
        }
        if (context.test()) {
            String first = args.flag("clean", false) ? ", after cleaning destination path(s)" : "";
            throw new Stop(null, "Archive " + shown + " would be extracted to " + name + first + why);
        }
        clean(contents);
        boolean made = !Files.isDirectory(Path.of(name));
        if (made) {
            Files.createDirectories(Path.of(name));
        }
        Object files = Args.truth(args.value("password")) || format.equals("zip") ? unzip(archive) : untar(archive);
        if (!Args.truth(files)) {
            throw new Stop(false, "No files were extracted from " + shown);
        }
        if (made) {
            changes.put("directories_created", new ArrayList<Object>(List.of(name)));
        }
        changes.put("extracted_files", files);
        result.put("result", true);
        // Salt 3006: the remark on trimming is there also when nothing is trimmed
        result.put(
                "comment",
                shown + " extracted to " + name + why + ". Output was trimmed to "
                        + (trim() == 0 ? "False" : String.valueOf(trim())) + " number of lines");
    }

    private void checkHash(Path archive, String hash) throws Stop, IOException {
        try {
            SourceHash wanted = SourceHash.find(
                    hash, args.text("source_hash_name"), shown, shown, file -> Optional.of(Path.of(file)));
            if (!SourceHash.of(archive, wanted.type()).equals(wanted.hex())) {
                throw new Stop(false, shown + " does not match the desired source_hash " + wanted.hex());
            }
        } catch (Sources.NotThere e) {
            throw new Stop(false, String.valueOf(e.getMessage()));
        }
    }

    private void clean(ArchiveContents contents) throws IOException {
        if (args.flag("clean_parent", false)) {
            if (Files.exists(Path.of(name))) {
                FileTools.remove(Path.of(name));
            }
            changes.put("removed", "Directory " + name + " was removed prior to the extraction");
        }
        if (args.flag("clean", false)) {
            List<Object> removed = new ArrayList<>();
            List<String> top = new ArrayList<>(contents.paths("top_level_dirs"));
            top.addAll(contents.paths("top_level_files"));
            for (String path : top) {
                if (Files.exists(Path.of(name + path), LinkOption.NOFOLLOW_LINKS)) {
                    FileTools.remove(Path.of(name + path));
                    removed.add(name + path);
                }
            }
            if (!removed.isEmpty()) {
                changes.put("removed", removed);
            }
        }
    }

    private int trim() {
        Object trim = args.value("trim_output");
        return Boolean.TRUE.equals(trim) ? 100 : trim instanceof Number number ? number.intValue() : 0;
    }

    private @Nullable Object unzip(Path archive) {
        boolean program = args.flag("use_cmd_unzip", args.has("options") && !args.has("password"));
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("options", args.value("options"));
        options.put("trim_output", trim() == 0 ? (Object) false : (Object) (long) trim());
        options.put("password", args.value("password"));
        if (!program) {
            options.put("extract_perms", args.flag("extract_perms", true));
        }
        return context.call(
                program ? "archive.cmd_unzip" : "archive.unzip", List.of(archive.toString(), name), options);
    }

    private Object untar(Path archive) throws Stop {
        List<Object> words = new ArrayList<>(List.of("tar"));
        List<String> given =
                new ArrayList<>(Arrays.asList(args.text("options").strip().split("\\s+")));
        given.removeIf(each -> each.isEmpty() || List.of("v", "-v", "--verbose").contains(each));
        boolean bare = !args.has("options");
        String letters = bare ? "xpv" : "xv";
        if (!given.isEmpty() && !given.get(0).startsWith("-")) {
            letters += given.remove(0).replace("x", "").replace("f", "");
        }
        words.add(letters);
        words.addAll(given);
        words.addAll(List.of("-f", archive.toString()));
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("cwd", name);
        options.put("python_shell", false);
        Object ran = context.call("cmd.run_all", List.of(words), options);
        if (!(ran instanceof Map<?, ?> map) || !Long.valueOf(0).equals(map.get("retcode"))) {
            if (ran instanceof Map<?, ?> map) {
                map.forEach((key, value) -> changes.put(String.valueOf(key), value));
            }
            throw new Stop(false, "");
        }
        List<Object> files = new ArrayList<>(Args.python(map.get("stdout"))
                .lines()
                // Salt 3006: without options Python unpacks, and its names of directories end without a slash
                .map(line -> bare ? line.replaceFirst("/$", "") : line)
                .toList());
        return trim() > 0 && files.size() > trim() ? new ArrayList<>(files.subList(0, trim())) : files;
    }

    private static String realpath(String path) {
        try {
            return Path.of(path).toRealPath().toString();
        } catch (IOException e) {
            // what is not there keeps its name, and the comment tells it
            return path;
        }
    }

    /** Without user and password. */
    private static String redacted(String address) {
        return address.replaceFirst("://[^/@]*@", "://<redacted>@");
    }
}
