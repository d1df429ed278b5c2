package dev.brine.engine.pillar;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source that is a function, {@code NAME.ext_pillar}, as users write it in Python.
 *
 * <p>Salt 3006: it is called with the minion's id and the pillar so far, then with what the configuration says: a mapping as keywords, a list
 * as further arguments, anything else as one. The master's log has its faults; the minion learns that there was one.
 *
 * @param functions the functions as one request sees them
 */
record CalledPillar(String name, Object config, ExternalPillars.Functions functions) implements ExternalPillar {
    private static final Logger log = LoggerFactory.getLogger(CalledPillar.class);

    @Override
    public Map<?, ?> of(PillarSource.Request request, Map<String, Object> known) throws IOException {
        Invoker invoker = functions.of(request, known);
        List<Object> args = new ArrayList<>(List.of(request.id(), known));
        Map<String, Object> kwargs = new LinkedHashMap<>();
        if (config instanceof Map<?, ?> map) {
            map.forEach((key, value) -> kwargs.put(String.valueOf(key), value));
        } else if (config instanceof List<?> list) {
            args.addAll(list);
        } else {
            args.add(config);
        }
        Outcome outcome = invoker.invoke(args, kwargs, Call.local(name + ".ext_pillar", invoker));
        if (!(outcome instanceof Outcome.Returned)) {
            log.error("ext_pillar {}: for {}: {}", name, request.id(), outcome.value());
            throw new IOException("it failed, and the log of the master says how");
        }
        if (outcome.value() instanceof Map<?, ?> map) {
            return map;
        }
        if (outcome.value() == null) {
            return Map.of();
        }
        log.error("ext_pillar {}: for {}: it gives no mapping but {}", name, request.id(), outcome.value());
        throw new IOException("it gives no mapping");
    }
}
