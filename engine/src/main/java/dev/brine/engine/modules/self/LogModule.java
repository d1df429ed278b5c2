package dev.brine.engine.modules.self;

import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code log}: lines for the minion's log. */
@Module("log")
public final class LogModule {
    private static final Logger log = LoggerFactory.getLogger(LogModule.class);

    @Fn(doc = """
            Log at the level debug.

            message: the text
            """)
    public boolean debug(String message) {
        log.debug("{}", message);
        return true;
    }

    @Fn(doc = """
            Log at the level info.

            message: the text
            """)
    public boolean info(String message) {
        log.info("{}", message);
        return true;
    }

    @Fn(doc = """
            Log at the level warning.

            message: the text
            """)
    public boolean warning(String message) {
        log.warn("{}", message);
        return true;
    }

    @Fn(doc = """
            Log at the level error.

            message: the text
            """)
    public boolean error(String message) {
        log.error("{}", message);
        return true;
    }

    @Fn(doc = """
            Log at the level critical, which is error here.

            message: the text
            """)
    public boolean critical(String message) {
        log.error("{}", message);
        return true;
    }

    @Fn(doc = """
            Log at the level error; Salt adds the trace of the exception that is being handled, and there is none here.

            message: the text
            """)
    public boolean exception(String message) {
        log.error("{}", message);
        return true;
    }
}
