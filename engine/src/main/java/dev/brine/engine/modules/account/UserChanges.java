package dev.brine.engine.modules.account;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Accounts;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.PythonText;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code user}: adding, changing and removing accounts. Each function returns whether the account is as wanted afterwards. */
@Module("user")
public final class UserChanges {
    private static final String ROOT = "root: in the system below this directory\n";
    /** The fields in an account's comment, in their order. */
    private static final List<String> GECOS = List.of("fullname", "roomnumber", "workphone", "homephone", "other");

    private final AccountParts parts;

    UserChanges(AccountParts parts) {
        this.parts = parts;
    }

    @Fn(doc = """
            Add an account and return whether that worked.

            name: its name
            uid, gid: its numbers; gid may be a group's name
            groups: further groups
            home, shell: its home directory and shell
            unique: the number must be free
            system: an account for a service
            fullname, roomnumber, workphone, homephone, other: who it is
            createhome: make the home directory
            loginclass: accepted as Salt accepts it
            nologinit: leave the log of log-ins alone
            root: in the system below this directory
            usergroup: make a group of the same name; False: do not
            """)
    public boolean add(
            String name,
            @Arg(dflt = "None") @Nullable Object uid,
            @Arg(dflt = "None") @Nullable Object gid,
            @Arg(dflt = "None") @Nullable List<Object> groups,
            @Arg(dflt = "None") @Nullable String home,
            @Arg(dflt = "None") @Nullable String shell,
            @Arg(dflt = "True") boolean unique,
            @Arg(dflt = "False") boolean system,
            @Arg(dflt = "''") @Nullable String fullname,
            @Arg(dflt = "''") @Nullable String roomnumber,
            @Arg(dflt = "''") @Nullable String workphone,
            @Arg(dflt = "''") @Nullable String homephone,
            @Arg(dflt = "''") @Nullable String other,
            @Arg(dflt = "True") boolean createhome,
            @Arg(dflt = "None") @Nullable String loginclass,
            @Arg(dflt = "False") boolean nologinit,
            @Arg(dflt = "None") @Nullable String root,
            @Arg(dflt = "None") @Nullable Object usergroup) {
        List<String> words = new ArrayList<>();
        option(words, "-s", shell);
        option(words, "-u", uid);
        option(words, "-g", gid);
        if (gid == null || gid.equals("")) {
            if (Boolean.TRUE.equals(usergroup)) {
                words.add("-U");
            } else if (groups != null && groups.contains(name) && ownGroups()) {
                parts.accounts(root).group(name).ifPresent(group -> option(words, "-g", group.gid()));
            }
        }
        if (Boolean.FALSE.equals(usergroup)) {
            words.add("-N");
        }
        words.add(createhome ? "-m" : "-M");
        if (nologinit) {
            words.add("-l");
        }
        option(words, "-d", home);
        if (!unique) {
            words.add("-o");
        }
        if (system) {
            words.add("-r");
        }
        words.add(name);
        if (!parts.run("useradd", root, words).ok()) {
            return false;
        }
        if (groups != null && !groups.isEmpty()) {
            chgroups(name, groups, false, root);
        }
        List<@Nullable String> values = Arrays.asList(fullname, roomnumber, workphone, homephone, other);
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            if (value != null && !value.isEmpty()) {
                gecos(name, GECOS.get(i), value, root);
            }
        }
        return true;
    }

    /** Whether useradd makes a group for each account, which an account that is to be in a group of its name must not have. */
    private boolean ownGroups() {
        try {
            return Files.readAllLines(parts.host().file("/etc/login.defs")).stream()
                    .anyMatch(line -> line.startsWith("USERGROUPS_ENAB") && line.contains("yes"));
        } catch (IOException e) {
            return false;
        }
    }

    private static void option(List<String> words, String flag, @Nullable Object value) {
        if (value != null && !value.equals("")) {
            words.add(flag);
            words.add(PythonText.str(value));
        }
    }

    @Fn(doc = """
            Remove an account and return whether that worked.

            name: its name
            remove: with its home directory and mail
            force: also when somebody is logged in
            root: in the system below this directory
            """)
    public boolean delete(
            String name,
            @Arg(dflt = "False") boolean remove,
            @Arg(dflt = "False") boolean force,
            @Arg(dflt = "None") @Nullable String root) {
        List<String> words = new ArrayList<>();
        if (remove) {
            words.add("-r");
        }
        if (force) {
            words.add("-f");
        }
        words.add(name);
        CommandRunner.Result result = parts.run("userdel", root, words);
        // Salt 3006: Debian's userdel ends with 12 when there was no mailbox to remove
        boolean mailbox = result.retcode() == 12
                && (result.stderr().contains("var/mail") || result.stderr().contains("var/spool/mail"));
        return result.ok() || mailbox;
    }

    private Optional<Accounts.Account> account(String name, @Nullable String root) {
        return parts.accounts(root).users().stream()
                .filter(user -> user.name().equals(name))
                .findFirst();
    }

    private boolean change(
            String name,
            Object value,
            Function<Accounts.Account, Object> now,
            List<String> flags,
            @Nullable String root) {
        Object before =
                account(name, root).map(now).orElseThrow(() -> new FunctionError("User '" + name + "' does not exist"));
        if (value.equals(before)) {
            return true;
        }
        List<String> words = new ArrayList<>(flags);
        words.add(PythonText.str(value));
        words.add(name);
        parts.run("usermod", root, words);
        return account(name, root).map(now).filter(value::equals).isPresent();
    }

    @Fn(doc = """
            Change an account's number.

            name: the account
            uid: the number
            """ + ROOT)
    public boolean chuid(String name, long uid, @Arg(dflt = "None") @Nullable String root) {
        return change(name, uid, Accounts.Account::uid, List.of("-u"), root);
    }

    @Fn(doc = """
            Change an account's own group.

            name: the account
            gid: the group's number
            """ + ROOT)
    public boolean chgid(String name, Object gid, @Arg(dflt = "None") @Nullable String root) {
        return change(name, gid, Accounts.Account::gid, List.of("-g"), root);
    }

    @Fn(doc = """
            Change an account's shell.

            name: the account
            shell: the shell
            """ + ROOT)
    public boolean chshell(String name, String shell, @Arg(dflt = "None") @Nullable String root) {
        return change(name, shell, Accounts.Account::shell, List.of("-s"), root);
    }

    @Fn(doc = """
            Change an account's home directory.

            name: the account
            home: the directory
            persist: move what is in the old one
            """ + ROOT)
    public boolean chhome(
            String name, String home, @Arg(dflt = "False") boolean persist, @Arg(dflt = "None") @Nullable String root) {
        return change(name, home, Accounts.Account::home, persist ? List.of("-m", "-d") : List.of("-d"), root);
    }

    @Fn(doc = """
            Change an account's name.

            name: the account
            new_name: the name
            """ + ROOT)
    public boolean rename(String name, String newName, @Arg(dflt = "None") @Nullable String root) {
        if (account(newName, root).isPresent()) {
            throw new FunctionError("User '" + newName + "' already exists");
        }
        if (account(name, root).isEmpty()) {
            throw new FunctionError("User '" + name + "' does not exist");
        }
        parts.run("usermod", root, List.of("-l", newName, name));
        // Salt 3006: looks the old name up afterwards, which is gone when all went well
        return account(name, root)
                .map(Accounts.Account::name)
                .filter(newName::equals)
                .isPresent();
    }

    @Fn(doc = """
            Change the groups an account is in, beside its own.

            name: the account
            groups: the groups
            append: leave those it is in
            """ + ROOT)
    public boolean chgroups(
            String name,
            List<Object> groups,
            @Arg(dflt = "False") boolean append,
            @Arg(dflt = "None") @Nullable String root) {
        List<String> wanted = groups.stream().map(PythonText::str).toList();
        if (groupsOf(name).equals(new HashSet<>(wanted))) {
            return true;
        }
        List<String> words = new ArrayList<>(append ? List.of("-a", "-G") : List.of("-G"));
        words.add(String.join(",", wanted));
        words.add(name);
        CommandRunner.Result result = parts.run("usermod", root, words);
        if (!result.ok() && result.stderr().contains("not found in")) {
            return wanted.stream()
                    .allMatch(group -> parts.run("gpasswd", null, List.of("-a", name, group))
                            .ok());
        }
        return result.ok();
    }

    private TreeSet<String> groupsOf(String name) {
        return account(name, null).map(user -> parts.groups(user, null)).orElseGet(TreeSet::new);
    }

    private boolean gecos(String name, String field, @Nullable String value, @Nullable String root) {
        String wanted = value == null ? "" : value;
        int at = GECOS.indexOf(field);
        List<String> parted = fields(name, root);
        if (parted.get(at).equals(wanted)) {
            return true;
        }
        parted.set(at, wanted);
        String text = String.join(",", parted).replaceFirst(",+$", "");
        parts.run("usermod", root, List.of("-c", text, name));
        return fields(name, root).get(at).equals(wanted);
    }

    private List<String> fields(String name, @Nullable String root) {
        String gecos = account(name, root)
                .map(Accounts.Account::gecos)
                .orElseThrow(() -> new FunctionError("User '" + name + "' does not exist"));
        List<String> fields = new ArrayList<>(Arrays.asList(gecos.split(",", 5)));
        while (fields.size() < GECOS.size()) {
            fields.add("");
        }
        return fields;
    }

    @Fn(doc = """
            Change an account's full name.

            name: the account
            fullname: the text
            """ + ROOT)
    public boolean chfullname(String name, @Nullable String fullname, @Arg(dflt = "None") @Nullable String root) {
        return gecos(name, "fullname", fullname, root);
    }

    @Fn(doc = """
            Change an account's room number.

            name: the account
            roomnumber: the text
            """ + ROOT)
    public boolean chroomnumber(String name, @Nullable String roomnumber, @Arg(dflt = "None") @Nullable String root) {
        return gecos(name, "roomnumber", roomnumber, root);
    }

    @Fn(doc = """
            Change an account's telephone number at work.

            name: the account
            workphone: the text
            """ + ROOT)
    public boolean chworkphone(String name, @Nullable String workphone, @Arg(dflt = "None") @Nullable String root) {
        return gecos(name, "workphone", workphone, root);
    }

    @Fn(doc = """
            Change an account's telephone number at home.

            name: the account
            homephone: the text
            """ + ROOT)
    public boolean chhomephone(String name, @Nullable String homephone, @Arg(dflt = "None") @Nullable String root) {
        return gecos(name, "homephone", homephone, root);
    }

    @Fn(doc = """
            Change what else is known of an account.

            name: the account
            other: the text
            """ + ROOT)
    public boolean chother(String name, @Nullable String other, @Arg(dflt = "None") @Nullable String root) {
        return gecos(name, "other", other, root);
    }
}
