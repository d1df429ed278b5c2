package dev.brine.engine.modules.account;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Accounts;
import dev.brine.engine.modules.host.PythonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code group}: groups of the host. */
@Module("group")
public final class GroupModule {
    private final AccountParts parts;

    GroupModule(AccountParts parts) {
        this.parts = parts;
    }

    @Fn(doc = """
            Return what is known of a group; an empty map when there is none.

            name: its name
            root: of the system below this directory
            """)
    public Map<String, Object> info(String name, @Arg(dflt = "None") @Nullable String root) {
        return group(name, root).map(GroupModule::facts).orElseGet(LinkedHashMap::new);
    }

    private Optional<Accounts.Group> group(String name, @Nullable String root) {
        return parts.accounts(root).groups().stream()
                .filter(group -> group.name().equals(name))
                .findFirst();
    }

    @Fn(doc = """
            Return what is known of all groups.

            refresh: accepted as Salt accepts it
            root: of the system below this directory
            """)
    public List<Object> getent(@Arg(dflt = "False") boolean refresh, @Arg(dflt = "None") @Nullable String root) {
        List<Object> all = new ArrayList<>();
        parts.accounts(root).groups().forEach(group -> all.add(facts(group)));
        return all;
    }

    private static Map<String, Object> facts(Accounts.Group group) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", group.name());
        facts.put("passwd", group.password());
        facts.put("gid", group.gid());
        facts.put("members", new ArrayList<Object>(group.members()));
        return facts;
    }

    @Fn(doc = """
            Add a group and return whether that worked.

            name: its name
            gid: its number
            system: a group for a service
            root: in the system below this directory
            non_unique: the number need not be free
            """)
    public boolean add(
            String name,
            @Arg(dflt = "None") @Nullable Object gid,
            @Arg(dflt = "False") boolean system,
            @Arg(dflt = "None") @Nullable String root,
            @Arg(dflt = "False") boolean nonUnique) {
        List<String> words = new ArrayList<>();
        if (gid != null && !gid.equals("")) {
            words.add("-g " + PythonText.str(gid));
            if (nonUnique) {
                words.add("-o");
            }
        }
        if (system) {
            words.add("-r");
        }
        words.add(name);
        return parts.run("groupadd", root, words).ok();
    }

    @Fn(doc = """
            Remove a group and return whether that worked.

            name: its name
            root: in the system below this directory
            """)
    public boolean delete(String name, @Arg(dflt = "None") @Nullable String root) {
        return parts.run("groupdel", root, List.of(name)).ok();
    }

    @Fn(doc = """
            Change a group's number and return whether it has it afterwards.

            name: the group
            gid: the number
            root: in the system below this directory
            non_unique: the number need not be free
            """)
    public boolean chgid(
            String name, long gid, @Arg(dflt = "None") @Nullable String root, @Arg(dflt = "False") boolean nonUnique) {
        Optional<Accounts.Group> group = group(name, root);
        if (group.isEmpty() || group.get().gid() == gid) {
            return group.isPresent();
        }
        parts.run("groupmod", root, List.of(nonUnique ? "-og" : "-g", String.valueOf(gid), name));
        return group(name, root).filter(now -> now.gid() == gid).isPresent();
    }

    @Fn(doc = """
            Put an account into a group and return whether that worked.

            name: the group
            username: the account
            root: in the system below this directory
            """)
    public boolean adduser(String name, String username, @Arg(dflt = "None") @Nullable String root) {
        return parts.run("gpasswd", root, List.of("--add", username, name)).ok();
    }

    @Fn(doc = """
            Take an account out of a group and return whether it is not in it afterwards.

            name: the group
            username: the account
            root: in the system below this directory
            """)
    public boolean deluser(String name, String username, @Arg(dflt = "None") @Nullable String root) {
        boolean member = group(name, root)
                .filter(group -> group.members().contains(username))
                .isPresent();
        return !member
                || parts.run("gpasswd", root, List.of("--del", username, name)).ok();
    }

    @Fn(doc = """
            Say which accounts are in a group, and return whether that worked.

            name: the group
            members_list: the accounts, with commas between them
            root: in the system below this directory
            """)
    public boolean members(String name, String membersList, @Arg(dflt = "None") @Nullable String root) {
        return parts.run("gpasswd", root, List.of("--members", membersList, name))
                .ok();
    }
}
