package dev.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.CommandSite.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --help} of every command. */
class HelpTest {

    private static final Pattern NAME = Pattern.compile("(?<![\\w-])--?[A-Za-z][\\w-]*");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"salt", "salt-key", "salt-run", "salt-call", "salt-cp", "salt-master", "salt-minion"})
    void everyOptionOfSaltsIsThere(String program) throws IOException {
        Set<String> missing = new TreeSet<>(recorded(program));
        missing.removeAll(names(help(program)));
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"salt", "salt-key", "salt-run", "salt-call", "salt-cp", "salt-master", "salt-minion"})
    void helpFitsATerminalAndEndsWithExamples(String program) throws IOException {
        String help = help(program);
        assertThat(help.lines()).allMatch(line -> line.length() <= 100);
        assertThat(help).startsWith("Usage: " + program + " [options]").contains("\n\nExamples:\n  " + program + " ");
    }

    private String help(String program) throws IOException {
        Result result = CommandSite.in(directory).runAt(directory, program, "--help");
        assertThat(result.exit()).isZero();
        return result.out();
    }

    private static Set<String> recorded(String program) throws IOException {
        try (InputStream in = HelpTest.class.getResourceAsStream("/golden/options/" + program)) {
            return new TreeSet<>(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
    }

    private static Set<String> names(String help) {
        Set<String> names = new TreeSet<>();
        help.lines().filter(line -> line.matches(" {2,4}-.*")).forEach(line -> {
            Matcher matcher = NAME.matcher(line);
            while (matcher.find()) {
                names.add(matcher.group());
            }
        });
        return names;
    }
}
