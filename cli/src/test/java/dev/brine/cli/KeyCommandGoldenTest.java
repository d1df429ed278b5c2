package dev.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.command.Shell;
import dev.brine.cli.golden.GoldenCommand;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@code salt-key} prints what Salt's prints, over the same keys. */
class KeyCommandGoldenTest {

    /** The master's own keys were not recorded. */
    private static final Set<String> OWN_KEYS_DIFFER = Set.of("key-finger-all");

    @TempDir
    Path directory;

    private int number;

    @TestFactory
    Stream<DynamicTest> outputEqualsSalts() throws IOException {
        return GoldenCommand.all("key-").map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
    }

    private void check(GoldenCommand c) throws IOException {
        Path root = Files.createDirectory(directory.resolve("case" + number++));
        Path config = Files.createDirectory(root.resolve("config"));
        Files.writeString(config.resolve("master"), "root_dir: " + root + "\n");
        Path pki = Files.createDirectories(root.resolve("etc/salt/pki/master"));
        keys(pki, c.note());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell = new Shell(
                new ByteArrayInputStream(c.stdin().getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                Map.of("SALT_CONFIG_DIR", config.toString()),
                root,
                "root");
        List<String> line = new ArrayList<>(c.command());
        line.replaceAll(word -> word.replace("/etc/salt/pki", pki.toString()));
        int exit = Main.run(shell, line);
        if (!OWN_KEYS_DIFFER.contains(c.name())) {
            assertThat(out.toString(StandardCharsets.UTF_8)).matches(GoldenCommand.pattern(c.out()));
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).matches(GoldenCommand.pattern(c.err()));
        assertThat(exit).isEqualTo(c.exit());
    }

    /** Lays out the keys that a note names: {@code accepted: web1 db1; unaccepted: new1 (...)}. */
    private static void keys(Path pki, String note) throws IOException {
        Map<String, String> directories = Map.of(
                "accepted",
                "minions",
                "unaccepted",
                "minions_pre",
                "denied",
                "minions_denied",
                "rejected",
                "minions_rejected");
        for (String part : note.replaceFirst(" \\(.*", "").split("; ")) {
            String[] words = part.split(": ");
            if (words.length == 2) {
                Path state = Files.createDirectories(pki.resolve(directories.get(words[0])));
                for (String id : words[1].split(" ")) {
                    try (InputStream key =
                            KeyCommandGoldenTest.class.getResourceAsStream("/golden/keys/" + id + ".pub")) {
                        Files.copy(key, state.resolve(id));
                    }
                }
            }
        }
    }
}
