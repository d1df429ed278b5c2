package dev.brine.engine.returners;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Takes events of the master, for {@code event_return} (Salt 3006: a returner's {@code event_return}). */
@FunctionalInterface
public interface EventReturner {

    /**
     * Keeps some events, oldest first.
     *
     * @param events maps {@code {tag, data}}
     * @throws IOException when they could not be kept
     */
    void save(List<Map<String, Object>> events) throws IOException;
}
