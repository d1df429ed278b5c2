package dev.brine.engine.modules.file;

import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Removes directories that are empty, and tells which could not be. */
final class EmptyDirectories {
    private static final long DAY = TimeUnit.DAYS.toMillis(1);

    private final @Nullable Long before;
    private final List<Object> deleted = new ArrayList<>();
    private final List<Object> errors = new ArrayList<>();

    /**
     * For one call.
     *
     * @param olderThan days, or null for directories of any age
     */
    EmptyDirectories(@Nullable Object olderThan) {
        String days = Truth.of(olderThan) ? PythonText.str(olderThan) : "";
        this.before =
                days.matches("[0-9]{1,6}") ? (Long) (System.currentTimeMillis() - Long.parseLong(days) * DAY) : null;
    }

    /** Whether all of them could be. */
    boolean remove(Path directory, boolean recurse) {
        if (recurse) {
            below(directory);
        }
        boolean good = errors.isEmpty();
        return delete(directory) && good;
    }

    private void below(Path directory) {
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(directory, each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))) {
            for (Path each : entries) {
                below(each);
                delete(each);
            }
        } catch (IOException e) {
            failed(directory, String.valueOf(e.getMessage()));
        }
    }

    private boolean delete(Path directory) {
        try {
            if (before == null || Files.getLastModifiedTime(directory).toMillis() < before) {
                Files.delete(directory);
                deleted.add(directory.toString());
            }
            return true;
        } catch (DirectoryNotEmptyException e) {
            failed(directory, "[Errno 39] Directory not empty: '" + directory + "'");
        } catch (IOException e) {
            failed(directory, String.valueOf(e.getMessage()));
        }
        return false;
    }

    private void failed(Path directory, String reason) {
        errors.add(new ArrayList<>(List.of(directory.toString(), reason)));
    }

    Map<String, Object> shown(boolean done) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("deleted", deleted);
        shown.put("errors", errors);
        shown.put("result", done);
        return shown;
    }
}
