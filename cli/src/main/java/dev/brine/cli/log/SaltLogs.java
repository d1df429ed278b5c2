package dev.brine.cli.log;

import dev.brine.cli.output.FileFailure;
import dev.brine.cli.output.TerminalText;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All loggers, and where their lines go.
 *
 * <p>Options (Salt 3006): {@code log_level}, {@code log_file}, {@code log_level_logfile}, {@code log_granular_levels}. The
 * console shows {@code [LEVEL   ] message}; the file time, logger and process as well.
 */
public final class SaltLogs implements ILoggerFactory {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");

    /** Where lines go from now on; replaced as a whole. */
    private record Target(
            LogLevel console,
            LogLevel fileLevel,
            @Nullable LogFile file,
            String consolePrefix,
            Map<String, LogLevel> granular) {}

    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
    private final PrintStream console = System.err;
    private volatile Target target = new Target(LogLevel.WARNING, LogLevel.QUIET, null, "", Map.of());

    /** Sets levels and the file from merged options; does nothing when another logging library is in place (tests). */
    public static void configure(Map<String, Object> options) {
        if (LoggerFactory.getILoggerFactory() instanceof SaltLogs logs) {
            logs.set(options);
        }
    }

    @Override
    public Logger getLogger(String name) {
        return loggers.computeIfAbsent(name, n -> new SaltLogger(n, this));
    }

    void set(Map<String, Object> options) {
        LogLevel level = LogLevel.of(Objects.toString(options.get("log_level"), ""), LogLevel.WARNING);
        LogLevel fileLevel = LogLevel.of(Objects.toString(options.get("log_level_logfile"), ""), level);
        String prefix = "yaml".equals(options.get("output")) ? "# " : "";
        Map<String, LogLevel> granular = new ConcurrentHashMap<>();
        if (options.get("log_granular_levels") instanceof Map<?, ?> levels) {
            levels.forEach((name, value) -> granular.put(name.toString(), LogLevel.of(value.toString(), level)));
        }
        LogFile file = null;
        Object path = options.get("log_file");
        if (path != null && fileLevel != LogLevel.QUIET) {
            file = new LogFile(Path.of(path.toString()));
            try {
                file.open();
            } catch (IOException e) {
                console.println("[WARNING ] no log file: cannot write " + path + ": " + FileFailure.reason(e));
                file = null;
            }
        }
        target = new Target(level, fileLevel, file, prefix, granular);
    }

    boolean shows(String logger, LogLevel level) {
        Target now = target;
        LogLevel lowest = now.file == null ? now.console : now.console.lower(now.fileLevel);
        LogLevel special = special(now, logger);
        return (special == null ? lowest : special).shows(level);
    }

    void write(String logger, LogLevel level, String message, @Nullable Throwable thrown) {
        Target now = target;
        LogLevel special = special(now, logger);
        String text = thrown == null ? message : message + "\n" + trace(thrown);
        if ((special == null ? now.console : special).shows(level)) {
            console.println(now.consolePrefix + "[" + padded(level) + "] " + TerminalText.clean(text));
        }
        if (now.file != null && (special == null ? now.fileLevel : special).shows(level)) {
            now.file.write(LocalDateTime.now().format(TIME) + " [" + logger + "][" + padded(level) + "]["
                    + ProcessHandle.current().pid() + "] " + text + "\n");
        }
    }

    private static @Nullable LogLevel special(Target now, String logger) {
        if (now.granular.isEmpty()) {
            return null;
        }
        String longest = "";
        for (String name : now.granular.keySet()) {
            if (logger.startsWith(name) && name.length() > longest.length()) {
                longest = name;
            }
        }
        return now.granular.get(longest);
    }

    private static String padded(LogLevel level) {
        return (level.name() + "        ").substring(0, 8);
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString().stripTrailing();
    }
}
