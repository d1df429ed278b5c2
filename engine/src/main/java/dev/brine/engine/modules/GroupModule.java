package dev.brine.engine.modules;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Accounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code group}: groups of the host. Reading only. */
@Module("group")
public final class GroupModule {

    @Fn(doc = """
            Return what is known of a group; an empty map when there is none.

            name: its name
            root: accepted as Salt accepts it
            """)
    public Map<String, Object> info(String name, @Arg(dflt = "None") @Nullable String root) {
        return Accounts.HOST.groups().stream()
                .filter(group -> group.name().equals(name))
                .findFirst()
                .map(GroupModule::facts)
                .orElseGet(LinkedHashMap::new);
    }

    @Fn(doc = """
            Return what is known of all groups.

            refresh, root: accepted as Salt accepts them
            """)
    public List<Object> getent(@Arg(dflt = "False") boolean refresh, @Arg(dflt = "None") @Nullable String root) {
        List<Object> all = new ArrayList<>();
        Accounts.HOST.groups().forEach(group -> all.add(facts(group)));
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
}
