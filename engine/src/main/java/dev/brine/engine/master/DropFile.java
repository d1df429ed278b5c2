package dev.brine.engine.master;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code cachedir/.dfn}: stock {@code salt-key} drops it when it took a key away, to have the AES key replaced.
 *
 * <p>Salt 3006 leaves it empty, Salt 3007 writes the master's id into it; it counts only with mode 0400. The file is removed
 * when it is seen.
 */
final class DropFile {
    private static final Logger log = LoggerFactory.getLogger(DropFile.class);

    private final Path file;
    private final String masterId;

    DropFile(Path cachedir, String masterId) {
        this.file = cachedir.resolve(".dfn");
        this.masterId = masterId;
    }

    /** Whether a valid drop file was there; it is gone now. */
    boolean taken() {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
            if (!mode.equals("r--------")) {
                log.warn("{} is not obeyed: its mode is {}, wanted r--------", file, mode);
                return false;
            }
            String content =
                    Files.size(file) > 1024 ? "?" : Files.readString(file).strip();
            Files.delete(file);
            return content.isEmpty() || content.equals(masterId);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            log.warn("{} cannot be read: {}", file, e.toString());
            return false;
        }
    }
}
