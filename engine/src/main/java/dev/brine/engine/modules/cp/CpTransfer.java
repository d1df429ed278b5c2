package dev.brine.engine.modules.cp;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.ModuleParts;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code cp}: files that go to the master, and files that salt-cp sends. */
@Module("cp")
public final class CpTransfer {
    private final Pushed pushed;

    CpTransfer(ModuleParts parts) {
        this.pushed = new Pushed(parts);
    }

    @Fn(doc = """
            Send a file of this host to the master, which keeps it below minions/<id>/files of its cachedir. The master must allow that with file_recv.

            path: the file, absolute
            keep_symlinks: send it under the name given, not under the one that links lead to
            upload_path: another path for it on the master
            remove_source: remove the file here once it is there
            """)
    public boolean push(
            String path,
            @Arg(dflt = "False") boolean keepSymlinks,
            @Arg(dflt = "None") @Nullable String uploadPath,
            @Arg(dflt = "False") boolean removeSource) {
        return pushed.file(path, keepSymlinks, uploadPath, removeSource);
    }

    @Fn(doc = """
            Send all files below a directory to the master, see cp.push.

            path: the directory, absolute
            glob: only files whose name matches
            upload_path: another path for the directory on the master
            """)
    public boolean pushDir(
            String path, @Arg(dflt = "None") @Nullable String glob, @Arg(dflt = "None") @Nullable String uploadPath) {
        return pushed.directory(path, glob, uploadPath);
    }

    @Fn(doc = """
            Take small files that salt-cp sends. Not meant for the command line.

            files: paths as they were on the master to their text
            dest: a file, or the directory they go to
            """)
    public Object recv(Map<String, Object> files, String dest) {
        return Received.files(files, dest);
    }

    @Fn(doc = """
            Take one piece of a file that salt-cp --chunked sends. Not meant for the command line.

            dest: the file, or the directory to make when chunk is None
            chunk: the piece in base64
            append: whether it goes to the end of the file
            compressed: whether it is zipped
            mode: permissions for a new file
            """)
    public Object recvChunked(
            String dest,
            @Nullable Object chunk,
            @Arg(dflt = "False") boolean append,
            @Arg(dflt = "True") boolean compressed,
            @Arg(dflt = "None") @Nullable Long mode,
            Call call) {
        try {
            return Received.piece(dest, chunk, append, compressed, mode);
        } catch (IOException e) {
            call.retcode(1);
            return String.valueOf(e.getMessage());
        }
    }
}
