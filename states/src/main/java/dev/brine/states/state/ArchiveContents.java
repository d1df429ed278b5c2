package dev.brine.states.state;

import dev.brine.engine.call.FunctionError;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is in an archive, as {@code archive.list} says it, and how much of it a directory has. */
record ArchiveContents(Map<?, ?> listed) {
    private static final Pattern STRIP = Pattern.compile("--strip(?:-components)?(?:\\s+|=)[\"']?([0-9]+)[\"']?");
    private static final List<String> KINDS = List.of("dirs", "files", "links");

    /**
     * Lists an archive.
     *
     * @param name the directory it is to be unpacked to
     * @throws Stop when it cannot be listed, or is not fit to be unpacked there
     */
    static ArchiveContents of(StateContext context, Args args, String format, Path archive, String name) throws Stop {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("archive_format", format);
        options.put("options", args.value("list_options"));
        Matcher strip = STRIP.matcher(args.text("options"));
        options.put("strip_components", format.equals("tar") && strip.find() ? Long.valueOf(strip.group(1)) : null);
        options.put("verbose", true);
        ArchiveContents contents;
        try {
            Object listed = context.call("archive.list", List.of(archive.toString()), options);
            contents = new ArchiveContents(listed instanceof Map<?, ?> map ? map : Map.of());
        } catch (FunctionError e) {
            throw new Stop(false, unlisted(args, format, String.valueOf(e.getMessage())));
        }
        boolean bomb = contents.paths("top_level_dirs").size() > 1
                || !contents.paths("top_level_files").isEmpty();
        if (bomb && args.flag("enforce_toplevel", true)) {
            throw new Stop(
                    false,
                    "Archive does not have a single top-level directory. To allow this archive to be extracted, set "
                            + "'enforce_toplevel' to False. To avoid a '" + format
                            + "-bomb' it may also be advisable to set a top-level directory by adding it to the 'name' value "
                            + "(for example, setting 'name' to " + name + "some_dir instead of " + name + ").");
        }
        if (args.flag("clean", false) && args.flag("clean_parent", false)) {
            throw new Stop(false, "Only one of 'clean' and 'clean_parent' can be set to True");
        }
        return contents;
    }

    private static String unlisted(Args args, String format, String message) {
        List<String> missing = new ArrayList<>();
        if (!args.has("if_missing")) {
            missing.add("'if_missing' must be set");
        }
        if (!args.has("enforce_ownership_on") && (args.has("user") || args.has("group"))) {
            missing.add("Ownership cannot be managed without setting 'enforce_ownership_on'.");
        }
        if (missing.isEmpty()) {
            return message;
        }
        String way = format.equals("tar")
                ? "If the source archive is a tar archive compressed using a compression type not natively supported by the "
                        + "tar command, then setting the 'list_options' argument may allow the contents to be listed. "
                        + "Otherwise, if Salt is unable to determine the files/directories in the archive, the following "
                        + "workaround(s) would need to be used for this state to proceed"
                : "The following workarounds must be used for this state to proceed";
        return message + "\n\n" + way + " (assuming the source file is a valid " + format + " archive):\n\n- "
                + String.join("\n- ", missing);
    }

    /** Names of a kind: dirs, files, links, top_level_dirs, top_level_files, top_level_links. */
    List<String> paths(String key) {
        return Args.list(listed.get(key)).stream().map(Args::python).toList();
    }

    /** What is there and of another type than in the archive. */
    List<String> wrong(String name) {
        List<String> wrong = new ArrayList<>();
        for (String kind : KINDS) {
            for (String path : paths(kind)) {
                Path full = Path.of(name + path);
                if (Files.exists(full, LinkOption.NOFOLLOW_LINKS) && !kind(full).equals(kind)) {
                    wrong.add(path);
                }
            }
        }
        return wrong;
    }

    /** Whether something is missing. */
    boolean absent(String name) {
        return KINDS.stream()
                .flatMap(kind -> paths(kind).stream())
                .map(path -> Path.of(name + path))
                .anyMatch(path -> !Files.exists(path, LinkOption.NOFOLLOW_LINKS) && parentsAreDirectories(path));
    }

    /** Salt 3006: what lies below something that is no directory is not missing, it is of the wrong type. */
    private static boolean parentsAreDirectories(Path full) {
        for (Path each = full.getParent(); each != null; each = each.getParent()) {
            if (Files.exists(each)) {
                return Files.isDirectory(each);
            }
        }
        return true;
    }

    private static String kind(Path path) {
        if (Files.isSymbolicLink(path)) {
            return "links";
        }
        return Files.isDirectory(path) ? "dirs" : "files";
    }
}
