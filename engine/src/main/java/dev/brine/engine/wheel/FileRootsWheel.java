package dev.brine.engine.wheel;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.fileserver.FileServer;
import java.util.ArrayList;
import java.util.List;

/** {@code file_roots.*}: looks at what the file server has. Salt 3006: wheel/file_roots.py; nothing here writes. */
@Module("file_roots")
public final class FileRootsWheel {
    private final FileServer files;

    public FileRootsWheel(FileServer files) {
        this.files = files;
    }

    @Fn(doc = """
                    List the files of an environment.

                    saltenv: environment
                    """)
    public List<Object> listEnv(@Arg(dflt = "'base'") String saltenv) {
        return new ArrayList<>(files.files(saltenv, ""));
    }
}
