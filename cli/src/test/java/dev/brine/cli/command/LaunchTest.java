package dev.brine.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.option.OptionHelp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last resort for what no command expected. */
class LaunchTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** A command that fails as none should. */
    private static final class Broken implements Program {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public String usage() {
            return "[options]";
        }

        @Override
        public String description() {
            return "Fails.";
        }

        @Override
        public List<OptionHelp.Group> options() {
            return List.of(CommonOptions.first());
        }

        @Override
        public List<String> examples() {
            return List.of("broken");
        }

        @Override
        public String configFile() {
            return "master";
        }

        @Override
        public int run(Invocation invocation) {
            throw new IllegalStateException("nobody expected this");
        }
    }

    @BeforeEach
    void configure() throws Exception {
        Files.writeString(directory.resolve("master"), "id: m\n");
    }

    private int run(String... args) {
        Shell shell = new Shell(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                Map.of("SALT_CONFIG_DIR", directory.toString()),
                directory,
                "ann");
        return new Launch(new Broken(), shell).run(List.of(args));
    }

    @Test
    void unexpectedFailureIsOneLine() {
        assertThat(run()).isEqualTo(70);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "broken: java.lang.IllegalStateException: nobody expected this (--hard-crash shows where)\n");
    }

    @Test
    void hardCrashShowsWhereItHappened() {
        assertThat(run("--hard-crash")).isEqualTo(70);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("\tat " + Broken.class.getName() + ".run(");
    }
}
