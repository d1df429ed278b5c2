package dev.brine.engine.modules.system;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** {@code temp}: files and directories that only their owner may look into, with names that nobody can foresee. */
@Module("temp")
public final class TempModule {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_";
    private static final int LENGTH = 8;
    private static final int TRIES = 100;

    private final SecureRandom random = new SecureRandom();

    @Fn(doc = """
            Make a directory and return its path.

            suffix, prefix: end and beginning of its name
            parent: where it is made; the host's directory for such things when it is not given
            """)
    public String dir(
            @Arg(dflt = "''") String suffix,
            @Arg(dflt = "'tmp'") String prefix,
            @Arg(dflt = "None") @Nullable String parent) {
        return made(suffix, prefix, parent, Files::createDirectory, "rwx------");
    }

    @Fn(doc = """
            Make an empty file and return its path.

            suffix, prefix: end and beginning of its name
            parent: where it is made; the host's directory for such things when it is not given
            """)
    public String file(
            @Arg(dflt = "''") String suffix,
            @Arg(dflt = "'tmp'") String prefix,
            @Arg(dflt = "None") @Nullable String parent) {
        return made(suffix, prefix, parent, Files::createFile, "rw-------");
    }

    private String made(String suffix, String prefix, @Nullable String parent, Maker maker, String mode) {
        Path directory = Path.of(parent == null ? System.getProperty("java.io.tmpdir", "/tmp") : parent)
                .toAbsolutePath();
        for (int i = 0; i < TRIES; i++) {
            Path path = directory.resolve(prefix + name() + suffix);
            try {
                return maker.make(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)))
                        .toString();
            } catch (FileAlreadyExistsException e) {
                // somebody has this name; the next one is tried
                continue;
            } catch (NoSuchFileException e) {
                throw new FunctionError("[Errno 2] No such file or directory: '" + path + "'", e);
            } catch (IOException e) {
                throw new FunctionError("cannot make " + path + ": " + e.getMessage(), e);
            }
        }
        throw new FunctionError("No usable temporary name found in " + directory);
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return name.toString();
    }

    private interface Maker {
        Path make(Path path, FileAttribute<?> mode) throws IOException;
    }
}
