package dev.brine.reactor.reaction;

import dev.brine.engine.config.ConfigException;
import dev.brine.engine.config.RawConfig;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How far text of events is trusted in finished calls.
 *
 * @param shell what is done about it in shell commands ({@code reactor_shell_policy})
 * @param targets targets and key matches that events may give although they mean more than one id ({@code reactor_target_allow})
 */
public record TaintRules(Shell shell, Set<String> targets) {
    /** Warn of shell commands, allow no wide target. */
    public static final TaintRules DEFAULT = new TaintRules(Shell.WARN, Set.of());

    /** What is done about event text in a shell command. */
    public enum Shell {
        /** said once for each line */
        WARN,
        /** also refused where it would be more than a word of the command */
        ENFORCE,
        /** as in stock */
        OFF
    }

    /**
     * Reads the options.
     *
     * @throws ConfigException when one has an unknown value
     */
    public static TaintRules of(RawConfig raw) {
        Object shell = raw.value("reactor_shell_policy").orElse("warn");
        Object targets = raw.value("reactor_target_allow").orElse(List.of());
        Set<String> allowed = targets instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet())
                : Set.of(String.valueOf(targets));
        return new TaintRules(
                switch (String.valueOf(shell).toLowerCase(Locale.ROOT)) {
                    case "warn" -> Shell.WARN;
                    case "enforce" -> Shell.ENFORCE;
                    case "off", "false" -> Shell.OFF;
                    default ->
                        throw new ConfigException(raw.place("reactor_shell_policy")
                                + ": reactor_shell_policy must be warn, enforce or off; found " + shell);
                },
                allowed);
    }
}
