package dev.brine.engine.modules.facts;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.DictMerge;
import dev.brine.engine.data.Glob;
import dev.brine.engine.data.TextKeys;
import dev.brine.engine.data.Traverse;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.sdb.Sdb;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code config}: options, wherever they are set: configuration, grains, pillar, the master's options in the pillar. */
@Module("config")
public final class ConfigModule {
    private static final Object ABSENT = new Object();
    /** Salt 3006: the values that its modules have where nobody sets them; only those that are asked for outside of them. */
    private static final Map<String, Object> DEFAULTS =
            Map.of("hosts.file", "/etc/hosts", "aliases.file", "/etc/aliases");

    private final ModuleParts parts;
    private final Sdb sdb;

    public ConfigModule(ModuleParts parts) {
        this.parts = parts;
        this.sdb = new Sdb(name -> {
            Object profile = parts.minion().config().raw().value(name).orElse(null);
            return profile == null ? parts.pillar().get(name) : profile;
        });
    }

    @Fn(doc = """
            Return an option. Looked for in this order: configuration, grains, pillar, the master's options in the pillar.

            key: its name; a delimiter separates the levels of a nested one
            default: what to return when there is none
            delimiter: separates the levels
            merge: recurse or overwrite: merge what all of these places say
            omit_opts, omit_pillar, omit_master, omit_grains: leave the place out
            """)
    public @Nullable Object get(
            String key,
            @Arg(dflt = "''", name = "default") @Nullable Object dflt,
            @Arg(dflt = "':'") String delimiter,
            @Arg(dflt = "None") @Nullable String merge,
            @Arg(dflt = "False") boolean omitOpts,
            @Arg(dflt = "False") boolean omitPillar,
            @Arg(dflt = "False") boolean omitMaster,
            @Arg(dflt = "False") boolean omitGrains) {
        List<Map<String, Object>> places = places(omitOpts, omitGrains, omitPillar, omitMaster);
        if (merge == null) {
            for (Map<String, Object> place : places) {
                Object found = Traverse.get(place, key, ABSENT, delimiter);
                if (found != ABSENT) {
                    return sdb.get(found);
                }
            }
            return DEFAULTS.getOrDefault(key, dflt);
        }
        Map<String, Object> all = new LinkedHashMap<>(DEFAULTS);
        for (int i = places.size() - 1; i >= 0; i--) {
            if (merge.equals("overwrite")) {
                all.putAll(places.get(i));
            } else {
                DictMerge.update(
                        all,
                        (Map<?, ?>) java.util.Objects.requireNonNull(DictMerge.copy(places.get(i))),
                        DictMerge.Lists.REPLACE);
            }
        }
        return Traverse.get(all, key, dflt, delimiter);
    }

    private List<Map<String, Object>> places(
            boolean omitOpts, boolean omitGrains, boolean omitPillar, boolean omitMaster) {
        Map<String, Object> none = Map.of();
        return List.of(
                omitOpts ? none : parts.opts(),
                omitGrains ? none : parts.grains(),
                omitPillar ? none : parts.pillar(),
                omitMaster ? none : master());
    }

    private Map<String, Object> master() {
        return TextKeys.copy(parts.pillar().get("master"));
    }

    @Fn(doc = """
            Return an option by its whole name, from the same places as config.get.

            value: its name
            default: what to return when there is none
            omit_opts, omit_grains, omit_pillar, omit_master, omit_all: leave the place out
            wildcard: the name is a glob; return all options that fit, as a map
            """)
    public @Nullable Object option(
            String value,
            @Arg(dflt = "None", name = "default") @Nullable Object dflt,
            @Arg(dflt = "False") boolean omitOpts,
            @Arg(dflt = "False") boolean omitGrains,
            @Arg(dflt = "False") boolean omitPillar,
            @Arg(dflt = "False") boolean omitMaster,
            @Arg(dflt = "False") boolean omitAll,
            @Arg(dflt = "False") boolean wildcard) {
        List<Map<String, Object>> places =
                places(omitAll || omitOpts, omitAll || omitGrains, omitAll || omitPillar, omitAll || omitMaster);
        if (wildcard) {
            Glob glob = Glob.of(value);
            Map<String, Object> found = new LinkedHashMap<>();
            places.forEach(place -> place.forEach((key, option) -> {
                if (glob.test(key)) {
                    found.putIfAbsent(key, option);
                }
            }));
            return found.isEmpty() && dflt != null ? dflt : found;
        }
        for (Map<String, Object> place : places) {
            if (place.containsKey(value)) {
                return place.get(value);
            }
        }
        return DEFAULTS.getOrDefault(value, dflt == null ? "" : dflt);
    }

    @Fn(doc = """
            Return an option, the maps or lists of all places merged.

            value: its name
            default: what to return when there is none
            omit_opts, omit_master, omit_pillar: leave the place out
            """)
    public @Nullable Object merge(
            String value,
            @Arg(dflt = "''", name = "default") @Nullable Object dflt,
            @Arg(dflt = "False") boolean omitOpts,
            @Arg(dflt = "False") boolean omitMaster,
            @Arg(dflt = "False") boolean omitPillar) {
        return merged(places(omitOpts, true, omitPillar, omitMaster), value, dflt);
    }

    /** The first that is neither map nor list wins; maps and lists collect, earlier places first. */
    public static @Nullable Object merged(List<Map<String, Object>> places, String value, @Nullable Object dflt) {
        Map<Object, Object> maps = new LinkedHashMap<>();
        java.util.List<Object> lists = new java.util.ArrayList<>();
        for (Map<String, Object> place : places) {
            Object found = place.get(value);
            if (found instanceof Map<?, ?> map) {
                map.forEach(maps::putIfAbsent);
            } else if (found instanceof List<?> list) {
                lists.addAll(list);
            } else if (found != null && maps.isEmpty() && lists.isEmpty()) {
                return found;
            }
        }
        return maps.isEmpty() ? lists.isEmpty() ? dflt : lists : maps;
    }

    @Fn(doc = "Return all options of the minion's configuration.")
    public Map<String, Object> items() {
        return parts.opts();
    }

    @Fn(doc = """
            Return a file mode in the form in which Salt keeps it: four octal digits.

            mode: the mode
            """)
    public @Nullable String manageMode(@Arg(dflt = "None") @Nullable Object mode) {
        if (mode == null) {
            return null;
        }
        String text = PythonText.str(mode).strip();
        if (!text.matches("0?o?[0-7]{1,5}")) {
            throw new InvocationError("not a file mode: " + text);
        }
        String digits = text.replaceFirst("^0?o", "").replaceFirst("^0+(?=.)", "");
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }

    @Fn(doc = """
            Return the backup mode that holds: the one given, else the option backup_mode.

            backup: the mode
            """)
    public Object backupMode(@Arg(dflt = "''") String backup) {
        Object option = option("backup_mode", "", false, false, false, false, false, false);
        return backup.isEmpty() && option != null ? option : backup;
    }

    @Fn(doc = """
            Return the options whose names start with a word and a dot.

            value: the word
            """)
    public Map<String, Object> dotVals(String value) {
        Map<String, Object> found = new LinkedHashMap<>();
        List<Map<String, Object>> places = places(false, true, false, true);
        for (int i = places.size() - 1; i >= 0; i--) {
            places.get(i).forEach((key, option) -> {
                if (key.startsWith(value + ".")) {
                    found.put(key, option);
                }
            });
        }
        return found;
    }

    @Fn(doc = """
            Return whether the minion can fetch from a URI.

            uri: the URI
            """)
    public boolean validFileproto(String uri) {
        return uri.matches("(salt|https?|file)://.+");
    }

    @Fn(doc = """
            Refused: the script belongs to salt-cloud, which is not part of Brine.

            bootstrap: where it would be downloaded from
            """)
    public @Nullable Object gatherBootstrapScript(@Arg(dflt = "None") @Nullable Object bootstrap) {
        throw new FunctionError(
                "config.gather_bootstrap_script updates the script of salt-cloud, which is not part of Brine");
    }
}
