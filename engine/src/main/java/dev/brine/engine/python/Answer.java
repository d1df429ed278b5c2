package dev.brine.engine.python;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a task gave.
 *
 * @param value a plain value
 * @param retcode what the function left in {@code __context__['retcode']}, 0 otherwise
 * @param context {@code __context__} as the function left it, as far as it is plain
 */
record Answer(@Nullable Object value, long retcode, Map<String, Object> context) {}
