package dev.brine.engine.modules;

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

/** {@code user}: accounts of the host. Reading only. */
@Module("user")
public final class UserModule {

    @Fn(doc = """
            Return what is known of an account; an empty map when there is none.

            name: its name
            root: accepted as Salt accepts it
            """)
    public Map<String, Object> info(String name, @Arg(dflt = "None") @Nullable String root) {
        return Accounts.HOST.users().stream()
                .filter(user -> user.name().equals(name))
                .findFirst()
                .map(UserModule::facts)
                .orElseGet(LinkedHashMap::new);
    }

    private static Map<String, Object> facts(Accounts.Account user) {
        String[] gecos = (user.gecos() + ",,,,").split(",", -1);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("gid", user.gid());
        facts.put("groups", groups(user));
        facts.put("home", user.home());
        facts.put("name", user.name());
        facts.put("passwd", user.password());
        facts.put("shell", user.shell());
        facts.put("uid", user.uid());
        facts.put("fullname", gecos[0]);
        facts.put("roomnumber", gecos[1]);
        facts.put("workphone", gecos[2]);
        facts.put("homephone", gecos[3]);
        facts.put("other", gecos[4]);
        return facts;
    }

    private static List<Object> groups(Accounts.Account user) {
        TreeSet<String> names = new TreeSet<>();
        for (Accounts.Group group : Accounts.HOST.groups()) {
            if (group.gid() == user.gid() || group.members().contains(user.name())) {
                names.add(group.name());
            }
        }
        return new ArrayList<>(names);
    }

    @Fn(doc = """
            Return what is known of all accounts.

            refresh, root: accepted as Salt accepts them
            """)
    public List<Object> getent(@Arg(dflt = "False") boolean refresh, @Arg(dflt = "None") @Nullable String root) {
        List<Object> all = new ArrayList<>();
        Accounts.HOST.users().forEach(user -> all.add(facts(user)));
        return all;
    }

    @Fn(doc = "Return the names of all accounts, sorted.")
    public List<Object> listUsers(@Arg(dflt = "None") @Nullable String root) {
        return new ArrayList<>(new TreeSet<>(
                Accounts.HOST.users().stream().map(Accounts.Account::name).toList()));
    }

    @Fn(doc = """
            Return the groups of an account.

            name: its name
            """)
    public List<Object> listGroups(String name) {
        return Accounts.HOST.user(name).map(UserModule::groups).orElseGet(ArrayList::new);
    }

    @Fn(doc = """
            Return the name of an account's own group.

            name: the account's name
            """)
    public Object primaryGroup(String name) {
        return Accounts.HOST
                .user(name)
                .flatMap(user -> Accounts.HOST.group(String.valueOf(user.gid())))
                .map(Accounts.Group::name)
                .orElse("");
    }
}
