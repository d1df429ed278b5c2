package dev.brine.engine.file;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Owner and mode that a file is to have.
 *
 * @param user name or number; null to leave it
 * @param group name or number; null to leave it
 * @param mode normal form ("0644"); null to leave it
 */
public record Permissions(
        @Nullable Object user,
        @Nullable Object group,
        @Nullable String mode) {

    public static Permissions of(@Nullable Object user, @Nullable Object group, @Nullable Object mode) {
        return new Permissions(blank(user), blank(group), FileMode.normal(mode));
    }

    /** The same owner, another mode. */
    public Permissions mode(@Nullable String other) {
        return new Permissions(user, group, other);
    }

    /** What {@code path} has to change: {@code user}, {@code group}, {@code mode} to their new values. */
    public Map<String, Object> differences(FileStat stat, boolean withMode) {
        Map<String, Object> changes = new LinkedHashMap<>();
        if (user != null && !user.equals(stat.user()) && !user.equals(stat.uid())) {
            changes.put("user", user);
        }
        if (group != null && !group.equals(stat.group()) && !group.equals(stat.gid())) {
            changes.put("group", group);
        }
        if (withMode && mode != null && !mode.equals(stat.mode())) {
            changes.put("mode", mode);
        }
        return changes;
    }

    /**
     * Changes {@code path}; a link itself unless {@code followLinks}.
     *
     * @return what could not be done, in Salt's words
     */
    public List<String> apply(Path path, Map<String, Object> changes, boolean followLinks) throws IOException {
        List<String> errors = new ArrayList<>();
        LinkOption[] options = followLinks ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
        for (Map.Entry<String, Object> change : changes.entrySet()) {
            try {
                PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class, options);
                switch (change.getKey()) {
                    case "user" -> view.setOwner(owner(change.getValue()));
                    case "group" -> view.setGroup(ownerGroup(change.getValue()));
                    default ->
                        Files.setAttribute(
                                path,
                                "unix:mode",
                                FileMode.bits(change.getValue().toString()),
                                options);
                }
            } catch (IOException e) {
                errors.add("Failed to change " + change.getKey() + " to " + change.getValue());
            }
        }
        return errors;
    }

    /** The numbers for a new file. */
    public AtomicFile.Look look(String otherwise) throws IOException {
        return new AtomicFile.Look(
                user == null ? null : owner(user),
                group == null ? null : ownerGroup(group),
                mode == null ? otherwise : mode);
    }

    /** Salt's words for a user or group that does not exist; empty when both do. */
    public String unknown() {
        String error = "";
        if (user != null && !exists(user, true)) {
            error += "User " + user + " is not available ";
        }
        if (group != null && !exists(group, false)) {
            error += "Group " + group + " is not available";
        }
        return error;
    }

    private static boolean exists(Object name, boolean user) {
        try {
            if (user) {
                owner(name);
            } else {
                ownerGroup(name);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Takes numbers as well: the look-up reads a text of digits that is no name as one. */
    private static UserPrincipal owner(Object name) throws IOException {
        return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name.toString());
    }

    private static GroupPrincipal ownerGroup(Object name) throws IOException {
        return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByGroupName(name.toString());
    }

    private static @Nullable Object blank(@Nullable Object value) {
        return value == null || value.toString().isEmpty() ? null : value;
    }
}
