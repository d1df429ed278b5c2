package dev.brine.engine.wheel;

import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.Tags;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells of an operator's decisions: {@code salt/key}. */
record KeyEvents(EventBus bus) {

    void fire(String act, String id) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("result", true);
        data.put("act", act);
        data.put("id", id);
        bus.publish(Tags.KEY, data);
    }
}
