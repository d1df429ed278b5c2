package dev.brine.engine.modules.host;

import dev.brine.engine.call.FunctionError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs child processes and collects what they print.
 *
 * <p>A run ends when its time is over or when its thread is interrupted (the job was killed): the process and all of its
 * descendants are destroyed then.
 */
public final class CommandRunner {
    private CommandRunner() {}

    /**
     * What came of a command.
     *
     * @param retcode as of the shell: 128 and more for a signal
     */
    public record Result(long pid, int retcode, String stdout, String stderr) {

        public boolean ok() {
            return retcode == 0;
        }
    }

    /**
     * Runs it and waits for its end, unless it is to run in the background.
     *
     * @throws FunctionError when it cannot be started
     */
    public static Result run(Command command) throws InterruptedException {
        Process process = start(command);
        if (command.background()) {
            return new Result(process.pid(), 0, "", "");
        }
        CompletableFuture<byte[]> out = reading(process.getInputStream(), "stdout");
        CompletableFuture<byte[]> err = reading(process.getErrorStream(), "stderr");
        try {
            feed(process, command.stdin());
            if (command.timeout() == null) {
                process.waitFor();
            } else if (!process.waitFor(command.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                destroy(process);
                String seconds =
                        String.valueOf(command.timeout().toMillis() / 1000.0).replaceFirst("\\.0$", "");
                return new Result(process.pid(), 1, command.shown() + " : Timed out after " + seconds + " seconds", "");
            }
        } catch (InterruptedException e) {
            destroy(process);
            throw e;
        }
        return new Result(process.pid(), process.exitValue(), text(out.join(), command), text(err.join(), command));
    }

    private static Process start(Command command) {
        Path cwd = directory(command);
        ProcessBuilder builder = new ProcessBuilder(as(command)).directory(cwd.toFile());
        builder.redirectErrorStream(command.mergeErrors());
        if (command.background()) {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        }
        Map<String, String> environment = builder.environment();
        if (command.cleanEnvironment()) {
            environment.clear();
        }
        environment.remove("NOTIFY_SOCKET");
        account(command).ifPresent(account -> {
            environment.put("HOME", account.home());
            environment.put("USER", account.name());
            environment.put("LOGNAME", account.name());
            environment.put("SHELL", account.shell());
        });
        environment.putAll(command.environment());
        if (command.prependPath() != null) {
            environment.merge("PATH", command.prependPath(), (path, first) -> first + ":" + path);
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw new FunctionError(
                    "Unable to run command '" + command.shown() + "' in '" + cwd + "', reason: " + reason(e), e);
        }
    }

    /** Without Java's own preamble: "error=2, No such file or directory". */
    private static String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.substring(Math.max(0, message.indexOf("error=")));
    }

    private static Path directory(Command command) {
        if (command.cwd() == null) {
            Path home =
                    Path.of(account(command).map(Accounts.Account::home).orElse(System.getProperty("user.home", "/")));
            return Files.isDirectory(home) && Files.isReadable(home) ? home : Path.of("/");
        }
        Path cwd = Path.of(command.cwd());
        if (!cwd.isAbsolute() || !Files.isDirectory(cwd)) {
            throw new FunctionError("Specified cwd '" + cwd + "' either not absolute or does not exist");
        }
        return cwd;
    }

    private static Optional<Accounts.Account> account(Command command) {
        if (command.runas() == null) {
            return Optional.empty();
        }
        return Optional.of(Accounts.HOST
                .user(command.runas())
                .orElseThrow(() -> new FunctionError("User '" + command.runas() + "' is not available")));
    }

    /** A process changes its account through {@code setpriv}, or {@code su} where that is missing. */
    private static List<String> as(Command command) {
        List<String> words = new ArrayList<>();
        String own = System.getProperty("user.name", "");
        boolean other = command.runas() != null && !command.runas().equals(own);
        if (other || command.group() != null) {
            words.addAll(switching(command, other));
        }
        if (command.umask() != null) {
            words.addAll(List.of("/bin/sh", "-c", "umask " + command.umask() + "; exec \"$@\"", "sh"));
        }
        words.addAll(command.words());
        return words;
    }

    private static List<String> switching(Command command, boolean other) {
        String setpriv = Shell.which("setpriv")
                .orElseThrow(() ->
                        new FunctionError("runas and group need the program setpriv, which this host does not have"));
        List<String> words = new ArrayList<>(List.of(setpriv));
        Optional<Accounts.Account> account = account(command);
        if (other && account.isPresent()) {
            words.add("--reuid=" + account.get().uid());
            words.add("--init-groups");
        } else {
            words.add("--keep-groups");
        }
        long gid = account.map(Accounts.Account::gid).orElse(0L);
        String group = command.group();
        if (group != null) {
            gid = Accounts.HOST
                    .group(group)
                    .orElseThrow(() -> new FunctionError("Group '" + group + "' is not available"))
                    .gid();
        }
        words.add("--regid=" + gid);
        words.add("--");
        return words;
    }

    private static void feed(Process process, @Nullable String stdin) {
        try (OutputStream out = process.getOutputStream()) {
            if (stdin != null) {
                out.write(stdin.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // the process ended without reading all of its input, which is its right
            return;
        }
    }

    private static CompletableFuture<byte[]> reading(InputStream stream, String name) {
        CompletableFuture<byte[]> content = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try {
                        content.complete(stream.readAllBytes());
                    } catch (IOException e) {
                        content.complete(new byte[0]);
                    }
                },
                name);
        reader.setDaemon(true);
        reader.start();
        return content;
    }

    private static void destroy(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String text(byte[] bytes, Command command) {
        Charset charset = StandardCharsets.UTF_8;
        if (command.encoding() != null) {
            try {
                charset = Charset.forName(command.encoding());
            } catch (UnsupportedCharsetException e) {
                throw new FunctionError("unknown encoding: " + command.encoding(), e);
            }
        }
        String text = new String(bytes, charset);
        return command.strip() ? text.stripTrailing() : text;
    }
}
