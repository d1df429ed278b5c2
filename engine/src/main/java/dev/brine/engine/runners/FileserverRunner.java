package dev.brine.engine.runners;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.fileserver.FileServer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows what the file server serves. Salt 3006: runners/fileserver.py. */
@Module("fileserver")
public final class FileserverRunner {
    private final FileServer files;

    FileserverRunner(FileServer files) {
        this.files = files;
    }

    /** Salt 3006: {@code backend} narrows what is asked; there is one here, the roots. */
    private static boolean means(@Nullable Object backend) {
        if (backend instanceof List<?> several) {
            return several.contains("roots");
        }
        return backend == null || List.of(backend.toString().split(",")).contains("roots");
    }

    @Fn(doc = """
                    Return the available fileserver environments

                    CLI Example:

                        salt-run fileserver.envs
                    """)
    public List<String> envs(@Arg(dflt = "None") @Nullable Object backend, @Arg(dflt = "False") boolean sources) {
        return means(backend) ? files.environments() : List.of();
    }

    @Fn(doc = """
                    Return a list of files from the salt fileserver

                    CLI Example:

                        salt-run fileserver.file_list saltenv=prod
                    """)
    public List<String> fileList(@Arg(dflt = "'base'") String saltenv, @Arg(dflt = "None") @Nullable Object backend) {
        return means(backend) ? files.files(saltenv, "") : List.of();
    }

    @Fn(doc = """
                    Return a list of directories in the given environment

                    CLI Example:

                        salt-run fileserver.dir_list
                    """)
    public List<String> dirList(@Arg(dflt = "'base'") String saltenv, @Arg(dflt = "None") @Nullable Object backend) {
        return means(backend) ? files.directories(saltenv, "") : List.of();
    }

    @Fn(doc = """
                    Return a list of empty directories in the given environment

                    CLI Example:

                        salt-run fileserver.empty_dir_list
                    """)
    public List<String> emptyDirList(
            @Arg(dflt = "'base'") String saltenv, @Arg(dflt = "None") @Nullable Object backend) {
        return means(backend) ? files.emptyDirectories(saltenv, "") : List.of();
    }

    @Fn(doc = """
                    Return a list of symlinked files and dirs

                    CLI Example:

                        salt-run fileserver.symlink_list
                    """)
    public Map<String, Object> symlinkList(
            @Arg(dflt = "'base'") String saltenv, @Arg(dflt = "None") @Nullable Object backend) {
        return means(backend) ? files.links(saltenv, "") : Map.of();
    }

    @Fn(doc = """
                    Update the fileserver. Directories are read as they are, so there is nothing to do for them.

                    CLI Example:

                        salt-run fileserver.update
                    """)
    public boolean update() {
        return true;
    }

    @Fn(doc = """
                    Clear what file server backends keep; those here keep nothing

                    CLI Example:

                        salt-run fileserver.clear_cache
                    """)
    public String clearCache(@Arg(dflt = "None") @Nullable Object backend) {
        return "No cache was cleared";
    }

    @Fn(doc = """
                    Remove update locks of file server backends; those here have none

                    CLI Example:

                        salt-run fileserver.clear_lock
                    """)
    public String clearLock(@Arg(dflt = "None") @Nullable Object backend, @Arg(dflt = "None") @Nullable Object remote) {
        return "No locks were removed";
    }

    @Fn(doc = """
                    Set update locks of file server backends; those here have none

                    CLI Example:

                        salt-run fileserver.lock
                    """)
    public String lock(@Arg(dflt = "None") @Nullable Object backend, @Arg(dflt = "None") @Nullable Object remote) {
        return "No locks were set";
    }
}
