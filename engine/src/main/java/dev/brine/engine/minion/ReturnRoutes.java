package dev.brine.engine.minion;

import dev.brine.engine.config.MinionConfig;
import dev.brine.engine.returners.Returners;
import dev.brine.transport.wire.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ways a return takes: to the master first, into the minion's own cache ({@code cache_jobs}), to returners.
 *
 * <p>Salt 3006: returners are those of the publication's {@code ret} and those of {@code return} in the minion's configuration;
 * they get {@code ret_config} and {@code ret_kwargs} within the return.
 */
final class ReturnRoutes {
    private static final Logger log = LoggerFactory.getLogger(ReturnRoutes.class);

    private final MinionConfig.Returns config;
    private final Path cache;
    private final ReturnSender master;
    private final Returners returners;

    ReturnRoutes(MinionConfig config, ReturnSender master, Returners returners) {
        this.config = config.returns();
        this.cache = config.paths().cache().resolve("minion_jobs");
        this.master = master;
        this.returners = returners;
    }

    /** Sends the return of a job; an empty name keeps it from the master. */
    void job(Job job, String spoolName, Map<String, Object> load) {
        if (!spoolName.isEmpty()) {
            master.send(spoolName, load);
        }
        if (config.cacheJobs()) {
            cache(job.jid(), load);
        }
        Set<String> names = new LinkedHashSet<>();
        if (job.load().get("ret") instanceof String ret) {
            names.addAll(Returners.names(ret));
        }
        names.addAll(config.returners());
        if (!names.isEmpty()) {
            returners.give(
                    names, told(load, job.load().get("ret_config"), job.load().get("ret_kwargs")));
        }
    }

    /** Sends the return of a scheduled job; an empty name keeps it from the master. */
    void scheduled(String spoolName, Map<String, Object> load, Set<String> names, Map<String, Object> ret) {
        if (!spoolName.isEmpty()) {
            master.send(spoolName, load);
        }
        returners.give(names, ret);
    }

    private static Map<String, Object> told(Map<String, Object> load, @Nullable Object conf, @Nullable Object kwargs) {
        Map<String, Object> ret = new LinkedHashMap<>(load);
        ret.remove("cmd");
        if (conf != null) {
            ret.put("ret_config", conf);
        }
        if (kwargs != null) {
            ret.put("ret_kwargs", kwargs);
        }
        return ret;
    }

    private void cache(String jid, Map<String, Object> load) {
        Path file = cache.resolve(jid).resolve("return.p");
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, Codec.LOCAL.encode(load));
        } catch (IOException e) {
            log.warn("{}: cannot keep the return there: {}", file, e.toString());
        }
    }
}
