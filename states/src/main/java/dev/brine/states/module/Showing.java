package dev.brine.states.module;

import dev.brine.states.graph.Chunk;
import dev.brine.states.high.HighData;
import dev.brine.states.high.SlsCompiler;
import dev.brine.states.high.TopFile;
import dev.brine.states.run.RunSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the {@code state.show_*} functions do: compile as far as asked, run nothing. Holds nothing. */
final class Showing {
    private final Preparation preparation;

    Showing(Preparation preparation) {
        this.preparation = preparation;
    }

    Object sls(RunSettings settings, Object mods, Map<String, Object> kwargs) {
        SlsCompiler.Compiled compiled = compiled(settings, mods, kwargs);
        return compiled.errors().isEmpty() ? compiled.high() : failed(settings, compiled.errors());
    }

    /** Salt 3006: requisites that point the other way are not turned around here. */
    Object lowSls(RunSettings settings, Object mods, Map<String, Object> kwargs) {
        SlsCompiler.Compiled compiled = compiled(settings, mods, kwargs);
        return compiled.errors().isEmpty()
                ? data(HighData.chunks(compiled.high()))
                : failed(settings, compiled.errors());
    }

    Object highstate(RunSettings settings) {
        SlsCompiler.Compiled compiled = compiledTop(new Application(settings));
        return compiled.errors().isEmpty() ? compiled.high() : failed(settings, compiled.errors());
    }

    Object lowstate(RunSettings settings) {
        Application application = new Application(settings);
        SlsCompiler.Compiled compiled = compiledTop(application);
        List<String> errors = new ArrayList<>(compiled.errors());
        List<Chunk> chunks = application.chunks(compiled.high(), errors);
        // Salt 3006: this function alone gives no return code with its errors
        return errors.isEmpty() ? data(chunks) : new ArrayList<Object>(errors);
    }

    Object top(RunSettings settings) {
        TopFile top = new Application(settings).top();
        Map<String, Map<Object, Object>> merged = top.merged();
        List<String> errors = TopFile.check(merged);
        return errors.isEmpty() ? top.matches(merged) : failed(settings, errors);
    }

    Object usage(RunSettings settings) {
        Application application = new Application(settings);
        TopFile top = application.top();
        Map<String, Map<Object, Object>> merged = top.merged();
        List<String> errors = TopFile.check(merged);
        if (!errors.isEmpty()) {
            return failed(settings, errors);
        }
        Map<String, List<String>> matches = top.matches(merged);
        Map<String, Object> usage = new LinkedHashMap<>();
        for (String saltenv : application.files().environments()) {
            List<String> wanted = matches.getOrDefault(saltenv, List.of());
            List<Object> used = new ArrayList<>();
            List<Object> unused = new ArrayList<>();
            application.files().names(saltenv).forEach(sls -> (wanted.contains(sls) ? used : unused).add(sls));
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("used", used);
            one.put("unused", unused);
            one.put("count_all", (long) used.size() + unused.size());
            one.put("count_used", (long) used.size());
            one.put("count_unused", (long) unused.size());
            usage.put(saltenv, one);
        }
        return usage;
    }

    Object states(RunSettings settings) {
        if (!(lowstate(settings) instanceof List<?> chunks)) {
            return new ArrayList<>();
        }
        Set<Object> names = new LinkedHashSet<>();
        for (Object chunk : chunks) {
            if (!(chunk instanceof Map<?, ?> low)) {
                return chunks;
            }
            names.add(low.get("__sls__"));
        }
        return new ArrayList<>(names);
    }

    private SlsCompiler.Compiled compiled(RunSettings settings, Object mods, Map<String, Object> kwargs) {
        String saltenv = preparation.saltenv(kwargs);
        settings.opts().put("saltenv", saltenv);
        SlsCompiler.Compiled compiled = new Application(settings).high(Map.of(saltenv, Words.texts(mods)));
        List<String> errors = new ArrayList<>(compiled.errors());
        errors.addAll(HighData.check(compiled.high()));
        return new SlsCompiler.Compiled(compiled.high(), errors);
    }

    private static SlsCompiler.Compiled compiledTop(Application application) {
        TopFile top = application.top();
        Map<String, Map<Object, Object>> merged = top.merged();
        List<String> errors = TopFile.check(merged);
        SlsCompiler.Compiled compiled = application.high(top.matches(merged));
        errors.addAll(compiled.errors());
        return new SlsCompiler.Compiled(compiled.high(), errors);
    }

    private static Object failed(RunSettings settings, List<String> errors) {
        settings.job().retcode(Preparation.COMPILER_ERROR);
        return new ArrayList<>(errors);
    }

    private static List<Object> data(List<Chunk> chunks) {
        return new ArrayList<>(chunks.stream().map(Chunk::data).toList());
    }
}
