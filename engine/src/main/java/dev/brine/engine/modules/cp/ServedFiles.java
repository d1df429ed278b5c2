package dev.brine.engine.modules.cp;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.modules.ModuleParts;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file server as the functions of {@code cp} ask it: in the minion's own environment unless another is named. */
final class ServedFiles {
    private final ModuleParts parts;

    ServedFiles(ModuleParts parts) {
        this.parts = parts;
    }

    String env(@Nullable String saltenv) {
        return saltenv == null || saltenv.isEmpty()
                ? parts.minion().config().files().saltenv()
                : saltenv;
    }

    List<String> list(String saltenv, String prefix) {
        try {
            return parts.minion().files().list(saltenv, prefix);
        } catch (IOException e) {
            throw unlisted(e);
        }
    }

    static FunctionError unlisted(IOException e) {
        return new FunctionError("cannot list the file server: " + e.getMessage(), e);
    }
}
