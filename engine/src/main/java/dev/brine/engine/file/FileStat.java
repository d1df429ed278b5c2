package dev.brine.engine.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Owner and mode of a file.
 *
 * @param mode the permission bits as four octal digits ("0644")
 */
public record FileStat(UserPrincipal owner, GroupPrincipal ownerGroup, long uid, long gid, String mode, boolean link) {

    /** Empty when nothing is there. */
    public static Optional<FileStat> of(Path path, boolean followLinks) throws IOException {
        LinkOption[] options =
                followLinks && Files.exists(path) ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        Map<String, Object> found = Files.readAttributes(path, "unix:mode,uid,gid,owner,group", options);
        int bits = ((Number) found.getOrDefault("mode", 0)).intValue();
        return Optional.of(new FileStat(
                (UserPrincipal) Objects.requireNonNull(found.get("owner")),
                (GroupPrincipal) Objects.requireNonNull(found.get("group")),
                ((Number) found.getOrDefault("uid", 0)).longValue(),
                ((Number) found.getOrDefault("gid", 0)).longValue(),
                FileMode.text(bits & 07777),
                (bits & 0170000) == 0120000));
    }

    /** The whole mode of what is at a path, links followed: permissions, and the bits that say what kind of file it is. */
    public static long bits(Path path) throws IOException {
        return Integer.toUnsignedLong((int) Files.getAttribute(path, "unix:mode"));
    }

    public String user() {
        return owner.getName();
    }

    public String group() {
        return ownerGroup.getName();
    }
}
