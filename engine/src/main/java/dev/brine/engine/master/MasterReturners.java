package dev.brine.engine.master;

import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.client.JobPublisher;
import dev.brine.engine.client.JobRequest;
import dev.brine.engine.client.Published;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.job.JobStore;
import dev.brine.engine.plugin.CustomKind;
import dev.brine.engine.plugin.Dunders;
import dev.brine.engine.plugin.MasterParts;
import dev.brine.engine.plugin.Registry;
import dev.brine.engine.returners.BuiltInReturners;
import dev.brine.engine.returners.CalledReturners;
import dev.brine.engine.returners.JobCache;
import dev.brine.engine.returners.Returner;
import dev.brine.engine.returners.ReturnerCatalog;
import dev.brine.engine.returners.ReturnerJobStore;
import dev.brine.engine.returners.ReturnerParts;
import dev.brine.engine.returners.Returners;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The returners of a master: {@code master_job_cache}, {@code ext_job_cache}, {@code event_return}.
 *
 * <p>Salt 3006: with {@code ext_job_cache} minions write their returns there themselves and the master only the jobs; with {@code
 * master_job_cache} the master writes both. The master's own store is kept in both cases, because it decides what a return is.
 */
final class MasterReturners implements AutoCloseable {
    private static final Pattern NEW = Pattern.compile("salt/job/[^/]+/new");
    private static final Pattern RETURN = Pattern.compile("salt/job/[^/]+/ret/[^/]+");
    /** The names under which Salt knows the master's own store. */
    private static final List<String> OWN = List.of("", "local_cache");

    private final MasterConfig.JobCaches caches;
    private final Returners returners;
    private final Optional<EventReturns> events;

    MasterReturners(MasterConfig config, MasterParts parts, Registry registry, EventBus bus) {
        this.caches = config.jobCaches();
        List<ReturnerCatalog> catalogs = new ArrayList<>();
        Dunders dunders = Dunders.host(parts.opts(), parts.grains(), Map::of, parts::functions);
        catalogs.add(new CalledReturners(
                new Invoker(parts.custom().functions(CustomKind.RETURNERS, FunctionTable.chain(List.of()), dunders))));
        catalogs.add(new BuiltInReturners(new ReturnerParts(
                config.id(),
                parts.opts(),
                Map::of,
                config.paths().cache(),
                config.files().hashType(),
                parts.clock())));
        catalogs.addAll(registry.masterReturnersOf(parts));
        this.returners = new Returners(catalogs);
        this.events = config.eventReturn().returners().isEmpty()
                ? Optional.empty()
                : Optional.of(new EventReturns(config.eventReturn(), returners, bus));
        if (!OWN.contains(caches.master()) || !OWN.contains(caches.external())) {
            bus.tap(this::heard);
        }
    }

    Returners all() {
        return returners;
    }

    /** The returner that jobs are read from; empty for the own store. */
    private String source() {
        return OWN.contains(caches.external()) ? caches.master() : caches.external();
    }

    /** Jobs as the {@code jobs} runner sees them. */
    JobStore view(JobStore own) {
        String name = source();
        return OWN.contains(name)
                ? own
                : new ReturnerJobStore(name, own, () -> returners.find(name).flatMap(Returner::jobCache));
    }

    /** Whether minions write their returns somewhere themselves. */
    boolean external() {
        return !OWN.contains(caches.external());
    }

    /** Has {@code master_job_cache} keep a call on the master as a job with its return. */
    void masterJob(String jid, Map<String, Object> load, Map<String, Object> ret) {
        if (!OWN.contains(caches.master())) {
            saveLoad(caches.master(), jid, load, List.of());
            returners.give(List.of(caches.master()), ret);
        }
    }

    private void saveLoad(String name, String jid, Map<String, Object> load, List<String> minions) {
        returners.use(name, "job " + jid, returner -> {
            Optional<JobCache> cache = returner.jobCache();
            if (cache.isPresent()) {
                cache.get().saveLoad(jid, load, minions);
            }
        });
    }

    /** A publisher that has minions return to {@code ext_job_cache}, too. */
    static JobPublisher returning(MasterConfig config, JobPublisher publisher) {
        String external = config.jobCaches().external();
        if (OWN.contains(external)) {
            return publisher;
        }
        return new JobPublisher() {
            @Override
            public Published publish(JobRequest asked) {
                String ret = asked.ret().isEmpty() ? external : asked.ret() + "," + external;
                return publisher.publish(new JobRequest(
                        asked.target(),
                        asked.fun(),
                        asked.arg(),
                        ret,
                        asked.jid(),
                        asked.user(),
                        asked.extra(),
                        asked.cause()));
            }

            @Override
            public String jid() {
                return publisher.jid();
            }

            @Override
            public boolean began(String jid) {
                return publisher.began(jid);
            }
        };
    }

    /** A tap: what it hears is handed to the returners' threads. */
    private void heard(Event event) {
        Map<String, Object> data = new LinkedHashMap<>(event.data());
        data.remove("_stamp");
        if (NEW.matcher(event.tag()).matches()) {
            String jid = String.valueOf(data.get("jid"));
            List<String> minions = data.get("minions") instanceof List<?> list
                    ? list.stream().map(String::valueOf).toList()
                    : List.of();
            for (String name : new TreeSet<>(List.of(caches.external(), caches.master()))) {
                if (!OWN.contains(name)) {
                    saveLoad(name, jid, data, minions);
                }
            }
        } else if (!OWN.contains(caches.master())
                && RETURN.matcher(event.tag()).matches()
                && data.containsKey("return")) {
            data.remove("cmd");
            returners.give(List.of(caches.master()), data);
        }
    }

    @Override
    public void close() {
        events.ifPresent(EventReturns::close);
        returners.close();
    }
}
