package dev.brine.engine.returners;

import dev.brine.engine.data.Glob;
import dev.brine.engine.data.TextKeys;
import dev.brine.engine.job.Job;
import dev.brine.engine.job.JobQuery;
import dev.brine.engine.job.JobReturn;
import dev.brine.engine.job.JobStore;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs as the {@code jobs} runner sees them when {@code ext_job_cache} or {@code master_job_cache} names a returner: read from
 * there, written to the master's own store.
 *
 * <p>The own store stays what decides whether a return was asked for. When the returner cannot be asked, the own store answers,
 * with a WARN. Safe for many threads.
 */
public final class ReturnerJobStore implements JobStore {
    private static final Logger log = LoggerFactory.getLogger(ReturnerJobStore.class);
    private static final DateTimeFormatter DIGITS = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
    private static final int SECONDS = 14;

    private final String name;
    private final JobStore own;
    private final Supplier<Optional<JobCache>> cache;

    /** A view; {@code name} is the returner's, for messages. */
    public ReturnerJobStore(String name, JobStore own, Supplier<Optional<JobCache>> cache) {
        this.name = name;
        this.own = own;
        this.cache = cache;
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(JobCache cache) throws IOException;
    }

    private <T> Optional<T> ask(Question<T> question) {
        try {
            Optional<JobCache> there = cache.get();
            return there.isEmpty() ? Optional.empty() : Optional.of(question.ask(there.get()));
        } catch (IOException | RuntimeException e) {
            log.warn("returner {} cannot be asked for jobs, the master's own store answers: {}", name, e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public CompletionStage<Void> begin(Job job) {
        return own.begin(job);
    }

    @Override
    public CompletionStage<Landing> land(JobReturn ret) {
        return own.land(ret);
    }

    @Override
    public Optional<Job> job(String jid) {
        return ask(there -> there.load(jid))
                .flatMap(load -> load)
                .map(load -> job(jid, load))
                .or(() -> own.job(jid));
    }

    private Job job(String jid, Map<String, Object> load) {
        List<String> minions = load.get("Minions") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : own.job(jid).map(Job::minions).orElse(List.of());
        return new Job(jid, load, minions, List.of(), started(jid));
    }

    /** A jid begins with the time, to the second in fourteen digits. */
    private static Instant started(String jid) {
        try {
            return LocalDateTime.parse(jid.substring(0, Math.min(SECONDS, jid.length())), DIGITS)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    @Override
    public List<JobReturn> returns(String jid) {
        return ask(there -> there.returns(jid))
                .filter(returns -> !returns.isEmpty())
                .map(returns -> {
                    List<JobReturn> all = new ArrayList<>();
                    returns.forEach((id, full) -> all.add(ret(jid, id, full)));
                    all.sort(Comparator.comparing(JobReturn::id));
                    return all;
                })
                .orElseGet(() -> own.returns(jid));
    }

    private static JobReturn ret(String jid, String id, @Nullable Object full) {
        Map<String, Object> load = TextKeys.copy(full);
        int retcode = load.get("retcode") instanceof Number number ? number.intValue() : 0;
        boolean success = load.get("success") instanceof Boolean flag ? flag : retcode == 0;
        String out = load.get("out") instanceof String text ? text : null;
        return new JobReturn(jid, id, load.get("return"), retcode, success, out, load, started(jid));
    }

    @Override
    public List<Job> find(JobQuery query) {
        return ask(JobCache::jobs)
                .map(jobs -> jobs.entrySet().stream()
                        .sorted(Map.Entry.<String, Map<String, Object>>comparingByKey()
                                .reversed())
                        .map(entry -> job(entry.getKey(), entry.getValue()))
                        .filter(job -> fits(job, query))
                        .limit(query.limit())
                        .toList())
                .orElseGet(() -> own.find(query));
    }

    private boolean fits(Job job, JobQuery query) {
        return query.fun().map(fun -> Glob.of(fun).test(job.fun())).orElse(true)
                && query.from().map(from -> !job.started().isBefore(from)).orElse(true)
                && query.until().map(until -> job.started().isBefore(until)).orElse(true)
                && query.minion()
                        .map(minion -> returns(job.jid()).stream()
                                .anyMatch(ret -> ret.id().equals(minion)))
                        .orElse(true);
    }

    @Override
    public int expire(Instant before) {
        return own.expire(before);
    }

    @Override
    public void close() {
        log.trace("the master closes its own store");
    }
}
