package dev.brine.engine.modules.host;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.ForeignFault;
import dev.brine.engine.call.FunctionError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The machine as modules see it: a tree of files and a search path of programs.
 *
 * <p>{@link #here} is the real one. Another tree and search path make a machine for tests, with scripts as its programs.
 */
public final class Host {
    private final Path root;
    private final List<Path> path;

    /**
     * @param root the directory that stands for {@code /}
     * @param path where programs are looked for, first to last
     */
    public Host(Path root, List<Path> path) {
        this.root = root;
        this.path = List.copyOf(path);
    }

    /** This machine, with the search path that the process has. */
    public static Host here() {
        return new Host(Path.of("/"), Shell.path());
    }

    /** The name of the account that acts: the process's own; on a machine for tests its root, whoever runs the test. */
    public String self() {
        return root.equals(Path.of("/")) ? System.getProperty("user.name", "") : "root";
    }

    /** The file that has this absolute path on the machine. */
    public Path file(String absolute) {
        return root.resolve(absolute.replaceFirst("^/+", ""));
    }

    /** The file that a user names: one below {@code /etc} is the machine's, others are taken as they are. */
    public Path named(String path) {
        return path.startsWith("/etc/") ? file(path) : Path.of(path);
    }

    public Accounts accounts() {
        return new Accounts(file("/etc/passwd"), file("/etc/group"));
    }

    /** The path of a program, as the shell would find it. */
    public Optional<String> which(String program) {
        return path.stream()
                .map(directory -> directory.resolve(program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .map(Path::toString)
                .findFirst();
    }

    /** Runs a program in the locale C and waits for its end; its output and its errors are kept apart. */
    public CommandRunner.Result run(List<String> words) {
        return run(words, Map.of());
    }

    /**
     * Runs a program as {@code cmd.run_all} would.
     *
     * @param words the program, by name or by path, and its arguments
     * @param options as the {@code cmd} functions take them: env, stdin, runas, cwd, timeout, redirect_stderr, ...
     * @throws FunctionError when it cannot be started, or the job was killed meanwhile
     */
    public CommandRunner.Result run(List<String> words, Map<String, ? extends @Nullable Object> options) {
        Map<String, Object> all = new LinkedHashMap<>(options);
        Map<String, Object> environment = new LinkedHashMap<>();
        environment.put("PATH", path.stream().map(Path::toString).collect(Collectors.joining(":")));
        if (options.get("env") instanceof Map<?, ?> more) {
            more.forEach((name, value) -> environment.put(String.valueOf(name), value));
        }
        all.put("env", environment);
        List<Object> command = new ArrayList<>(words);
        if (!root.equals(Path.of("/"))) {
            command.set(0, which(words.get(0)).orElse(words.get(0)));
        }
        try {
            String cwd = options.get("cwd") == null ? null : PythonText.str(options.get("cwd"));
            boolean merged = Truth.of(options.get("redirect_stderr"));
            return CommandRunner.run(Command.of(command, cwd, Command.Via.WORDS, merged, all));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FunctionError(words.get(0) + " was ended, as the job was killed", e);
        }
    }

    /** What a program says, output and errors in one, as {@code cmd.run} has it; its code becomes the call's. */
    public String said(Call call, String... words) {
        CommandRunner.Result result = run(List.of(words), Map.of("redirect_stderr", true));
        call.retcode(result.retcode());
        return result.stdout();
    }

    /** Salt 3006: decorators/path.py and minion.py; ends the call with the words for a program that is not there. */
    public void needs(Call call, String program) {
        if (which(program).isEmpty()) {
            throw new ForeignFault("Command required for '" + call.fun() + "' not found: The '" + program
                    + "' binary was not found in $PATH.");
        }
    }

    /** Runs a command that was read from the arguments of a {@code cmd} function; with the machine's programs where it is not this one. */
    public CommandRunner.Result run(Command command) throws InterruptedException {
        if (root.equals(Path.of("/"))) {
            return CommandRunner.run(command);
        }
        List<String> words = new ArrayList<>(command.words());
        words.set(0, which(words.get(0)).orElse(words.get(0)));
        Map<String, String> environment = new LinkedHashMap<>(command.environment());
        environment.putIfAbsent("PATH", path.stream().map(Path::toString).collect(Collectors.joining(":")));
        return CommandRunner.run(command.with(words, environment));
    }
}
