package dev.brine.engine.master;

import dev.brine.engine.auth.RootKeys;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import dev.brine.engine.event.Tags;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets events that steer the reactor in from the local socket when they carry the master's key, and takes the key out of them.
 *
 * <p>Salt 3006: utils/reactor.py; its own runner fires them under its job's tag, {@code salt/run/<jid>/salt/reactors/manage/add}. There
 * the key stays in the event, for all that listen.
 */
final class ManageDoor implements Function<Event, Optional<Event>> {
    private static final Logger log = LoggerFactory.getLogger(ManageDoor.class);
    private static final Pattern OF_A_RUN =
            Pattern.compile("(?:salt/run/[0-9]{20}(?:_[A-Za-z0-9]+)?/)?salt/reactors/manage/[a-z_]+");
    private static final String KEY = "key";

    private final RootKeys keys;

    ManageDoor(RootKeys keys) {
        this.keys = keys;
    }

    @Override
    public Optional<Event> apply(Event event) {
        if (!event.tag().contains(Tags.REACTORS_MANAGE)) {
            return Optional.of(event);
        }
        if (!OF_A_RUN.matcher(event.tag()).matches()
                || !keys.opensAll(event.data().get(KEY))) {
            log.error(
                    "an event {} without the master's key is dropped; use salt-run reactor.* as the master's user",
                    event.tag());
            return Optional.empty();
        }
        Map<String, Object> data = new LinkedHashMap<>(event.data());
        data.remove(KEY);
        String tag = event.tag().substring(event.tag().indexOf(Tags.REACTORS_MANAGE));
        return Optional.of(Event.of(tag, data, Origin.KEY_HOLDER));
    }
}
