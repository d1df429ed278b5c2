package dev.brine.engine.modules.file;

import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.Host;
import java.util.List;

/** Makes the module {@code file}. */
public final class FileModule {
    private FileModule() {}

    /** Its objects. */
    public static List<Object> of(ModuleParts parts, Host host) {
        return List.of(
                new FilePaths(),
                new FileContents(),
                new FileHashes(),
                new FileTrees(),
                new FileFind(host),
                new FileOwners(),
                new FileLinks(),
                new FileReplace(),
                new FileEdits(),
                new FileText(),
                new FileCommands(host),
                new FileNodes(host, parts::opts),
                new FileBackups(parts::opts),
                new FileSecurity(host),
                new OpenFiles(host));
    }
}
