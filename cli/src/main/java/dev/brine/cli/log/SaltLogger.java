package dev.brine.cli.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** One named logger; all it does is ask {@link SaltLogs}. */
final class SaltLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;

    private final transient SaltLogs logs;

    SaltLogger(String name, SaltLogs logs) {
        this.name = name;
        this.logs = logs;
    }

    @Override
    public boolean isTraceEnabled() {
        return logs.shows(name, LogLevel.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return logs.shows(name, LogLevel.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return logs.shows(name, LogLevel.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return logs.shows(name, LogLevel.WARNING);
    }

    @Override
    public boolean isErrorEnabled() {
        return logs.shows(name, LogLevel.ERROR);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String pattern,
            @Nullable Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        String message = MessageFormatter.basicArrayFormat(pattern, arguments);
        logs.write(name, LogLevel.of(level), message == null ? "" : message, thrown);
    }
}
