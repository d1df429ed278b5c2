package dev.brine.cli.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds a command.
 *
 * @param terminal whether {@code out} is a terminal
 * @param console whether {@code err} is a terminal, where progress can be shown
 * @param user the account that runs the command
 */
public record Shell(
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean terminal,
        boolean console,
        Map<String, String> env,
        Path directory,
        String user) {

    /** The shell of this process. The launchers say with {@code -Dbrine.terminal=true} and
     * {@code -Dbrine.console=true} that output and errors go to a terminal.
     */
    public static Shell ofProcess() {
        return new Shell(
                System.in,
                System.out,
                System.err,
                Boolean.getBoolean("brine.terminal"),
                Boolean.getBoolean("brine.console"),
                System.getenv(),
                Path.of("").toAbsolutePath(),
                System.getProperty("user.name", "root"));
    }

    String variable(String name, String dflt) {
        String value = env.get(name);
        return value == null || value.isEmpty() ? dflt : value;
    }

    /** Tells a person what to do next; scripts that read the errors get what Salt prints, and no more. */
    void hint(String text) {
        if (console && !text.isEmpty()) {
            err.println(text);
        }
    }

    /** Asks the user; the answer without its line end, null at the end of input. */
    @Nullable
    String ask(String question) {
        out.print(question);
        out.flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            return answer == null ? null : answer.strip();
        } catch (IOException e) {
            return null;
        }
    }

    /** Salt 3006: who asks, "sudo_ann" when ann became root with sudo. */
    String requester() {
        String sudo = env.get("SUDO_USER");
        return user.equals("root") && sudo != null && !sudo.isEmpty() && !sudo.equals("root") ? "sudo_" + sudo : user;
    }
}
