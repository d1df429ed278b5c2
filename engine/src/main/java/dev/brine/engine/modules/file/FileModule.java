package dev.brine.engine.modules.file;

import java.util.List;

/** Makes the module {@code file}. */
public final class FileModule {
    private FileModule() {}

    /** Its objects. */
    public static List<Object> parts() {
        return List.of(
                new FilePaths(),
                new FileContents(),
                new FileHashes(),
                new FileTrees(),
                new FileFind(),
                new FileOwners(),
                new FileLinks(),
                new FileReplace(),
                new FileEdits());
    }
}
