package dev.brine.engine.python;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The log records of Python modules in our log. Python's levels are 10 debug, 20 info, 30 warning, 40 error, 50 critical. */
final class PythonLog {
    private static final Logger log = LoggerFactory.getLogger("dev.brine.engine.python.module");

    private PythonLog() {}

    /** The lowest level that our log shows, for Python not to send what nobody reads. */
    static long level() {
        return log.isTraceEnabled()
                ? 1
                : log.isDebugEnabled() ? 10 : log.isInfoEnabled() ? 20 : log.isWarnEnabled() ? 30 : 40;
    }

    /** Logs one record: [level, logger, text]. */
    static void record(String label, @Nullable Object record) {
        if (record instanceof List<?> words && words.size() == 3 && words.get(0) instanceof Long level) {
            log.atLevel(of(level)).log("{}: [{}] {}", label, words.get(1), words.get(2));
        }
    }

    private static Level of(long level) {
        if (level >= 40) {
            return Level.ERROR;
        }
        if (level >= 30) {
            return Level.WARN;
        }
        return level >= 20 ? Level.INFO : level >= 10 ? Level.DEBUG : Level.TRACE;
    }
}
