package dev.brine.states.state;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import java.util.Map;

/** {@code archive}: archives that are to be unpacked. */
@Module("archive")
public final class ArchiveStates {
    private final StateContext context;

    ArchiveStates(StateContext context) {
        this.context = context;
    }

    @Fn(doc = """
            Make sure that what an archive holds is in a directory.

            name: the directory
            source, source_hash, source_hash_name, skip_verify: the archive, and what it must hash to
            archive_format: tar or zip; by the name when it is not given
            options: options of tar or unzip
            list_options: a command that decompresses a tar archive to its output
            password: of a zip file
            enforce_toplevel: refuse archives with more than one directory at the top
            if_missing: do nothing when there is something at this path
            overwrite: unpack in any case
            force: remove what is of another type first
            clean, clean_parent: remove what the archive has at its top, or the directory, first
            user, group, enforce_ownership_on: who owns it then
            use_cmd_unzip, extract_perms, trim_output, keep_source: how it is unpacked
            """)
    public Map<String, Object> extracted(String name, Object source, @Arg(rest = true) Map<String, Object> kwargs) {
        return new ExtractedState(context, name, source, new Args(kwargs)).result();
    }
}
