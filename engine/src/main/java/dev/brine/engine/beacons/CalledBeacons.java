package dev.brine.engine.beacons;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Catalog;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.data.Data;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Beacons that are functions: {@code NAME.beacon}, and where a module has them {@code NAME.validate} and {@code NAME.close}.
 *
 * <p>Salt 3006: beacons/*.py. So users' beacons in Python are used; each look is one call. What a module keeps in {@code
 * __context__} stays from look to look, as far as it is plain values; its own variables do not.
 */
public final class CalledBeacons implements BeaconCatalog {
    private final Invoker functions;

    public CalledBeacons(Invoker functions) {
        this.functions = functions;
    }

    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (String module : functions.table().modules()) {
            if (has(module, "beacon")) {
                names.add(module);
            }
        }
        return names;
    }

    @Override
    public @Nullable Beacon create(String module) {
        if (has(module, "beacon")) {
            return new Called(module);
        }
        String reason = functions.table().missing(module + ".beacon");
        if (reason.startsWith("'" + module + "' __virtual__")) {
            throw new Catalog.Unavailable(reason);
        }
        return null;
    }

    private boolean has(String module, String function) {
        return functions.table().find(module + "." + function).isPresent();
    }

    /** One configured beacon; its calls share a context. */
    private final class Called implements Beacon {
        private final String module;
        private final Call shared;
        private List<Object> config = List.of();

        Called(String module) {
            this.module = module;
            this.shared = Call.local(module + ".beacon", functions);
        }

        @Override
        public Validity validate(List<Object> given) {
            if (!has(module, "validate")) {
                return Validity.OK;
            }
            Outcome outcome = run("validate", given);
            return outcome.value() instanceof List<?> answer && answer.size() == 2
                    ? new Validity(Boolean.TRUE.equals(answer.get(0)), String.valueOf(answer.get(1)))
                    : Validity.bad(String.valueOf(outcome.value()));
        }

        @Override
        public List<Map<String, Object>> poll(List<Object> given) throws IOException {
            config = given;
            Outcome outcome = run("beacon", given);
            if (!(outcome instanceof Outcome.Returned)) {
                throw new IOException(String.valueOf(outcome.value()));
            }
            List<Map<String, Object>> told = new ArrayList<>();
            for (Object each : outcome.value() instanceof List<?> list ? list : List.of()) {
                told.add(Data.asMap(module + ".beacon", each));
            }
            return told;
        }

        @Override
        public void close() {
            // one that never looked has nothing to give back
            if (!config.isEmpty() && has(module, "close")) {
                run("close", config);
            }
        }

        private Outcome run(String function, List<Object> given) {
            return functions.invoke(List.of(given), Map.of(), shared.nested(module + "." + function));
        }
    }
}
