package dev.brine.cli;

import dev.brine.cli.command.Exit;
import dev.brine.cli.command.Launch;
import dev.brine.cli.command.Shell;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Goes through what commands do at their start, so that a class-data archive made at its end holds those classes.
 *
 * <p>Works in a directory of its own that is removed afterwards; prints nothing.
 */
final class WarmUp {

    private WarmUp() {}

    static int run() {
        try {
            Path directory = Files.createTempDirectory("brine-warm-up");
            Files.writeString(directory.resolve("master"), "root_dir: " + directory + "\n");
            Files.writeString(
                    directory.resolve("minion"), "root_dir: " + directory + "\nid: warm\nfile_client: local\n");
            Files.createDirectories(directory.resolve("etc/salt/pki/master"));
            for (List<String> line : List.of(
                    List.of("salt-key", "-L", "--out=json"),
                    List.of("salt-key", "-L"),
                    List.of("salt", "--help"),
                    List.of("salt", "*", "test.ping", "x=1"),
                    List.of("salt-run", "jobs.active"),
                    List.of("salt-call", "--local", "test.ping"))) {
                runQuietly(directory, line);
            }
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
            return Exit.OK;
        } catch (IOException e) {
            return Exit.GENERIC;
        }
    }

    private static void runQuietly(Path directory, List<String> line) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Shell shell = new Shell(
                new ByteArrayInputStream(new byte[0]),
                nowhere,
                nowhere,
                false,
                false,
                Map.of("SALT_CONFIG_DIR", directory.toString()),
                directory,
                "root");
        dev.brine.cli.command.Program program = Programs.find(line.get(0));
        if (program != null) {
            new Launch(program, shell).run(line.subList(1, line.size()));
        }
    }
}
