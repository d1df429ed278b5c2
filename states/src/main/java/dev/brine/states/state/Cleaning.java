package dev.brine.states.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code clean: True}: what is in a directory and belongs to no state that the cleaning one requires. */
final class Cleaning {
    private final StateContext context;

    Cleaning(StateContext context) {
        this.context = context;
    }

    /** Paths that required {@code file} states manage, directories with all they hold. */
    Set<Path> required(Path directory, @Nullable Object require) throws IOException {
        Set<Path> keep = new HashSet<>();
        for (Object entry : Args.list(require)) {
            if (!(entry instanceof Map<?, ?> requisite) || requisite.get("file") == null) {
                continue;
            }
            for (Map<String, Object> low : context.chunks()) {
                boolean meant = requisite.get("file").equals(low.get("name"))
                        || requisite.get("file").equals(low.get("__id__"));
                if (meant) {
                    Path path = Path.of(String.valueOf(low.get("name"))).normalize();
                    keep.add(path);
                    if (path.startsWith(directory) && Files.isDirectory(path)) {
                        keep.addAll(FileTools.below(path, Integer.MAX_VALUE));
                    }
                }
            }
        }
        return keep;
    }

    /** What is to go: everything that is not kept, is not above something kept, and is not excluded. */
    List<Path> surplus(Path directory, Set<Path> keep, PathFilter filter) throws IOException {
        Set<Path> kept = new HashSet<>();
        for (Path path : keep) {
            for (Path at = path; at != null; at = at.getParent()) {
                kept.add(at);
            }
        }
        List<Path> surplus = new ArrayList<>();
        for (Path path : FileTools.below(directory, Integer.MAX_VALUE)) {
            if (!kept.contains(path) && filter.takes(directory.relativize(path).toString())) {
                surplus.add(path);
            }
        }
        return surplus;
    }

    static void remove(List<Path> surplus) throws IOException {
        for (Path path : surplus) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                FileTools.remove(path);
            }
        }
    }
}
