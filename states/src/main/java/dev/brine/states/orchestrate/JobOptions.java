package dev.brine.states.orchestrate;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.data.Data;
import dev.brine.engine.modules.host.Truth;
import dev.brine.engine.target.Target;
import dev.brine.engine.target.TargetType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The options of jobs on minions as they are written in {@code salt.state} and {@code salt.function}. */
final class JobOptions {
    private JobOptions() {}

    static MinionJobs.Order order(
            Orchestration run,
            Object tgt,
            String fun,
            List<Object> arg,
            Map<String, Object> kwarg,
            Data given,
            boolean expect) {
        if (Truth.of(given.value("ssh"))) {
            throw new FunctionError("ssh: True is not supported: there is no salt-ssh; target minions");
        }
        String word = given.stringOr("tgt_type", "glob");
        TargetType type =
                TargetType.of(word).orElseThrow(() -> new FunctionError("tgt_type '" + word + "' is unknown"));
        Map<String, Object> extra = new LinkedHashMap<>();
        for (String option : List.of("ret_config", "ret_kwargs")) {
            if (Truth.of(given.value(option))) {
                extra.put(option, given.value(option));
            }
        }
        Object batch = given.value("batch");
        Object subset = given.value("subset");
        Object asked = given.value("expect_minions");
        return new MinionJobs.Order(
                new Target(tgt, type, ":"),
                fun,
                arg,
                kwarg,
                commas(given.all().getOrDefault("ret", "")),
                extra,
                number(given.value("timeout")),
                batch == null ? "" : batch.toString(),
                subset == null ? 0 : Optional.ofNullable(number(subset)).orElse(0L),
                Truth.of(given.value("failhard"))
                        || Truth.of(run.context().opts().get("failhard")),
                asked == null ? expect : Truth.of(asked));
    }

    static Collection<String> ids(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return value instanceof String text ? List.of(text.strip().split("\\s*,\\s*")) : List.of();
    }

    static String commas(@Nullable Object value) {
        return value instanceof List<?> list
                ? String.join(",", list.stream().map(String::valueOf).toList())
                : String.valueOf(value);
    }

    static @Nullable Long number(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        try {
            return value == null ? null : Long.valueOf(value.toString().strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
