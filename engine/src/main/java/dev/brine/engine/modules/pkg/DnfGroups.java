package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.PythonText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code pkg} on Red Hat's kin: groups of packages. */
@Module("pkg")
public final class DnfGroups {
    private static final List<String> KINDS = List.of("mandatory", "optional", "default", "conditional");
    private static final Map<String, String> SECTIONS = Map.of(
            "installed groups:", "installed",
            "available groups:", "available",
            "installed environment groups:", "installed environments",
            "available environment groups:", "available environments",
            "available language groups:", "available languages");
    private static final Pattern LANGUAGE = Pattern.compile("(.+) \\[(.+)].*");
    private static final Pattern PART =
            Pattern.compile("(mandatory|optional|default|conditional) (?:groups|packages):\\s*");

    private final Dnf dnf;

    DnfGroups(Dnf dnf) {
        this.dnf = dnf;
    }

    @Fn(doc = "Return the groups of packages: those that are installed, those that could be, and those of languages.")
    public Map<String, Object> groupList() {
        Map<String, List<Object>> lists = new LinkedHashMap<>();
        List.of("installed", "available", "installed environments", "available environments")
                .forEach(section -> lists.put(section, new ArrayList<>()));
        Map<String, Object> languages = new LinkedHashMap<>();
        String section = "";
        for (String line : output(List.of("grouplist", "hidden")).split("\n")) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.equals("done")) {
                break;
            }
            String begins = SECTIONS.get(lower);
            if (begins != null && !begins.equals(section)) {
                section = begins;
            } else if (section.equals("available languages")) {
                language(line.strip(), languages);
            } else if (!section.isEmpty()) {
                lists.getOrDefault(section, new ArrayList<>()).add(line.strip());
            }
        }
        Map<String, Object> all = new LinkedHashMap<>(lists);
        all.put("available languages", languages);
        return all;
    }

    private static void language(String line, Map<String, Object> languages) {
        Matcher matcher = LANGUAGE.matcher(line);
        if (matcher.matches()) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("name", matcher.group(1));
            facts.put("language", matcher.group(2));
            languages.put(line, facts);
        }
    }

    /** What the program prints, without what it says of errors. */
    private String output(List<String> words) {
        List<String> command = new ArrayList<>(List.of(dnf.program()));
        command.addAll(words);
        return dnf.parts().host().run(command).stdout();
    }

    @Fn(doc = """
            Return what is in a group of packages: {mandatory, optional, default, conditional, type, group, id, description}.

            name: its name or id
            expand: of a group of groups, the packages in them
            ignore_groups: groups that are not expanded
            fromrepo, enablerepo, disablerepo: as dnf has them
            """)
    public Map<String, Object> groupInfo(
            String name,
            @Arg(dflt = "False") boolean expand,
            @Arg(dflt = "None") @Nullable List<Object> ignoreGroups,
            @Arg(rest = true) Map<String, Object> kwargs) {
        Set<String> done = new LinkedHashSet<>();
        if (ignoreGroups != null) {
            ignoreGroups.forEach(each -> done.add(PythonText.str(each)));
        }
        return info(name, expand, done, kwargs);
    }

    private Map<String, Object> info(String name, boolean expand, Set<String> done, Map<String, Object> kwargs) {
        Map<String, Object> repositories = new LinkedHashMap<>(kwargs);
        repositories.keySet().retainAll(List.of("fromrepo", "enablerepo", "disablerepo"));
        List<String> words = new ArrayList<>(List.of("--quiet"));
        words.addAll(Dnf.options(repositories));
        words.addAll(List.of("groupinfo", name));
        String printed = output(words);
        Map<String, String> facts = facts(printed);
        Map<String, Object> info = new LinkedHashMap<>();
        boolean environment = facts.containsKey("environment group");
        if (environment || facts.containsKey("group")) {
            info.put("type", environment ? "environment group" : "package group");
        }
        String group = facts.getOrDefault("environment group", facts.get("group"));
        String id = facts.getOrDefault("environment-id", facts.get("group-id"));
        if (group == null && id == null) {
            throw new FunctionError("Group '" + name + "' not found");
        }
        info.put("group", group);
        info.put("id", id);
        info.put("description", facts.getOrDefault("description", ""));
        Map<String, TreeSet<String>> members = new LinkedHashMap<>();
        for (String kind : KINDS) {
            for (String member : members(printed, kind)) {
                if (!expand || !environment) {
                    kind(members, kind).add(member);
                } else if (!member.isEmpty() && done.add(member)) {
                    // an @ makes sure that a group is meant, not a package of its name
                    Map<String, Object> inner = info("@" + member, true, done, kwargs);
                    KINDS.forEach(each -> kind(members, each).addAll(items(inner.get(each))));
                }
            }
        }
        KINDS.forEach(kind -> info.put(kind, new ArrayList<Object>(kind(members, kind))));
        return info;
    }

    private static TreeSet<String> kind(Map<String, TreeSet<String>> members, String kind) {
        return members.computeIfAbsent(kind, each -> new TreeSet<>());
    }

    private static List<String> items(@Nullable Object list) {
        return list instanceof List<?> items
                ? items.stream().map(PythonText::str).toList()
                : List.of();
    }

    private static Map<String, String> facts(String printed) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (String line : printed.split("\n")) {
            String[] pair = line.split(":", -1);
            if (pair.length == 2) {
                facts.put(pair[0].strip().toLowerCase(Locale.ROOT), pair[1].strip());
            }
        }
        return facts;
    }

    /** The lines below the heading of a kind, up to the next heading; without the marks before names. */
    private static List<String> members(String printed, String kind) {
        List<String> members = new ArrayList<>();
        boolean inside = false;
        for (String each : printed.split("\n")) {
            String line = each.strip().replaceFirst("^\\p{Punct}+", "");
            Matcher heading = PART.matcher(line.toLowerCase(Locale.ROOT));
            if (heading.matches()) {
                if (inside) {
                    break;
                }
                inside = heading.group(1).equals(kind);
            } else if (inside) {
                members.add(line);
            }
        }
        return members;
    }

    @Fn(doc = """
            Return which packages of a group are installed and which are not, by kind.

            name: the group
            fromrepo, enablerepo, disablerepo: as dnf has them
            """)
    public Map<String, Object> groupDiff(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> installed = dnf.installed();
        Map<String, Object> members = groupInfo(name, true, null, kwargs);
        Map<String, Object> all = new LinkedHashMap<>();
        for (String kind : KINDS) {
            List<Object> there = new ArrayList<>();
            List<Object> missing = new ArrayList<>();
            items(members.get(kind)).forEach(each -> (installed.containsKey(each) ? there : missing).add(each));
            Map<String, Object> parts = new LinkedHashMap<>();
            parts.put("installed", there);
            parts.put("not installed", missing);
            all.put(kind, parts);
        }
        return all;
    }

    @Fn(name = "groupinstall", doc = "Another name of pkg.group_install.")
    @Fn(doc = """
            Install the mandatory and the default packages of groups and return what changed: old and new version by package.

            name: a group, several with commas between them, or a list
            skip: default packages to leave out
            include: optional packages to take in
            further arguments go to pkg.install
            """)
    public @Nullable Object groupInstall(
            Object name,
            @Arg(dflt = "[]") Object skip,
            @Arg(dflt = "[]") Object include,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        List<String> groups = list("groups", name);
        if (groups.isEmpty()) {
            throw new InvocationError("no groups specified");
        }
        List<String> left = list("skip", skip);
        Set<String> wanted = new LinkedHashSet<>();
        for (String group : groups) {
            Map<String, Object> info = groupInfo(group, false, null, Map.of());
            wanted.addAll(items(info.get("mandatory")));
            items(info.get("default")).stream()
                    .filter(each -> !left.contains(each))
                    .forEach(wanted::add);
        }
        wanted.addAll(list("include", include));
        wanted.remove("");
        wanted.removeAll(dnf.installed().keySet());
        if (wanted.isEmpty()) {
            return new LinkedHashMap<>();
        }
        Map<String, Object> options = new LinkedHashMap<>(kwargs);
        options.put("pkgs", new ArrayList<>(wanted));
        return call.functions().value(List.of(), options, call.nested("pkg.install"));
    }

    private static List<String> list(String argument, Object value) {
        if (value instanceof List<?> items) {
            return items.stream().map(PythonText::str).toList();
        }
        if (value instanceof String text) {
            return Arrays.asList(text.split(",", -1));
        }
        throw new InvocationError("'" + argument + "' must be a list");
    }
}
