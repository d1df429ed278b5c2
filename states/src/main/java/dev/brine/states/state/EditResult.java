package dev.brine.states.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What states that edit files share: the option {@code backup}, and a result that shows a difference. */
final class EditResult {
    private EditResult() {}

    /** The suffix of the {@code backup} option: {@code .bak} unless it is given, none for False and empty. */
    static String suffix(Args args) {
        Object backup = args.all().containsKey("backup") ? args.value("backup") : ".bak";
        return Args.truth(backup) ? String.valueOf(backup) : "";
    }

    /** A result whose only change is a difference. */
    static Map<String, Object> of(String name, @Nullable Boolean outcome, String diff, String comment) {
        return Result.of(name, outcome, diff.isEmpty() ? Map.of() : Map.of("diff", diff), comment);
    }
}
