package dev.brine.engine.minion;

import dev.brine.engine.config.ConfigException;
import dev.brine.engine.config.HostName;
import dev.brine.engine.config.MinionConfig;
import dev.brine.transport.wire.MinionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Finds out what a minion is called: the option {@code id}, else the file {@code minion_id}, else the host's name. */
final class MinionName {
    private MinionName() {}

    /** Salt 3006: a name found out is kept in {@code minion_id}, so that a renamed host stays the same minion. */
    static String of(MinionConfig config) {
        if (!config.id().isEmpty()) {
            return checked(config.id(), config.raw().place("id"));
        }
        Path file = config.paths().config().resolve("minion_id");
        try {
            if (Files.exists(file)) {
                String kept = Files.readString(file).strip();
                if (!kept.isEmpty()) {
                    return checked(kept, file.toString());
                }
            }
            String name = checked(HostName.full().toLowerCase(Locale.ROOT), "the host's name");
            if (Files.isDirectory(config.paths().config())
                    && Files.isWritable(config.paths().config())) {
                Files.writeString(file, name);
            }
            return name;
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot use it for the minion's id: " + e);
        }
    }

    private static String checked(String id, String place) {
        if (!MinionId.isValid(id)) {
            throw new ConfigException(
                    place + ": '" + id + "' cannot be a minion id; allowed are letters, digits and . _ : @ -,"
                            + " a letter or digit first, no '..'");
        }
        return id;
    }
}
