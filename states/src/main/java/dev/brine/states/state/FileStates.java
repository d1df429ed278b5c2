package dev.brine.states.state;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code file}: files, directories and links as they are to be. Names the functions; the classes it holds do the work. */
@Module("file")
public final class FileStates {
    private static final String SOURCES = """

            source, source_hash, sources, source_hashes: where the text comes from in place of the argument
            template, context, defaults: how it is rendered (jinja)
            """;

    private final StateContext context;
    private final ManagedFile managed;
    private final DirectoryState directories;
    private final RecurseState recursion;
    private final PathStates paths;
    private final LinkState links;
    private final CopyState copies;
    private final AppendState appending;
    private final RegexEdits edits;
    private final BlockState blocks;
    private final LineState lines;
    private final KeyValueState keys;
    private final SerializeState serializing;

    public FileStates(StateContext context) {
        this.context = context;
        this.managed = new ManagedFile(context);
        this.directories = new DirectoryState(context);
        this.recursion = new RecurseState(context);
        this.paths = new PathStates(context);
        this.links = new LinkState(context);
        this.copies = new CopyState(context);
        this.appending = new AppendState(context);
        this.edits = new RegexEdits(context);
        this.blocks = new BlockState(context);
        this.lines = new LineState(context, managed);
        this.keys = new KeyValueState(context);
        this.serializing = new SerializeState(context);
    }

    @Fn(doc = """
            Make sure that a file has the given content and permissions.

            name: full path
            source: salt://, a local path, http(s)://, or a list of which the first that exists is taken
            source_hash, source_hash_name, skip_verify: what the source must hash to
            contents, contents_pillar, contents_grains, contents_newline, contents_delimiter, allow_empty: content in the state
            template, context, defaults: render it first (jinja)
            user, group, mode (or keep), makedirs, dir_mode: permissions, and directories above
            replace, create, backup, show_changes, follow_symlinks, encoding: how it is written
            check_cmd, tmp_dir, tmp_ext: a command that must accept the new content before it is put in place
            """)
    public Map<String, Object> managed(
            String name, @Arg(dflt = "None") @Nullable Object checkCmd, @Arg(rest = true) Map<String, Object> kwargs) {
        return managed.managed(name, kwargs, checkCmd);
    }

    @Fn(doc = """
            Make sure that a directory is there with the given permissions.

            name: full path
            user, group, dir_mode, file_mode: permissions
            recurse: what of them holds for all below: user, group, mode; ignore_files, ignore_dirs, silent
            max_depth, children_only, follow_symlinks: how far that goes
            makedirs: make directories above
            clean, exclude_pat: remove what no required state manages
            force, backupname, allow_symlink: what to do when something else is there
            """)
    public Map<String, Object> directory(
            String name, @Arg(dflt = "None") @Nullable Object require, @Arg(rest = true) Map<String, Object> kwargs) {
        return directories.directory(name, new Args(kwargs), require);
    }

    @Fn(doc = """
            Make sure that a directory holds what a directory of the file server holds.

            name: full path
            source: salt://directory
            clean: remove everything else
            user, group, dir_mode, file_mode (or keep), template, context, defaults, replace, backup: as for file.managed
            include_pat, exclude_pat, maxdepth, include_empty: what is taken
            """)
    public Map<String, Object> recurse(
            String name,
            Object source,
            @Arg(dflt = "None") @Nullable Object require,
            @Arg(rest = true) Map<String, Object> kwargs) {
        return recursion.recurse(name, source, new Args(kwargs), require);
    }

    @Fn(doc = """
            Make sure that there is nothing at a path; directories go with all they hold.

            name: full path
            """)
    public Map<String, Object> absent(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return paths.absent(name);
    }

    @Fn(doc = """
            Check that there is something at a path.

            name: full path
            """)
    public Map<String, Object> exists(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return paths.exists(name);
    }

    @Fn(doc = """
            Check that there is nothing at a path.

            name: full path
            """)
    public Map<String, Object> missing(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return paths.missing(name);
    }

    @Fn(doc = """
            Make an empty file, or set the times of what is there.

            name: full path
            atime, mtime: seconds since 1970; now if absent
            makedirs: make directories above
            """)
    public Map<String, Object> touch(
            String name,
            @Arg(dflt = "None") @Nullable Object atime,
            @Arg(dflt = "None") @Nullable Object mtime,
            @Arg(dflt = "False") boolean makedirs) {
        return paths.touch(name, atime, mtime, makedirs);
    }

    @Fn(doc = """
            Make sure that a symbolic link points where it should.

            name: full path of the link
            target: where it points
            force, backupname, atomic: what to do when something else is there
            makedirs, mode: make directories above
            user, group, inherit_user_and_group: owner of the link
            """)
    public Map<String, Object> symlink(String name, String target, @Arg(rest = true) Map<String, Object> kwargs) {
        return links.symlink(name, target, new Args(kwargs));
    }

    @Fn(doc = """
            Copy a file or directory of this machine.

            name: full path of the copy
            source: path of what is copied
            force: also over something that is there
            subdir: into the directory that is there
            preserve: keep owner and mode
            user, group, mode, makedirs, dir_mode: as for file.managed
            """)
    public Map<String, Object> copy(String name, String source, @Arg(rest = true) Map<String, Object> kwargs) {
        return copies.copy(name, source, new Args(kwargs));
    }

    @Fn(doc = """
            Make sure that a file ends with the given lines, if it does not have them anywhere.

            name: full path
            text: a text or a list of them
            ignore_whitespace: whether blanks between words may differ
            makedirs: make directories above""" + SOURCES)
    public Map<String, Object> append(
            String name, @Arg(dflt = "None") @Nullable Object text, @Arg(rest = true) Map<String, Object> kwargs) {
        return appending.append(name, with(kwargs, "text", text));
    }

    @Fn(doc = """
            Make sure that a file starts with the given lines, if it does not have them anywhere.

            name: full path
            text: a text or a list of them
            header: it must be at the very start
            makedirs: make directories above""" + SOURCES)
    public Map<String, Object> prepend(
            String name, @Arg(dflt = "None") @Nullable Object text, @Arg(rest = true) Map<String, Object> kwargs) {
        return appending.prepend(name, with(kwargs, "text", text));
    }

    @Fn(doc = """
            Replace what a regular expression matches in a file.

            name: full path
            pattern: the expression
            repl: what comes in its place; \\1 stands for a group
            count, flags: how many, and Python's flags (8, or names)
            append_if_not_found, prepend_if_not_found, not_found_content: what to add where nothing matches
            backup: suffix of the old content's file; False for none
            show_changes, ignore_if_missing, backslash_literal
            """)
    public Map<String, Object> replace(
            String name, String pattern, Object repl, @Arg(rest = true) Map<String, Object> kwargs) {
        return edits.replace(name, pattern, repl, new Args(kwargs));
    }

    @Fn(doc = """
            Comment out the lines that a regular expression matches.

            name: full path
            regex: the expression
            char: what marks a comment
            backup: suffix of the old content's file; False for none
            ignore_missing: it is no fault when nothing matches
            """)
    public Map<String, Object> comment(String name, String regex, @Arg(rest = true) Map<String, Object> kwargs) {
        return edits.comment(name, regex, new Args(kwargs));
    }

    @Fn(doc = """
            Uncomment the lines that a regular expression matches.

            name: full path
            regex: the expression, without the comment mark
            char: what marks a comment
            backup: suffix of the old content's file; False for none
            """)
    public Map<String, Object> uncomment(String name, String regex, @Arg(rest = true) Map<String, Object> kwargs) {
        return edits.uncomment(name, regex, new Args(kwargs));
    }

    @Fn(doc = """
            Make sure that the lines between two markers are the given ones.

            name: full path
            marker_start, marker_end: the markers
            content: the lines
            append_if_not_found, prepend_if_not_found, insert_before_match, insert_after_match: where to put markers that are
                not there
            append_newline, backup, show_changes""" + SOURCES)
    public Map<String, Object> blockreplace(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return blocks.blockreplace(name, new Args(kwargs));
    }

    @Fn(doc = """
            Make sure that a line is in a file, replace or delete one.

            name: full path
            content: the line
            match: expression for the line to replace or delete
            mode: insert, ensure, replace or delete
            location: start or end, for insert
            before, after: expressions for the lines it goes between
            show_changes, backup, quiet, indent
            create, user, group, file_mode: make a file that is not there
            """)
    public Map<String, Object> line(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return lines.line(name, new Args(kwargs));
    }

    @Fn(doc = """
            Make sure that keys have values in a file of lines such as key=value.

            name: full path
            key, value: one of them
            key_values: or a map
            separator: what stands between
            append_if_not_found, prepend_if_not_found: add keys that are not there
            uncomment: characters to take off the start of a line
            count, key_ignore_case, value_ignore_case, show_changes, ignore_if_missing
            """)
    public Map<String, Object> keyvalue(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return keys.keyvalue(name, new Args(kwargs));
    }

    @Fn(doc = """
            Make sure that a file holds data in YAML or JSON.

            name: full path
            dataset, dataset_pillar: the data
            serializer (or formatter): yaml or json
            merge_if_exists: put it over what is there
            user, group, mode, makedirs, backup, show_changes, create, encoding: as for file.managed
            """)
    public Map<String, Object> serialize(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return serializing.serialize(name, new Args(kwargs));
    }

    @Fn(doc = """
            Gather text for a file.managed or file.blockreplace that this state is required in.

            name: of the accumulator
            filename: path of the file
            text: a text or a list of them
            """)
    public Map<String, Object> accumulated(
            String name, String filename, Object text, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> low = context.low();
        List<Object> users = new ArrayList<>(Args.list(low.get("require_in")));
        users.addAll(Args.list(low.get("watch_in")));
        boolean used = users.stream().anyMatch(user -> user instanceof Map<?, ?> map && map.containsKey("file"));
        if (!used) {
            return Result.failed(
                    name, "Orphaned accumulator " + name + " in " + low.get("__sls__") + ":" + low.get("__id__"));
        }
        List<Object> texts = context.accumulated()
                .computeIfAbsent(filename, file -> new LinkedHashMap<>())
                .computeIfAbsent(name, accumulator -> new ArrayList<>());
        String comment = "";
        for (Object each : Args.list(text)) {
            if (!texts.contains(each)) {
                texts.add(each);
                comment = "Accumulator " + name + " for file " + filename + " was charged by text";
            }
        }
        return Result.same(name, comment);
    }

    private static Args with(Map<String, Object> kwargs, String key, @Nullable Object value) {
        Map<String, Object> all = new LinkedHashMap<>(kwargs);
        if (value != null) {
            all.put(key, value);
        }
        return new Args(all);
    }
}
