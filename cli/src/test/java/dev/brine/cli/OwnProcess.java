package dev.brine.cli;

import dev.brine.cli.CommandSite.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command in a process of its own, with the log lines that belong to it. */
public final class OwnProcess {

    private OwnProcess() {}

    /** Runs a command with its configuration in {@code config} and waits for its end. */
    public static Result run(Path config, String program, List<String> args) throws IOException, InterruptedException {
        Path out = Files.createTempFile("command", ".out");
        try {
            return run(config, out, program, args);
        } finally {
            Files.delete(out);
        }
    }

    /** As {@link #run(Path, String, List)}, with the output in a file of the caller's. */
    public static Result run(Path config, Path out, String program, List<String> args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Dslf4j.internal.verbosity=WARN",
                "-Dslf4j.provider=dev.brine.cli.log.SaltLogProvider",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.brine.cli.Main",
                program));
        command.addAll(args);
        Path err = Files.createTempFile("command", ".err");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().put("SALT_CONFIG_DIR", config.toString());
            Process process = builder.start();
            if (!process.waitFor(100, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("no end of " + command + ": " + Files.readString(err));
            }
            String text = Files.isRegularFile(out) ? Files.readString(out) : "";
            return new Result(process.exitValue(), text, Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }
}
