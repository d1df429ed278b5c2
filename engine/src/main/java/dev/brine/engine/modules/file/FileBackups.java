package dev.brine.engine.modules.file;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.PythonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code file}: the copies that the minion keeps of files it replaces ({@code backup: minion}). */
@Module("file")
public final class FileBackups {
    private final Supplier<Map<String, Object>> opts;

    FileBackups(Supplier<Map<String, Object>> opts) {
        this.opts = opts;
    }

    private BackupStore store() {
        return new BackupStore(Path.of(PythonText.str(opts.get().get("cachedir")), "file_backup"));
    }

    private List<BackupStore.Kept> kept(String path) {
        try {
            return store().of(Paths.of(path));
        } catch (IOException e) {
            throw Paths.failed("cannot list the backups of " + path, e);
        }
    }

    @Fn(name = "list_backup", doc = "Another name of file.list_backups.")
    @Fn(doc = """
            Return the copies of a file by number, the newest is 0.

            path: the file
            limit: how many at most
            """)
    public Map<Object, Object> listBackups(String path, @Arg(dflt = "None") @Nullable Object limit) {
        return numbered(kept(path), limit);
    }

    @Fn(doc = """
            Return the copies of the files of a directory, by file and number.

            path: the directory, with a slash at its end
            limit: how many of each at most
            """)
    public Map<String, Object> listBackupsDir(String path, @Arg(dflt = "None") @Nullable Object limit) {
        Path directory = path.endsWith("/") ? Paths.of(path) : Paths.of(path).getParent();
        Map<String, Object> all = new LinkedHashMap<>();
        try {
            if (directory != null) {
                store().below(directory).forEach((name, copies) -> all.put(name, numbered(copies, limit)));
            }
        } catch (IOException e) {
            throw Paths.failed("cannot list the backups of " + path, e);
        }
        return all;
    }

    private static Map<Object, Object> numbered(List<BackupStore.Kept> kept, @Nullable Object limit) {
        String text = PythonText.str(limit);
        int most = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : kept.size();
        Map<Object, Object> numbered = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(most, kept.size()); i++) {
            numbered.put((long) i, kept.get(i).shown());
        }
        return numbered;
    }

    @Fn(doc = """
            Put a copy in place of a file; the file is kept before.

            path: the file
            backup_id: number of the copy
            """)
    public Map<String, Object> restoreBackup(String path, Object backupId) {
        return with(path, backupId, copy -> {
            Path file = Paths.of(path);
            try {
                if (Files.exists(file)) {
                    store().keep(file);
                }
                // in place: owner and mode of the file stay
                Files.write(file, Files.readAllBytes(copy));
            } catch (IOException e) {
                return answer(false, "Unable to restore " + copy + " to " + path + ": " + e.getMessage());
            }
            return answer(true, "Successfully restored " + copy + " to " + path);
        });
    }

    @Fn(name = "remove_backup", doc = "Another name of file.delete_backup.")
    @Fn(doc = """
            Remove a copy.

            path: the file
            backup_id: number of the copy
            """)
    public Map<String, Object> deleteBackup(String path, Object backupId) {
        return with(path, backupId, copy -> {
            try {
                Files.delete(copy);
            } catch (IOException e) {
                return answer(false, "Unable to remove " + copy + ": " + e.getMessage());
            }
            return answer(true, "Successfully removed " + copy);
        });
    }

    private Map<String, Object> with(String path, Object backupId, Function<Path, Map<String, Object>> action) {
        String number = PythonText.str(backupId);
        if (!number.matches("0|[1-9][0-9]{0,8}")) {
            return answer(false, "Invalid backup_id '" + number + "'");
        }
        List<BackupStore.Kept> kept = kept(path);
        int at = Integer.parseInt(number);
        return at < kept.size()
                ? action.apply(kept.get(at).location())
                : answer(false, "backup_id '" + number + "' does not exist for " + path);
    }

    private static Map<String, Object> answer(boolean result, String comment) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("result", result);
        answer.put("comment", comment);
        return answer;
    }
}
