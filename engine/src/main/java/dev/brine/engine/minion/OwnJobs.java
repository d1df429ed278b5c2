package dev.brine.engine.minion;

import dev.brine.engine.config.MinionConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Jobs that the minion gives itself. */
final class OwnJobs {
    private OwnJobs() {}

    /** Salt 3006: {@code startup_states}: highstate, sls or top; the return goes to the master, which chooses the jid. */
    static Optional<Job> startup(MinionConfig.Startup startup) {
        return switch (startup.states()) {
            case "" -> Optional.empty();
            case "sls" -> job("state.sls", List.of(new ArrayList<Object>(startup.slsList())));
            case "top" -> job("state.top", List.of(startup.topFile()));
            default -> job("state.highstate", List.of());
        };
    }

    private static Optional<Job> job(String fun, List<Object> arg) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("fun", fun);
        load.put("arg", new ArrayList<>(arg));
        load.put("tgt", "*");
        load.put("jid", "req");
        load.put("ret", "");
        return Job.of(load);
    }
}
