package dev.brine.states.module;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.Glob;
import dev.brine.engine.data.TextKeys;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Subscription;
import dev.brine.engine.fileserver.client.LocalFiles;
import dev.brine.engine.plugin.MinionParts;
import dev.brine.states.run.Pauses;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The functions of {@code state} around state runs: switching them off, asking for them, watching and holding them. */
@Module("state")
public final class StateUpkeep {
    private static final int QUEUE = 10_000;
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final MinionParts minion;
    private final RunTemplates templates;
    private final StateModule states;
    private final Disabled disabled;
    private final Requests requests;

    /** @param states what applies states on the same minion */
    public StateUpkeep(MinionParts minion, RunTemplates templates, StateModule states) {
        this.minion = minion;
        this.templates = templates;
        this.states = states;
        this.disabled = new Disabled(minion);
        this.requests = new Requests(minion.config().paths().cache());
    }

    @Fn(doc = """
            Switch state runs off: they are refused until state.enable. Kept in the grain state_runs_disabled.

            states: names of SLS files as for state.sls, name.* for all below one, or highstate; a list or separated by commas
            """)
    public Map<String, Object> disable(Object states, Call call) {
        return disabled.disable(Words.of(states), call);
    }

    @Fn(doc = """
            Switch state runs on again.

            states: names as they were given to state.disable, a list or separated by commas
            """)
    public Map<String, Object> enable(Object states, Call call) {
        return disabled.enable(Words.of(states), call);
    }

    @Fn(doc = "Return the names of state runs that are switched off; an empty text when there never was one.")
    public Object listDisabled(Call call) {
        Object names = minion.grains().get().get(Disabled.GRAIN);
        return names == null ? "" : names;
    }

    @Fn(doc = """
            Ask for a state run: it is tried with test=True and kept until state.run_request runs it.

            mods: names of SLS files; the highstate when none are named
            name: a name for the request, in place of default
            """)
    public Object request(
            @Arg(dflt = "None") @Nullable Object mods, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        kwargs.keySet().removeIf(key -> key.startsWith("__pub_"));
        kwargs.put("test", true);
        Map<String, Object> given = new LinkedHashMap<>(kwargs);
        Object tried = states.apply(mods, kwargs, call);
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("test_run", tried);
        one.put("mods", mods);
        one.put("kwargs", given);
        Map<String, Object> all = requests.read();
        all.put(String.valueOf(given.getOrDefault("name", "default")), one);
        requests.write(all);
        return tried;
    }

    @Fn(doc = """
            Return the state runs that were asked for: {name: {test_run, mods, kwargs}}.

            name: only what is known of this one
            """)
    public Object checkRequest(@Arg(dflt = "None") @Nullable String name, Call call) {
        call.out("highstate");
        Map<String, Object> all = requests.read();
        if (name == null || name.isEmpty() || all.isEmpty()) {
            return all;
        }
        Object one = all.get(name);
        if (one == null) {
            throw new FunctionError(
                    "no state run was asked for under the name '" + name + "'; there are: " + all.keySet());
        }
        return one;
    }

    @Fn(doc = """
            Forget state runs that were asked for; False when there is none of that name.

            name: only this one
            """)
    public boolean clearRequest(@Arg(dflt = "None") @Nullable String name) {
        return requests.clear(name == null ? "" : name);
    }

    @Fn(doc = """
            Run a state run that was asked for, and forget all that were. Further arguments replace those it was asked for with.

            name: its name
            """)
    public Object runRequest(
            @Arg(dflt = "'default'") String name, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        call.out("highstate");
        if (!(requests.read().get(name) instanceof Map<?, ?> one) || !(one.get("kwargs") instanceof Map<?, ?> asked)) {
            return new LinkedHashMap<>();
        }
        Map<String, Object> all = TextKeys.copy(asked);
        all.putAll(kwargs);
        all.remove("test");
        Object result = states.apply(one.get("mods"), all, call);
        requests.remove();
        return result;
    }

    @Fn(doc = """
            Wait for events on the minion's own bus; salt-call state.event prints them as they pass.

            tagmatch: a glob for their tags
            count: return after so many; -1 for no end
            quiet, pretty, sock_dir, node: for salt-call, which prints
            """)
    public @Nullable Object event(
            @Arg(dflt = "'*'") String tagmatch,
            @Arg(dflt = "-1") long count,
            @Arg(dflt = "False") boolean quiet,
            @Arg(dflt = "None") @Nullable String sockDir,
            @Arg(dflt = "False") boolean pretty,
            @Arg(dflt = "'minion'") String node,
            Call call)
            throws InterruptedException {
        Glob glob = Glob.of(tagmatch);
        long left = count;
        try (Subscription events = minion.bus().subscribe("", QUEUE)) {
            while (left != 0 && !call.cancelled()) {
                Optional<Event> next = events.next(LOOK);
                if (next.isPresent() && glob.test(next.get().tag())) {
                    left--;
                }
            }
        }
        return null;
    }

    @Fn(doc = """
            Return what was asked of state runs that go on: {jid: {id or __all__: {duration, kill}}}.

            jid: only these jobs, one or a list
            """)
    public Map<String, Object> getPauses(@Arg(dflt = "None") @Nullable Object jid, Call call) throws IOException {
        Path cache = minion.config().paths().cache();
        List<String> jids = new ArrayList<>();
        if (jid instanceof List<?> several) {
            several.forEach(each -> jids.add(String.valueOf(each)));
        } else if (jid != null) {
            jids.add(String.valueOf(jid));
        } else if (Files.isDirectory(cache.resolve("state_pause"))) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(cache.resolve("state_pause"))) {
                files.forEach(file -> jids.add(String.valueOf(file.getFileName())));
            }
        }
        List<Object> active = new ArrayList<>();
        Object runs = minion.functions().get().value(List.of("state.*"), Map.of(), call.nested("saltutil.is_running"));
        for (Object run : runs instanceof List<?> list ? list : List.of()) {
            active.add(run instanceof Map<?, ?> data ? String.valueOf(data.get("jid")) : "");
        }
        Map<String, Object> pauses = new LinkedHashMap<>();
        for (String each : jids) {
            Pauses asked = Pauses.of(cache, each);
            if (active.contains(each)) {
                pauses.put(each, asked.asked());
            } else {
                asked.over();
            }
        }
        return pauses;
    }

    @Fn(doc = "Remove compiled state data that is kept on the minion; return the names of the files. Brine keeps none.")
    public List<Object> clearCache() throws IOException {
        List<Object> removed = new ArrayList<>();
        Path cache = minion.config().paths().cache();
        if (Files.isDirectory(cache)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(cache, "*.cache.p")) {
                for (Path file : files) {
                    if (Files.isRegularFile(file)) {
                        Files.delete(file);
                        removed.add(String.valueOf(file.getFileName()));
                    }
                }
            }
        }
        return removed;
    }

    @Fn(doc = """
            Refused: the tarballs are those of salt-ssh, which is not part of Brine.

            pkg_path: the tarball
            pkg_sum, hash_type: its digest
            """)
    public @Nullable Object pkg(
            String pkgPath,
            Object pkgSum,
            String hashType,
            @Arg(dflt = "None") @Nullable Object test,
            @Arg(rest = true) Map<String, Object> kwargs) {
        throw new FunctionError("state.pkg runs the tarballs of salt-ssh, which is not part of Brine; state.apply runs"
                + " SLS files from the master or, with --local, from the file roots of this host");
    }

    @Fn(doc = """
            Apply SLS files of the minion's own file roots. States that steer other minions need the master:
            salt-run state.orchestrate.

            mods: names of SLS files, a list or separated by commas
            saltenv: the environment of the files
            test: True changes nothing and says what would change
            exclude: SLS files or ids to leave out
            pillar: values for this run
            pillarenv: environment of the pillar
            """)
    public Object orchestrate(
            Object mods,
            @Arg(dflt = "'base'") String saltenv,
            @Arg(dflt = "None") @Nullable Object test,
            @Arg(dflt = "None") @Nullable Object exclude,
            @Arg(dflt = "None") @Nullable Object pillar,
            @Arg(dflt = "None") @Nullable String pillarenv,
            Call call) {
        if (pillar != null && !(pillar instanceof Map)) {
            throw new InvocationError("Pillar data must be formatted as a dictionary, unless pillar_enc is specified.");
        }
        MinionParts own = new MinionParts(
                minion.config(),
                minion.bus(),
                minion.clock(),
                minion.functions(),
                minion.grains(),
                minion.pillar(),
                new LocalFiles(
                        minion.config().files().fileRoots(),
                        minion.config().session().hashType()),
                minion.custom());
        Map<String, Object> kwargs = new LinkedHashMap<>(Map.of("saltenv", saltenv));
        putIfGiven(kwargs, "test", test);
        putIfGiven(kwargs, "exclude", exclude);
        putIfGiven(kwargs, "pillar", pillar);
        putIfGiven(kwargs, "pillarenv", pillarenv);
        Call run = call.nested("state.sls");
        Object result = new StateModule(own, templates).sls(mods, kwargs, run);
        String id = String.valueOf(
                minion.grains().get().getOrDefault("id", minion.config().id()));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("data", new LinkedHashMap<>(Map.of(id, result)));
        answer.put("outputter", "highstate");
        answer.put("retcode", run.retcode() == 0 ? 0L : 1L);
        return answer;
    }

    private static void putIfGiven(Map<String, Object> kwargs, String name, @Nullable Object value) {
        if (value != null) {
            kwargs.put(name, value);
        }
    }
}
