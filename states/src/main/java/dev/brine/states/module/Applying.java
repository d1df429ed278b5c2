package dev.brine.states.module;

import dev.brine.engine.call.InvocationError;
import dev.brine.states.graph.Chunk;
import dev.brine.states.high.HighData;
import dev.brine.states.high.SlsCompiler;
import dev.brine.states.high.TopFile;
import dev.brine.states.render.TemplateError;
import dev.brine.states.run.RunSettings;
import dev.brine.states.run.StateRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code state.sls}, {@code state.highstate}, {@code state.single} and their kin do. Holds nothing. */
final class Applying {
    private static final Logger log = LoggerFactory.getLogger(Applying.class);

    private final Preparation preparation;

    Applying(Preparation preparation) {
        this.preparation = preparation;
    }

    Object sls(RunSettings settings, Object mods, Map<String, Object> kwargs) {
        String saltenv = preparation.saltenv(kwargs);
        settings.opts().put("saltenv", saltenv);
        Custom.asked(settings, kwargs.get("sync_mods"), saltenv);
        Application application = new Application(settings);
        SlsCompiler.Compiled compiled = application.high(Map.of(saltenv, Words.texts(mods)));
        return applied(application, settings, compiled, kwargs);
    }

    Object highstate(RunSettings settings, Map<String, Object> kwargs) {
        Application application = new Application(settings);
        TopFile top = application.top();
        Map<String, Map<Object, Object>> merged = merged(top);
        List<String> errors = TopFile.check(merged);
        Map<String, List<String>> matches = top.matches(merged);
        if (matches.isEmpty()) {
            return nothing(
                    settings, "No Top file or master_tops data matches found. Please see master log for details.");
        }
        Object whitelist = kwargs.get("whitelist");
        if (whitelist != null) {
            Set<String> wanted = Set.copyOf(Words.texts(whitelist));
            matches.replaceAll(
                    (saltenv, slss) -> slss.stream().filter(wanted::contains).toList());
            matches.values().removeIf(List::isEmpty);
        }
        Custom.dynamic(settings, matches.keySet());
        SlsCompiler.Compiled compiled = application.high(matches);
        List<String> all = new ArrayList<>(errors);
        all.addAll(compiled.errors());
        if (all.isEmpty() && compiled.high().isEmpty()) {
            return nothing(settings, "No states found for this minion");
        }
        return applied(application, settings, new SlsCompiler.Compiled(compiled.high(), all), kwargs);
    }

    Object single(RunSettings settings, String function, String name, Map<String, Object> kwargs) {
        int dot = function.indexOf('.');
        Map<String, Object> low = new LinkedHashMap<>(kwargs);
        List.of("test", "queue", "concurrent", "pillar", "pillarenv").forEach(low::remove);
        low.put("state", function.substring(0, dot));
        low.put("fun", function.substring(dot + 1));
        low.put("__id__", name);
        low.put("name", name);
        Chunk chunk = new Chunk(low);
        StateRun run = new Application(settings).stateRun();
        List<String> errors = run.verify(chunk);
        if (!errors.isEmpty()) {
            return Application.finish(settings.job(), new ArrayList<Object>(errors), Map.of());
        }
        String tag = chunk.tag();
        Map<String, Object> results = new LinkedHashMap<>();
        results.put(tag, run.single(chunk));
        return Application.finish(settings.job(), results, Map.of());
    }

    Object low(RunSettings settings, Map<String, Object> data) {
        Chunk chunk = new Chunk(new LinkedHashMap<>(data));
        StateRun run = new Application(settings).stateRun();
        List<String> errors = run.verify(chunk);
        if (!errors.isEmpty()) {
            settings.job().retcode(Preparation.COMPILER_ERROR);
            return new ArrayList<Object>(errors);
        }
        Map<String, Object> result = run.single(chunk);
        if (Boolean.FALSE.equals(result.get("result"))) {
            settings.job().retcode(Preparation.STATE_FAILURE);
        }
        return result;
    }

    Object slsId(RunSettings settings, String id, Object mods, Map<String, Object> kwargs) {
        String saltenv = preparation.saltenv(kwargs);
        settings.opts().put("saltenv", saltenv);
        Application application = new Application(settings);
        SlsCompiler.Compiled compiled = application.high(Map.of(saltenv, Words.texts(mods)));
        List<String> errors = new ArrayList<>(compiled.errors());
        errors.addAll(HighData.check(compiled.high()));
        errors.addAll(HighData.requisitesIn(compiled.high(), application.disabled()));
        if (!errors.isEmpty()) {
            return Application.finish(settings.job(), new ArrayList<Object>(errors), Map.of());
        }
        List<Chunk> chunks = HighData.chunks(compiled.high());
        Map<String, Object> results = new LinkedHashMap<>();
        StateRun run = application.stateRun();
        for (Chunk chunk : chunks) {
            if (chunk.id().equals(id)) {
                results.putAll(run.only(chunk, chunks));
            }
        }
        if (results.isEmpty()) {
            throw new InvocationError("No matches for ID '" + id + "' found in SLS '"
                    + String.join(",", Words.texts(mods)) + "' within saltenv '" + saltenv + "'");
        }
        return Application.finish(settings.job(), results, compiled.high());
    }

    /** An SLS file of this machine. */
    Object file(RunSettings settings, String name, String text) {
        Application application = new Application(settings);
        Object saltenv = settings.opts().get("saltenv");
        SlsCompiler.Compiled compiled =
                application.highOfText(name, saltenv == null ? "base" : saltenv.toString(), text);
        return applied(application, settings, compiled, Map.of());
    }

    /** A text that is no file. Salt 3006: its states belong to no SLS and run in alphabetical order. */
    Object text(RunSettings settings, String text) {
        Application application = new Application(settings);
        SlsCompiler.Compiled compiled = application.highOfText("<template-str>", "base", text);
        for (Object body : compiled.high().values()) {
            if (body instanceof Map<?, ?> map) {
                map.remove("__sls__");
                map.remove("__env__");
            }
        }
        return applied(application, settings, compiled, Map.of());
    }

    private static Map<String, Map<Object, Object>> merged(TopFile top) {
        try {
            return top.merged();
        } catch (TemplateError e) {
            // Salt 3006: the run goes on as if there were no top file
            log.error("Unable to render top file: {}", e.getMessage());
            return Map.of();
        }
    }

    private static Object applied(
            Application application, RunSettings settings, SlsCompiler.Compiled compiled, Map<String, Object> kwargs) {
        if (!compiled.errors().isEmpty()) {
            return Application.finish(settings.job(), new ArrayList<Object>(compiled.errors()), Map.of());
        }
        Application.exclude(compiled.high(), kwargs.get("exclude"));
        Object results = application.run(compiled.high());
        if (results instanceof Map<?, ?> map && Boolean.TRUE.equals(kwargs.get("terse"))) {
            map.values()
                    .removeIf(each -> each instanceof Map<?, ?> result
                            && Boolean.TRUE.equals(result.get("result"))
                            && Map.of().equals(result.get("changes")));
        }
        return results;
    }

    private static Object nothing(RunSettings settings, String comment) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("result", false);
        result.put("comment", comment);
        result.put("name", "No States");
        result.put("changes", new LinkedHashMap<>());
        result.put("__run_num__", 0L);
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("no_|-states_|-states_|-None", result);
        return Application.finish(settings.job(), results, Map.of());
    }
}
