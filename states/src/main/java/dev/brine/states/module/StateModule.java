package dev.brine.states.module;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Catalog;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.plugin.MinionParts;
import dev.brine.states.render.TemplateError;
import dev.brine.states.run.Pauses;
import dev.brine.states.run.RunSettings;
import dev.brine.states.state.StateCatalog;
import dev.brine.states.state.StateContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The functions of {@code state} that apply states. What only shows them is in {@link Showing}, to which they are handed on. */
@Module("state")
public final class StateModule {
    private static final String SHARED = """

            test: True changes nothing and says what would change
            queue: True waits until no other state run goes on; else that is an error
            concurrent: True runs beside others
            pillar: values that override the minion's pillar in this run
            saltenv, pillarenv: environments of files and pillar
            """;

    private final MinionParts minion;
    private final Preparation preparation;
    private final Conflict conflict;
    private final Disabled disabled;
    private final Applying applying;
    private final Showing showing;

    public StateModule(MinionParts minion, RunTemplates templates) {
        this(minion, templates, StateCatalog::new);
    }

    /** @param states makes the state modules of each run */
    public StateModule(MinionParts minion, RunTemplates templates, Function<StateContext, Catalog> states) {
        this.minion = minion;
        this.preparation = new Preparation(minion, templates, states);
        this.conflict = new Conflict(minion.functions());
        this.disabled = new Disabled(minion);
        this.applying = new Applying(preparation);
        this.showing = new Showing(preparation);
    }

    /** What a function does once nothing stands in its way. */
    private interface Work {
        Object of(RunSettings settings) throws Preparation.Refused;
    }

    @Fn(doc = """
            Apply SLS files, or the highstate when none are named.

            mods: names of SLS files, a list or separated by commas""" + SHARED)
    public Object apply(
            @Arg(dflt = "None") @Nullable Object mods, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        if (mods == null || mods.toString().isEmpty() || List.of().equals(mods)) {
            return highstate(kwargs, call);
        }
        return sls(mods, kwargs, call);
    }

    @Fn(doc = """
            Apply SLS files.

            mods: their names, a list or separated by commas
            exclude: SLS files or ids to leave out""" + SHARED)
    public Object sls(
            Object mods,
            @Arg(rest = true, known = "test=None, exclude=None, queue=None, sync_mods=None, state_events=None")
                    Map<String, Object> kwargs,
            Call call) {
        return run(call, kwargs, settings -> {
            List<Object> reasons = disabled.reasons(Words.texts(mods));
            if (!reasons.isEmpty()) {
                call.retcode(Preparation.COMPILER_ERROR);
                call.out("highstate");
                return reasons;
            }
            return applying.sls(settings, mods, kwargs);
        });
    }

    @Fn(doc = """
            Apply what the top file has for this minion.

            exclude: SLS files or ids to leave out
            whitelist: the only SLS files of the top file to take""" + SHARED)
    public Object highstate(
            @Arg(rest = true, known = "test=None, queue=None, state_events=None") Map<String, Object> kwargs,
            Call call) {
        if (disabled.highstate()) {
            call.out("highstate");
            Map<String, Object> refused = new LinkedHashMap<>();
            refused.put("name", "Salt highstate run is disabled. To re-enable, run state.enable highstate");
            // Salt 3006: a text, so this is no failure
            refused.put("result", "False");
            refused.put("comment", "Disabled");
            return refused;
        }
        return run(call, kwargs, settings -> applying.highstate(settings, kwargs));
    }

    @Fn(doc = """
            Apply what a top file of another name has for this minion.

            topfn: the top file's path""" + SHARED)
    public Object top(
            String topfn, @Arg(rest = true, known = "test=None, queue=None") Map<String, Object> kwargs, Call call) {
        return run(call, kwargs, settings -> {
            settings.opts().put("state_top", topfn.startsWith("salt://") ? topfn.substring(7) : topfn);
            return applying.highstate(settings, kwargs);
        });
    }

    @Fn(doc = """
            Say what state.apply would change.

            mods: names of SLS files""" + SHARED)
    public Object test(
            @Arg(dflt = "None") @Nullable Object mods, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        kwargs.put("test", true);
        return apply(mods, kwargs, call);
    }

    @Fn(doc = """
            Run a single state function.

            fun: its name, as file.managed
            name: its name argument""" + SHARED)
    public Object single(
            String fun,
            String name,
            @Arg(rest = true, known = "test=None, queue=None") Map<String, Object> kwargs,
            Call call) {
        int dot = fun.indexOf('.');
        call.out("highstate");
        if (dot <= 0) {
            call.retcode(Preparation.COMPILER_ERROR);
            return "Invalid function passed";
        }
        return run(call, kwargs, settings -> applying.single(settings, fun, name, kwargs));
    }

    @Fn(doc = """
            Run one id of SLS files, with what it requires.

            id_: the id
            mods: names of SLS files""" + SHARED)
    public Object slsId(
            @Arg(name = "id_") String id,
            Object mods,
            @Arg(rest = true, known = "test=None, queue=None, state_events=None") Map<String, Object> kwargs,
            Call call) {
        return run(call, kwargs, settings -> applying.slsId(settings, id, mods, kwargs));
    }

    @Fn(doc = """
            Run high data.

            data: ids to declarations, in the long form""" + SHARED)
    public Object high(
            Map<String, Object> data,
            @Arg(rest = true, known = "test=None, queue=None") Map<String, Object> kwargs,
            Call call) {
        Object results = run(call, kwargs, settings -> new Application(settings).run(new LinkedHashMap<>(data)));
        // Salt 3006: this function names no outputter
        call.out(null);
        return results;
    }

    @Fn(doc = """
            Run one low chunk.

            data: a map with state, fun, name, __id__ and the arguments""" + SHARED)
    public Object low(
            Map<String, Object> data, @Arg(rest = true, known = "queue=None") Map<String, Object> kwargs, Call call) {
        return run(call, kwargs, settings -> applying.low(settings, data));
    }

    @Fn(doc = """
            Apply an SLS file of this machine.

            tem: its path""" + SHARED)
    public Object template(String tem, @Arg(rest = true, known = "queue=None") Map<String, Object> kwargs, Call call) {
        String path = tem.endsWith(".sls") ? tem : tem + ".sls";
        call.out("highstate");
        String text;
        try {
            text = Files.readString(Path.of(path), StandardCharsets.UTF_8);
        } catch (IOException e) {
            call.retcode(Preparation.COMPILER_ERROR);
            return new ArrayList<>(List.of("Specified SLS " + path + " on local filesystem cannot be found."));
        }
        return run(call, kwargs, settings -> applying.file(settings, path, text));
    }

    @Fn(doc = """
            Apply the text of an SLS file.

            tem: the text""" + SHARED)
    public Object templateStr(
            String tem, @Arg(rest = true, known = "queue=None") Map<String, Object> kwargs, Call call) {
        return run(call, kwargs, settings -> applying.text(settings, tem));
    }

    @Fn(doc = """
            Name the state runs that go on, in one line each; none is an empty list.

            concurrent: True always gives an empty list""")
    public List<Object> running(@Arg(dflt = "False") boolean concurrent, Call call) {
        return concurrent ? new ArrayList<>() : new ArrayList<>(conflict.lines(conflict.running(call, false)));
    }

    @Fn(doc = """
            Show SLS files as high data.

            mods: their names""" + SHARED)
    public Object showSls(
            Object mods, @Arg(rest = true, known = "test=None, queue=None") Map<String, Object> kwargs, Call call) {
        return run(call, kwargs, settings -> showing.sls(settings, mods, kwargs));
    }

    @Fn(doc = """
            Show SLS files as low chunks.

            mods: their names""" + SHARED)
    public Object showLowSls(
            Object mods, @Arg(rest = true, known = "test=None, queue=None") Map<String, Object> kwargs, Call call) {
        return run(call, kwargs, settings -> showing.lowSls(settings, mods, kwargs));
    }

    @Fn(doc = "Show the highstate as high data." + SHARED)
    public Object showHighstate(@Arg(rest = true, known = "queue=None") Map<String, Object> kwargs, Call call) {
        return run(call, kwargs, showing::highstate);
    }

    @Fn(doc = "Show the highstate as low chunks." + SHARED)
    public Object showLowstate(@Arg(rest = true, known = "queue=None") Map<String, Object> kwargs, Call call) {
        return run(call, kwargs, showing::lowstate);
    }

    @Fn(doc = "Show which SLS files the top file has for this minion." + SHARED)
    public Object showTop(@Arg(rest = true, known = "queue=None") Map<String, Object> kwargs, Call call) {
        return run(call, kwargs, showing::top);
    }

    @Fn(
            doc = "Say which SLS files there are and which of them the top file has for this minion, by environment."
                    + SHARED)
    public Object showStateUsage(@Arg(rest = true, known = "queue=None") Map<String, Object> kwargs, Call call) {
        return run(call, kwargs, showing::usage);
    }

    @Fn(doc = "Name the SLS files of the highstate, included ones too." + SHARED)
    public Object showStates(@Arg(rest = true, known = "queue=None") Map<String, Object> kwargs, Call call) {
        return run(call, kwargs, showing::states);
    }

    @Fn(doc = """
            Say whether SLS files are there and render.

            mods: their names""" + SHARED)
    public Object slsExists(
            Object mods, @Arg(rest = true, known = "test=None, queue=None") Map<String, Object> kwargs, Call call) {
        return showSls(mods, kwargs, call) instanceof Map;
    }

    @Fn(doc = """
            Say whether ids are in SLS files.

            ids: a list, or separated by commas
            mods: names of SLS files""" + SHARED)
    public Object idExists(
            Object ids,
            Object mods,
            @Arg(rest = true, known = "test=None, queue=None") Map<String, Object> kwargs,
            Call call) {
        List<Object> known = new ArrayList<>();
        for (Object chunk : showLowSls(mods, kwargs, call) instanceof List<?> chunks ? chunks : List.of()) {
            known.add(chunk instanceof Map<?, ?> low ? low.get("__id__") : null);
        }
        return known.containsAll(Words.of(ids));
    }

    @Fn(doc = """
            Hold a running state run before its next state.

            jid: the job that runs it
            state_id: only before the state of this id
            duration: for so many seconds; without it until state.resume""")
    public void pause(
            String jid, @Arg(dflt = "None") @Nullable String stateId, @Arg(dflt = "None") @Nullable Long duration) {
        Pauses.of(minion.config().paths().cache(), jid).pause(stateId, duration);
    }

    @Fn(doc = """
            Let a state run go on that state.pause holds.

            jid: the job that runs it
            state_id: only the hold for the state of this id""")
    public void resume(String jid, @Arg(dflt = "None") @Nullable String stateId) {
        Pauses.of(minion.config().paths().cache(), jid).resume(stateId);
    }

    @Fn(doc = """
            End a running state run before its next state.

            jid: the job that runs it
            state_id: only before the state of this id""")
    public void softKill(String jid, @Arg(dflt = "None") @Nullable String stateId) {
        Pauses.of(minion.config().paths().cache(), jid).softKill(stateId);
    }

    private Object run(Call call, Map<String, Object> kwargs, Work work) {
        List<String> conflicts = conflict.of(call, kwargs.get("queue"), kwargs);
        if (!conflicts.isEmpty()) {
            call.retcode(Preparation.COMPILER_ERROR);
            return new ArrayList<>(conflicts);
        }
        kwargs.keySet().removeIf(key -> key.startsWith("__pub_"));
        try {
            return work.of(preparation.settings(call, kwargs.get("test"), kwargs));
        } catch (Preparation.Refused e) {
            return e.value();
        } catch (TemplateError e) {
            throw new FunctionError(String.valueOf(e.getMessage()), e);
        }
    }
}
