package dev.brine.engine.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The accounts of this host, for {@code publisher_acl}. */
final class Accounts {
    private static final Logger log = LoggerFactory.getLogger(Accounts.class);
    private static final Path PASSWD = Path.of("/etc/passwd");

    private Accounts() {}

    /**
     * Those of {@code users} that are accounts, and the accounts that match one of them as a glob or an expression.
     *
     * <p>Salt 3006: {@code client_acl_verify}. Accounts of a directory service are found by their whole name only: asking for all
     * of them may take minutes.
     */
    static Set<String> of(Collection<String> users) {
        Set<String> found = new TreeSet<>();
        users.stream().filter(user -> principal(user).isPresent()).forEach(found::add);
        List<String> patterns = List.copyOf(users);
        local().stream()
                .filter(account -> Permissions.matches(patterns, account))
                .forEach(found::add);
        return found;
    }

    /** Makes the file that of the account, so that it can be read by it; it stays the master's where that is not allowed. */
    static void give(Path file, String user) {
        Optional<UserPrincipal> owner = principal(user);
        if (owner.isEmpty()) {
            log.info("{} stays with this master's account: there is no account {}", file, user);
            return;
        }
        try {
            Files.setOwner(file, owner.get());
        } catch (IOException e) {
            log.warn("user {} cannot read {}, for only root can give a file away: {}", user, file, e.toString());
        }
    }

    private static List<String> local() {
        try {
            return Files.readAllLines(PASSWD, StandardCharsets.ISO_8859_1).stream()
                    .map(line -> line.split(":", 2)[0])
                    .toList();
        } catch (IOException e) {
            log.debug("no list of accounts: {}", e.toString());
            return List.of();
        }
    }

    private static Optional<UserPrincipal> principal(String user) {
        try {
            return RootKeys.isUser(user)
                    ? Optional.of(PASSWD.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName(user))
                    : Optional.empty();
        } catch (UserPrincipalNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            log.warn("cannot ask for account {}: {}", user, e.toString());
            return Optional.empty();
        }
    }
}
