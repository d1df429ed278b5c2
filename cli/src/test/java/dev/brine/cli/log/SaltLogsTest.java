package dev.brine.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which lines are shown at which of Salt's levels. */
class SaltLogsTest {

    private final SaltLogs logs = new SaltLogs();

    private String shown(String logger) {
        return Stream.of(LogLevel.TRACE, LogLevel.DEBUG, LogLevel.INFO, LogLevel.WARNING, LogLevel.ERROR)
                .filter(level -> logs.shows(logger, level))
                .map(level -> level.name().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "nothing", textBlock = """
            all      | trace debug info warning error
            garbage  | trace debug info warning error
            trace    | trace debug info warning error
            debug    | debug info warning error
            profile  | info warning error
            info     | info warning error
            warning  | warning error
            error    | error
            critical | nothing
            quiet    | nothing
            """)
    void levelShowsWhatIsAsGraveOrGraver(String level, String lines) {
        logs.set(Map.of("log_level", level));
        assertThat(shown("dev.brine.x")).isEqualTo(lines == null ? "" : lines);
    }

    @Test
    void withoutALevelWarningsAndErrorsAreShown() {
        logs.set(Map.of());
        assertThat(shown("dev.brine.x")).isEqualTo("warning error");
    }

    @Test
    void fileMayShowMoreThanTheConsole(@TempDir Path directory) {
        logs.set(Map.of("log_level", "quiet", "log_file", directory + "/log", "log_level_logfile", "info"));
        assertThat(shown("dev.brine.x")).isEqualTo("info warning error");
    }

    @Test
    void loggerMayHaveALevelOfItsOwn() {
        logs.set(Map.of("log_level", "error", "log_granular_levels", Map.of("dev.brine.states", "debug")));
        assertThat(shown("dev.brine.states.run.X")).isEqualTo("debug info warning error");
        assertThat(shown("dev.brine.engine.X")).isEqualTo("error");
    }
}
