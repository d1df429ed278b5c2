package dev.brine.transport.channel;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a minion makes of a published payload. */
public sealed interface Publication {
    /** A job from the master, not yet matched; {@code serial} is removed. */
    record Job(Map<String, @Nullable Object> load) implements Publication {}

    /** Not sealed with our AES key: it was rotated. Sign in, then open the same payload with the new reader. */
    record SignInAgain(String reason) implements Publication {}

    /** Not to be obeyed: malformed, unsigned, wrongly signed or seen before. */
    record Dropped(String reason) implements Publication {}
}
