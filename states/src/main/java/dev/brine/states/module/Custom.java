package dev.brine.states.module;

import dev.brine.engine.call.Outcome;
import dev.brine.states.run.RunSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has users' own modules copied from the file server before a run that may need them. Holds nothing. */
final class Custom {
    private static final Logger log = LoggerFactory.getLogger(Custom.class);

    private Custom() {}

    /** Salt 3006: a highstate copies the modules of its environments first, unless {@code autoload_dynamic_modules} is off. */
    static void dynamic(RunSettings settings, Collection<String> saltenvs) {
        if (settings.minion().config().extensions().autoload()) {
            sync(settings, "saltutil.sync_all", new ArrayList<>(saltenvs));
        }
    }

    /** {@code sync_mods=} of state.sls: kinds of modules, or {@code all}. */
    static void asked(RunSettings settings, @Nullable Object kinds, String saltenv) {
        if (kinds == null || Boolean.FALSE.equals(kinds)) {
            return;
        }
        List<String> words = Boolean.TRUE.equals(kinds) ? List.of("all") : Words.texts(kinds);
        for (String kind : words.contains("all") ? List.of("all") : words) {
            sync(settings, "saltutil.sync_" + kind, List.of(saltenv));
        }
    }

    private static void sync(RunSettings settings, String function, List<Object> saltenvs) {
        Outcome outcome = settings.minion()
                .functions()
                .get()
                .invoke(
                        List.of(saltenvs),
                        Map.of("refresh", false),
                        settings.job().nested(function));
        if (!(outcome instanceof Outcome.Returned)) {
            log.warn("custom modules are as they were: {}", outcome.value());
        }
    }
}
