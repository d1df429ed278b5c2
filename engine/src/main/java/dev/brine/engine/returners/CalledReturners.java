package dev.brine.engine.returners;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Catalog;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.data.Data;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Returners that are functions: {@code NAME.returner}, and where a module has them {@code NAME.event_return}, {@code
 * NAME.save_load}, {@code NAME.get_load} and their like.
 *
 * <p>Salt 3006: returners/*.py. So users' returners in Python are used; each use is one call.
 */
public final class CalledReturners implements ReturnerCatalog {
    /** What {@code get_jids} calls the fields of a load. */
    private static final Map<String, String> SHOWN = Map.of(
            "Function", "fun",
            "Arguments", "arg",
            "Target", "tgt",
            "Target-type", "tgt_type",
            "User", "user",
            "Metadata", "metadata");

    private final Invoker functions;

    public CalledReturners(Invoker functions) {
        this.functions = functions;
    }

    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (String module : functions.table().modules()) {
            if (has(module, "returner") || has(module, "event_return")) {
                names.add(module);
            }
        }
        return names;
    }

    @Override
    public @Nullable Returner create(String name) {
        if (has(name, "returner") || has(name, "event_return")) {
            return new Called(name);
        }
        String reason = functions.table().missing(name + ".returner");
        if (reason.startsWith("'" + name + "' __virtual__")) {
            throw new Catalog.Unavailable(reason);
        }
        return null;
    }

    private boolean has(String module, String function) {
        FunctionTable table = functions.table();
        return table.find(module + "." + function).isPresent();
    }

    private @Nullable Object call(String name, Object... args) throws IOException {
        Outcome outcome = functions.invoke(List.of(args), Map.of(), Call.local(name, functions));
        if (outcome instanceof Outcome.Returned returned) {
            return returned.value();
        }
        throw new IOException(String.valueOf(outcome.value()));
    }

    /** One module. */
    private final class Called implements Returner, JobCache {
        private final String module;

        Called(String module) {
            this.module = module;
        }

        @Override
        public void save(Map<String, Object> ret) throws IOException {
            call(module + ".returner", ret);
        }

        @Override
        public Optional<JobCache> jobCache() {
            return has(module, "save_load") && has(module, "get_load") && has(module, "get_jid")
                    ? Optional.of(this)
                    : Optional.empty();
        }

        @Override
        public Optional<EventReturner> events() {
            return has(module, "event_return")
                    ? Optional.of(events -> call(module + ".event_return", new ArrayList<Object>(events)))
                    : Optional.empty();
        }

        @Override
        public void saveLoad(String jid, Map<String, Object> load, List<String> minions) throws IOException {
            call(module + ".save_load", jid, load, new ArrayList<Object>(minions));
        }

        @Override
        public Optional<Map<String, Object>> load(String jid) throws IOException {
            Map<String, Object> load = map("get_load", jid);
            return load.isEmpty() ? Optional.empty() : Optional.of(load);
        }

        @Override
        public Map<String, Object> returns(String jid) throws IOException {
            return map("get_jid", jid);
        }

        @Override
        public Map<String, Map<String, Object>> jobs() throws IOException {
            Map<String, Map<String, Object>> jobs = new LinkedHashMap<>();
            for (Map.Entry<String, Object> each : map("get_jids").entrySet()) {
                Map<String, Object> load = new LinkedHashMap<>();
                Data.asMap(module + ".get_jids", each.getValue())
                        .forEach((shown, value) -> load.put(SHOWN.getOrDefault(shown, shown), value));
                jobs.put(each.getKey(), load);
            }
            return jobs;
        }

        @Override
        public Map<String, Object> lastReturns(String fun) throws IOException {
            return has(module, "get_fun") ? map("get_fun", fun) : Map.of();
        }

        @Override
        public List<String> minions() throws IOException {
            Object value = has(module, "get_minions") ? call(module + ".get_minions") : null;
            return value instanceof List<?> ids
                    ? ids.stream().map(String::valueOf).toList()
                    : List.of();
        }

        private Map<String, Object> map(String function, Object... args) throws IOException {
            Object value = call(module + "." + function, args);
            return value == null ? Map.of() : Data.asMap(module + "." + function, value);
        }
    }
}
