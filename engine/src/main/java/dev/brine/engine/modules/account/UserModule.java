package dev.brine.engine.modules.account;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Accounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code user}: what accounts there are. {@link UserChanges} changes them. */
@Module("user")
public final class UserModule {
    private final AccountParts parts;

    UserModule(AccountParts parts) {
        this.parts = parts;
    }

    @Fn(doc = """
            Return what is known of an account; an empty map when there is none.

            name: its name
            root: of the system below this directory
            """)
    public Map<String, Object> info(String name, @Arg(dflt = "None") @Nullable String root) {
        return parts.accounts(root).users().stream()
                .filter(user -> user.name().equals(name))
                .findFirst()
                .map(user -> facts(user, root))
                .orElseGet(LinkedHashMap::new);
    }

    private Map<String, Object> facts(Accounts.Account user, @Nullable String root) {
        String[] gecos = (user.gecos() + ",,,,").split(",", 5);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("gid", user.gid());
        facts.put("groups", groups(user, root));
        facts.put("home", user.home());
        facts.put("name", user.name());
        facts.put("passwd", user.password());
        facts.put("shell", user.shell());
        facts.put("uid", user.uid());
        facts.put("fullname", gecos[0]);
        facts.put("roomnumber", gecos[1]);
        facts.put("workphone", gecos[2]);
        facts.put("homephone", gecos[3]);
        facts.put("other", gecos[4].replaceFirst(",+$", ""));
        return facts;
    }

    private List<Object> groups(Accounts.Account user, @Nullable String root) {
        return new ArrayList<>(parts.groups(user, root));
    }

    @Fn(doc = """
            Return what is known of all accounts.

            refresh: accepted as Salt accepts it
            root: of the system below this directory
            """)
    public List<Object> getent(@Arg(dflt = "False") boolean refresh, @Arg(dflt = "None") @Nullable String root) {
        List<Object> all = new ArrayList<>();
        parts.accounts(root).users().forEach(user -> all.add(facts(user, root)));
        return all;
    }

    @Fn(doc = "Return the names of all accounts, sorted.")
    public List<Object> listUsers(@Arg(dflt = "None") @Nullable String root) {
        return new ArrayList<>(new TreeSet<>(parts.accounts(root).users().stream()
                .map(Accounts.Account::name)
                .toList()));
    }

    @Fn(doc = """
            Return the groups of an account.

            name: its name
            """)
    public List<Object> listGroups(String name) {
        return parts.accounts(null).user(name).map(user -> groups(user, null)).orElseGet(ArrayList::new);
    }

    @Fn(doc = """
            Return the name of an account's own group.

            name: the account's name
            """)
    public Object primaryGroup(String name) {
        return parts.accounts(null)
                .user(name)
                .flatMap(user -> parts.accounts(null).group(String.valueOf(user.gid())))
                .map(Accounts.Group::name)
                .orElse("");
    }

    @Fn(doc = """
            Return the login class of an account; False, as only OpenBSD has them.

            name: the account
            """)
    public boolean getLoginclass(String name) {
        return false;
    }

    @Fn(doc = """
            Change the login class of an account; False, as only OpenBSD has them.

            name: the account
            loginclass: the class
            root: of the system below this directory
            """)
    public boolean chloginclass(String name, String loginclass, @Arg(dflt = "None") @Nullable String root) {
        return false;
    }
}
