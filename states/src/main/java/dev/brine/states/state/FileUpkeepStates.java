package dev.brine.states.state;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code file}: names, devices and patches of files, and directories that are kept tidy. A part of the module beside {@link FileStates}. */
@Module("file")
public final class FileUpkeepStates {
    private final NameStates names;
    private final TidyStates tidying;
    private final RetentionState retention;
    private final PatchState patches;
    private final NodeState nodes;
    private final CachedStates cached;

    FileUpkeepStates(StateContext context) {
        this.names = new NameStates(context);
        this.tidying = new TidyStates(context);
        this.retention = new RetentionState(context);
        this.patches = new PatchState(context);
        this.nodes = new NodeState(context);
        this.cached = new CachedStates(context);
    }

    @Fn(doc = """
            Make sure that a path is a further name of a file.

            name: full path
            target: the file
            force: remove a file that is in the way
            makedirs, user, group, dir_mode: make directories above
            """)
    public Map<String, Object> hardlink(String name, String target, @Arg(rest = true) Map<String, Object> kwargs) {
        return names.hardlink(name, target, new Args(kwargs));
    }

    @Fn(doc = """
            Move a file, if it is still where it was.

            name: full path of where it is to be
            source: where it was
            force: remove what is in the way
            makedirs: make directories above
            """)
    public Map<String, Object> rename(
            String name,
            String source,
            @Arg(dflt = "False") boolean force,
            @Arg(dflt = "False") boolean makedirs,
            @Arg(rest = true) Map<String, Object> kwargs) {
        return names.rename(name, source, force, makedirs);
    }

    @Fn(doc = """
            Remove files below a directory by age, size and name.

            name: full path of the directory
            age: days without use, at least
            size: bytes, or a text such as 10k, at least
            age_size_logical_operator: OR or AND
            age_size_only: age or size, when only one of them counts
            matches, exclude: lists of expressions for names
            full_path_match: they are for whole paths
            time_comparison: atime, mtime or ctime
            rmdirs, rmlinks: whether directories and links go, too
            followlinks: look below links to directories
            """)
    public Map<String, Object> tidied(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return tidying.tidied(name, new Args(kwargs));
    }

    @Fn(doc = """
            Remove an empty directory.

            name: full path
            recurse: remove the empty directories below it, too
            ignore_errors: that some are not empty is no fault
            older_than: only directories that were not changed for so many days
            """)
    public Map<String, Object> pruned(
            String name,
            @Arg(dflt = "False") boolean recurse,
            @Arg(dflt = "False") boolean ignoreErrors,
            @Arg(dflt = "None") @Nullable Object olderThan) {
        return tidying.pruned(name, recurse || ignoreErrors, ignoreErrors, olderThan);
    }

    @Fn(doc = """
            Remove old files of a directory, by how many are kept of each age.

            name: full path of the directory
            retain: how many, or all, by first_of_year, first_of_month, first_of_week, first_of_day, first_of_hour, most_recent
            strptime_format: how the names give the time; by the time of change when it is not given
            timezone: accepted as Salt accepts it
            """)
    public Map<String, Object> retentionSchedule(
            String name,
            Map<String, Object> retain,
            @Arg(dflt = "None") @Nullable String strptimeFormat,
            @Arg(dflt = "None") @Nullable Object timezone) {
        return retention.retained(name, retain, strptimeFormat);
    }

    @Fn(doc = """
            Make sure that a patch has been applied to a file or a directory.

            name: full path
            source, source_hash, source_hash_name, skip_verify: the patch
            template, context, defaults: how it is rendered
            options: options of patch
            strip: how many leading parts to take off the names in it
            reject_file: where parts go that do not apply
            """)
    public Map<String, Object> patch(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return patches.patched(name, new Args(kwargs));
    }

    @Fn(doc = """
            Make sure that there is a device or a named pipe.

            name: full path
            ntype: c, b or p
            major, minor: numbers of a device
            user, group, mode: its owner and mode
            """)
    public Map<String, Object> mknod(
            String name,
            String ntype,
            @Arg(dflt = "0") long major,
            @Arg(dflt = "0") long minor,
            @Arg(dflt = "None") @Nullable Object user,
            @Arg(dflt = "None") @Nullable Object group,
            @Arg(dflt = "'0600'") Object mode) {
        return nodes.made(name, ntype, List.of(major, minor), user, group, mode);
    }

    @Fn(doc = """
            Make sure that a file holds what a text in Base64 stands for.

            name: full path
            encoded_data, contents_pillar: the text, or the pillar key that has it
            encoding_type: base64
            checksum: how contents are compared
            """)
    public Map<String, Object> decode(
            String name,
            @Arg(dflt = "None") @Nullable String encodedData,
            @Arg(dflt = "None") @Nullable String contentsPillar,
            @Arg(dflt = "'base64'") String encodingType,
            @Arg(dflt = "'md5'") String checksum) {
        return cached.decoded(name, encodedData, contentsPillar, checksum);
    }

    @Fn(doc = """
            Make sure that a file is in the minion's cache.

            name: salt://, http(s):// or a local path
            source_hash, source_hash_name, skip_verify, use_etag: what it must hash to
            saltenv: environment of the file server
            """)
    public Map<String, Object> cached(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return cached.cached(name, new Args(kwargs));
    }

    @Fn(doc = """
            Make sure that a file is not in the minion's cache.

            name: salt:// or http(s)://
            saltenv: environment of the file server
            """)
    public Map<String, Object> notCached(String name, @Arg(dflt = "'base'") String saltenv) {
        return cached.notCached(name, saltenv);
    }
}
