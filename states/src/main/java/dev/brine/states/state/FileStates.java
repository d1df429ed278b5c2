package dev.brine.states.state;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code file}: files, directories and links as they are to be. */
@Module("file")
public final class FileStates {
    private final ManagedFile managed;

    FileStates(StateContext context) {
        this.managed = new ManagedFile(context);
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
}
