package dev.brine.engine.schedule;

import java.util.Map;

/**
 * A job of the schedule whose time has come.
 *
 * @param name of the entry
 * @param fun the function to run
 * @param data the entry as it stands: {@code args, kwargs, returner, return_job, metadata, maxrunning, ...}
 */
public record Due(String name, String fun, Map<String, Object> data) {}
