package dev.brine.cli.command;

import dev.brine.cli.option.Parsed;
import dev.brine.cli.option.UsageError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A command that runs as another account: a virtual machine cannot change its own, so it is started once more, by {@code setpriv}. */
final class OtherUser {

    private final String name;
    private final Shell shell;

    /** @param name the command, for messages */
    OtherUser(String name, Shell shell) {
        this.name = name;
        this.shell = shell;
    }

    /** Whether {@code --user} names an account that is not the one that runs this. */
    boolean isMeant(Parsed line) {
        return line.given("user") && !line.text("user").equals(shell.user());
    }

    /** Starts the command as that account and waits for its end. */
    int run(String user) throws UsageError, InterruptedException {
        try {
            Process process = new ProcessBuilder(again(prefix(user), Set.of()))
                    .inheritIO()
                    .start();
            Thread end = new Thread(process::destroy, "shutdown");
            Runtime.getRuntime().addShutdownHook(end);
            return process.waitFor();
        } catch (IOException e) {
            shell.err().println(name + ": cannot run as " + user + ": " + e.getMessage());
            return Exit.UNAVAILABLE;
        }
    }

    /** The words before a command line that change the account. */
    List<String> prefix(String user) throws UsageError, InterruptedException {
        if (!shell.user().equals("root")) {
            throw new UsageError("only root can run " + name + " as " + user);
        }
        return List.of("setpriv", "--reuid", user, "--regid", group(user), "--init-groups");
    }

    private static String group(String user) throws UsageError, InterruptedException {
        if (!user.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*")) {
            throw new UsageError("'" + user + "' is no account");
        }
        try {
            Process process = new ProcessBuilder("id", "-g", "--", user)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String group = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            if (process.waitFor() != 0) {
                throw new UsageError("there is no account '" + user + "' on this host");
            }
            return group;
        } catch (IOException e) {
            throw new UsageError("cannot find the account '" + user + "': " + e.getMessage());
        }
    }

    /**
     * This process's command line, without {@code --user} where the prefix stands for it.
     *
     * @param done words that are left out too, as they were dealt with
     */
    static List<String> again(List<String> prefix, Set<String> done) {
        List<String> command = new ArrayList<>(prefix);
        ProcessHandle.Info self = ProcessHandle.current().info();
        command.add(self.command().orElse("java"));
        boolean skip = false;
        for (String word : self.arguments().orElse(new String[0])) {
            boolean user = !prefix.isEmpty() && (word.equals("-u") || word.equals("--user"));
            boolean joined = !prefix.isEmpty() && (word.startsWith("--user=") || word.matches("-u.+"));
            if (!skip && !user && !joined && !done.contains(word)) {
                command.add(word);
            }
            skip = user;
        }
        return command;
    }
}
