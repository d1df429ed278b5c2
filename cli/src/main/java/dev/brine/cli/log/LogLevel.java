package dev.brine.cli.log;

import java.util.Locale;
import org.slf4j.event.Level;

/** Salt's log levels, by Python's numbers. */
enum LogLevel {
    ALL(0),
    GARBAGE(1),
    TRACE(5),
    DEBUG(10),
    PROFILE(15),
    INFO(20),
    WARNING(30),
    ERROR(40),
    CRITICAL(50),
    QUIET(1000);

    private final int number;

    LogLevel(int number) {
        this.number = number;
    }

    /** The level of that name; {@code dflt} when the name is unknown. */
    static LogLevel of(String name, LogLevel dflt) {
        for (LogLevel level : values()) {
            if (level.name().equals(name.toUpperCase(Locale.ROOT))) {
                return level;
            }
        }
        return dflt;
    }

    static LogLevel of(Level level) {
        return switch (level) {
            case TRACE -> TRACE;
            case DEBUG -> DEBUG;
            case INFO -> INFO;
            case WARN -> WARNING;
            case ERROR -> ERROR;
        };
    }

    boolean shows(LogLevel line) {
        return line.number >= number;
    }

    LogLevel lower(LogLevel other) {
        return number <= other.number ? this : other;
    }
}
