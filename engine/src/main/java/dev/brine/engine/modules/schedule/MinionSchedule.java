package dev.brine.engine.modules.schedule;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.data.TextKeys;
import dev.brine.engine.modules.Answer;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.Truth;
import dev.brine.engine.schedule.ScheduleFile;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The minion's schedule and the file of its kept entries, as the functions of this package ask and change them. */
final class MinionSchedule {
    /** Keys beside the jobs. */
    static final Set<String> GLOBAL = Set.of("enabled", "skip_function", "skip_during_range");

    private final ModuleParts parts;
    private final ScheduleFile file;

    MinionSchedule(ModuleParts parts) {
        this.parts = parts;
        String include = parts.minion()
                .config()
                .raw()
                .value("default_include")
                .map(String::valueOf)
                .orElse("minion.d/*.conf");
        this.file = ScheduleFile.of(parts.minion().config().paths().config(), include);
    }

    /** A {@code manage_schedule} command. */
    static Map<String, Object> command(String func) {
        Map<String, Object> command = new LinkedHashMap<>();
        command.put("func", func);
        return command;
    }

    static Map<String, Object> command(String func, String name) {
        Map<String, Object> command = command(func);
        if (!name.isEmpty()) {
            command.put("name", name);
        }
        return command;
    }

    /** Salt 3006: changes are kept for the next start unless {@code persist=False}. */
    static Map<String, Object> change(String func, String name, Map<String, Object> kwargs) {
        Map<String, Object> command = command(func, name);
        command.put("persist", Truth.of(kwargs.getOrDefault("persist", true)));
        return command;
    }

    /** What is told where the minion does not answer. Salt 3006: that is no failure here. */
    static Map<String, Object> unavailable(String what) {
        return Answer.of("Event module not available. " + what, true);
    }

    /** What the minion answers; empty when it does not. */
    Map<String, Object> ask(Map<String, Object> command) {
        return parts.actions().schedule(command);
    }

    /** As {@link #ask}: the entries as they are then. */
    Map<String, Object> entriesAfter(Map<String, Object> command) {
        return TextKeys.copy(ask(command).get("schedule"));
    }

    /** The entries: {@code where} is opts, pillar, or null for both. Empty when the minion does not answer. */
    Optional<Map<String, Object>> entries(@Nullable Object where) {
        Map<String, Object> command = command("list");
        command.put("where", where);
        Map<String, Object> answer = ask(command);
        return answer.isEmpty() ? Optional.empty() : Optional.of(TextKeys.copy(answer.get("schedule")));
    }

    /** The entries of the file. */
    Map<String, Object> saved() {
        try {
            return file.read();
        } catch (IOException e) {
            throw new FunctionError(file.path() + ": cannot read it: " + e.getMessage(), e);
        }
    }

    void save(Map<String, Object> entries) {
        file.write(entries);
    }

    /** The jobs, all of them, as {@code schedule.list} shows them. */
    Map<String, Object> jobs() {
        return entries(null).map(ShownEntries::all).orElseGet(ShownEntries::unknown);
    }

    /** As {@link #jobs()}, or those of the file. */
    Map<String, Object> jobs(boolean offline) {
        return offline ? ShownEntries.all(saved()) : jobs();
    }
}
