package dev.brine.engine.modules.host;

import dev.brine.engine.call.InvocationError;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The host's shell, its search path, and its way of taking a line apart. */
public final class Shell {
    private Shell() {}

    /** Salt 3006: what {@code SHELL} says, else {@code /bin/sh}. */
    public static String standard() {
        return System.getenv().getOrDefault("SHELL", "/bin/sh");
    }

    /** The path of a program, as the shell would find it. */
    public static Optional<String> which(String program) {
        if (program.contains("/")) {
            return executable(Path.of(program)) ? Optional.of(program) : Optional.empty();
        }
        return path().stream()
                .map(directory -> directory.resolve(program))
                .filter(Shell::executable)
                .map(Path::toString)
                .findFirst();
    }

    /** The directories in which programs are looked for. */
    static List<Path> path() {
        String path = System.getenv().getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        return Arrays.stream(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory.isEmpty() ? "." : directory))
                .toList();
    }

    private static boolean executable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    /**
     * Takes a line apart as Python's {@code shlex.split} does: blanks separate, quotes hold together, a backslash takes the next
     * character as it is.
     *
     * @throws InvocationError when a quote is not closed
     */
    public static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean open = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else if (c == '\\'
                        && quote == '"'
                        && i + 1 < line.length()
                        && "\"\\".indexOf(line.charAt(i + 1)) >= 0) {
                    word.append(line.charAt(++i));
                } else {
                    word.append(c);
                }
            } else if (Character.isWhitespace(c)) {
                if (open) {
                    words.add(word.toString());
                    word.setLength(0);
                    open = false;
                }
            } else {
                open = true;
                if (c == '"' || c == '\'') {
                    quote = c;
                } else if (c == '\\' && i + 1 < line.length()) {
                    word.append(line.charAt(++i));
                } else {
                    word.append(c);
                }
            }
        }
        if (quote != 0) {
            throw new InvocationError("No closing quotation in: " + line);
        }
        if (open) {
            words.add(word.toString());
        }
        return words;
    }
}
