package dev.brine.states.module;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Catalog;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.data.TextKeys;
import dev.brine.engine.plugin.MinionParts;
import dev.brine.states.run.RunSettings;
import dev.brine.states.state.StateContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the arguments that all functions of {@code state} share into the settings of one run. */
final class Preparation {
    /** Salt 3006: the exit code for a pillar that did not render. */
    static final int PILLAR_FAILURE = 5;

    static final int COMPILER_ERROR = 1;
    static final int STATE_FAILURE = 2;

    private final MinionParts minion;
    private final RunTemplates templates;
    private final Function<StateContext, Catalog> states;

    Preparation(MinionParts minion, RunTemplates templates, Function<StateContext, Catalog> states) {
        this.minion = minion;
        this.templates = templates;
        this.states = states;
    }

    /** The call cannot go on; the value is what it returns. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient List<String> lines;

        Refused(List<String> lines) {
            super(String.join("\n", lines));
            this.lines = List.copyOf(lines);
        }

        List<Object> value() {
            return new ArrayList<>(lines);
        }
    }

    /** @throws Refused when the pillar did not render */
    RunSettings settings(Call call, @Nullable Object test, Map<String, Object> kwargs) throws Refused {
        Map<String, Object> override = override(kwargs);
        Map<String, Object> opts = minion.config().raw().values();
        MasterOptions.take(minion.files(), opts);
        String saltenv = saltenv(kwargs);
        Object given = kwargs.get("pillarenv");
        String pillarenv = given == null ? minion.config().files().pillarenv() : given.toString();
        boolean dry = test(test, opts);
        opts.put("test", dry);
        if (kwargs.get("saltenv") != null) {
            opts.put("saltenv", saltenv);
        }
        if (kwargs.get("state_events") != null) {
            opts.put("state_events", kwargs.get("state_events"));
        }
        Map<String, Object> pillar = PillarForRun.of(minion, call, override, saltenv, pillarenv);
        List<String> errors = PillarForRun.errors(pillar);
        if (!errors.isEmpty() && !Boolean.TRUE.equals(kwargs.get("force"))) {
            call.retcode(PILLAR_FAILURE);
            List<String> lines = new ArrayList<>(List.of("Pillar failed to render with the following messages:"));
            lines.addAll(errors);
            throw new Refused(lines);
        }
        return new RunSettings(minion, id(), templates.of(minion, call, pillar, opts), call, dry, pillar, opts, states);
    }

    /** The environment whose SLS files are meant; Salt 3006 falls back to base. */
    String saltenv(Map<String, Object> kwargs) {
        Object asked = kwargs.get("saltenv");
        return asked == null ? minion.config().files().saltenv() : asked.toString();
    }

    String id() {
        Object id = minion.grains().get().get("id");
        return id == null ? minion.config().id() : id.toString();
    }

    private static boolean test(@Nullable Object asked, Map<String, Object> opts) {
        if (asked == null) {
            return Boolean.TRUE.equals(opts.get("test"));
        }
        return !Boolean.FALSE.equals(asked);
    }

    private static Map<String, Object> override(Map<String, Object> kwargs) {
        Object pillar = kwargs.get("pillar");
        if (pillar == null) {
            return Map.of();
        }
        if (!(pillar instanceof Map<?, ?> map)) {
            throw new FunctionError("Pillar data must be formatted as a dictionary, unless pillar_enc is specified.");
        }
        return TextKeys.copy(map);
    }
}
