package dev.brine.engine.runners;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.Origin;
import dev.brine.transport.wire.TagGrammar;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fires events on the master's bus. */
@Module("event")
public final class EventRunner {
    private final EventBus bus;

    EventRunner(EventBus bus) {
        this.bus = bus;
    }

    @Fn(doc = """
                    Send an event with the given tag and data.

                    tag: the tag, with no prefix added
                    data: a map

                    CLI Example:

                        salt-run event.send my/custom/event '{"foo": "bar"}'
                    """)
    public boolean send(String tag, @Arg(dflt = "None") @Nullable Map<String, Object> data) {
        if (!TagGrammar.isValid(tag)) {
            throw new FunctionError("'" + tag + "' is no tag: printable ASCII without spaces, at most 256 characters");
        }
        bus.publish(Event.of(tag, data == null ? new LinkedHashMap<>() : data, Origin.LOCAL));
        return true;
    }
}
