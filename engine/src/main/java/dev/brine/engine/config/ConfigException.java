package dev.brine.engine.config;

/** The configuration cannot be used; the message names file, line and option, and says what would do. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }
}
