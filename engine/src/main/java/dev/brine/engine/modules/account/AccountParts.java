package dev.brine.engine.modules.account;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.modules.host.Accounts;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Host;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the account modules share.
 *
 * @param host the machine
 */
record AccountParts(Host host) {

    /** The accounts of the host, or of the system below {@code root}. */
    Accounts accounts(@Nullable String root) {
        return root == null || root.isEmpty()
                ? host.accounts()
                : new Accounts(Path.of(root, "etc/passwd"), Path.of(root, "etc/group"));
    }

    /** The groups of an account, sorted; a group of the same number by another name is one of them, too. */
    TreeSet<String> groups(Accounts.Account user, @Nullable String root) {
        List<Accounts.Group> all = accounts(root).groups();
        Set<Long> numbers = new HashSet<>(Set.of(user.gid()));
        all.stream().filter(group -> group.members().contains(user.name())).forEach(group -> numbers.add(group.gid()));
        TreeSet<String> names = new TreeSet<>();
        all.stream().filter(group -> numbers.contains(group.gid())).forEach(group -> names.add(group.name()));
        return names;
    }

    /** Where a file of the host, or of the system below {@code root}, is. */
    Path file(String absolute, @Nullable String root) {
        return root == null || root.isEmpty() ? host.file(absolute) : Path.of(root + absolute);
    }

    /**
     * Runs one of the programs that change accounts.
     *
     * @throws FunctionError when the host does not have it
     */
    CommandRunner.Result run(String program, @Nullable String root, List<String> arguments) {
        if (host.which(program).isEmpty()) {
            throw new FunctionError("Command '" + program + "' cannot be found");
        }
        List<String> command = new ArrayList<>(List.of(program));
        if (root != null && !root.isEmpty()) {
            command.addAll(List.of(program.equals("gpasswd") ? "--root" : "-R", root));
        }
        command.addAll(arguments);
        return host.run(command, Map.of());
    }
}
