package dev.brine.states.module;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.plugin.CustomKind;
import dev.brine.engine.plugin.Dunders;
import dev.brine.engine.plugin.MinionParts;
import dev.brine.engine.target.Facts;
import dev.brine.states.graph.Chunk;
import dev.brine.states.high.HighData;
import dev.brine.states.high.SlsCompiler;
import dev.brine.states.high.SlsFiles;
import dev.brine.states.high.TopFile;
import dev.brine.states.run.RunSettings;
import dev.brine.states.run.StateRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compiles SLS files and runs what comes of them, for one call. Results are maps by tag; errors are lists of texts. */
final class Application {
    private final RunSettings settings;
    private final SlsFiles files;

    Application(RunSettings settings) {
        this.settings = settings;
        this.files = new SlsFiles(settings.minion().files());
    }

    SlsFiles files() {
        return files;
    }

    /** High data of the given SLS files, extensions not yet applied. */
    SlsCompiler.Compiled high(Map<String, List<String>> matches) {
        return compiler().compile(matches);
    }

    SlsCompiler.Compiled highOfText(String name, String saltenv, String text) {
        boolean ordered = !name.startsWith("<");
        return new SlsCompiler(files, settings.templates(), ordered).compileText(name, saltenv, text);
    }

    TopFile top() {
        return new TopFile(
                files,
                settings.templates(),
                settings.opts(),
                Facts.of(settings.id(), settings.minion().grains().get(), settings.pillar()),
                matchers());
    }

    /** Users' own matchers, which see this run's pillar. */
    private Invoker matchers() {
        MinionParts minion = settings.minion();
        Dunders dunders = new Dunders(
                settings::opts,
                Map.of("__grains__", minion.grains(), "__pillar__", settings::pillar),
                Map::of,
                Map.of("__salt__", Dunders.Family.of(CustomKind.MODULES, minion.functions())));
        return new Invoker(minion.custom().functions(CustomKind.MATCHERS, FunctionTable.chain(List.of()), dunders));
    }

    /** Adds the call's {@code exclude=} to the high data's own. */
    static void exclude(Map<Object, Object> high, @Nullable Object exclude) {
        if (exclude == null) {
            return;
        }
        List<Object> all = new ArrayList<>();
        if (high.get("__exclude__") instanceof List<?> own) {
            all.addAll(own);
        }
        if (exclude instanceof List<?> items) {
            all.addAll(items);
        } else {
            all.addAll(Words.of(exclude));
        }
        high.put("__exclude__", all);
    }

    /** High data to low chunks: extended, checked, requisites turned, exclusions made. Errors are added to {@code errors}. */
    List<Chunk> chunks(Map<Object, Object> high, List<String> errors) {
        errors.addAll(HighData.extend(high));
        errors.addAll(HighData.check(high));
        if (!errors.isEmpty()) {
            return List.of();
        }
        errors.addAll(HighData.requisitesIn(high, disabled()));
        HighData.exclude(high);
        return errors.isEmpty() ? HighData.chunks(high) : List.of();
    }

    /** Runs high data. */
    Object run(Map<Object, Object> high) {
        List<String> errors = new ArrayList<>();
        List<Chunk> chunks = chunks(high, errors);
        if (!errors.isEmpty()) {
            return finish(settings.job(), new ArrayList<Object>(errors), high);
        }
        return finish(
                settings.job(), new LinkedHashMap<String, Object>(stateRun().all(chunks)), high);
    }

    StateRun stateRun() {
        return new StateRun(settings);
    }

    Set<String> disabled() {
        Set<String> words = new TreeSet<>();
        Words.of(settings.opts().get("disabled_requisites")).forEach(word -> words.add(String.valueOf(word)));
        return words;
    }

    /** Sets the call's return code and outputter by what it returns. */
    static Object finish(Call call, Object value, Map<?, ?> high) {
        call.out("highstate");
        if (!(value instanceof Map<?, ?> results)) {
            call.retcode(Preparation.COMPILER_ERROR);
        } else if (!Verdict.good(results, high)) {
            call.retcode(Preparation.STATE_FAILURE);
        }
        return value;
    }

    private SlsCompiler compiler() {
        return new SlsCompiler(
                files,
                settings.templates(),
                settings.opts().get("state_auto_order") instanceof Boolean ordered
                        ? ordered
                        : settings.minion().config().files().stateAutoOrder());
    }
}
