package dev.brine.cli;

import dev.brine.cli.command.KeyProgram;
import dev.brine.cli.command.Program;
import dev.brine.cli.command.SaltProgram;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands by name. */
final class Programs {

    static final List<String> NAMES =
            List.of("salt", "salt-key", "salt-run", "salt-call", "salt-master", "salt-minion");

    private Programs() {}

    /** The command of that name, or null when there is none. */
    static @Nullable Program find(String name) {
        return switch (name) {
            case "salt" -> new SaltProgram();
            case "salt-key" -> new KeyProgram();
            default -> null;
        };
    }
}
