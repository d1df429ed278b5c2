package dev.brine.engine.modules;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.Glob;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.DecodeException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code saltutil}: the minion's own jobs, caches and data. */
@Module("saltutil")
public final class SaltutilModule extends SyncFunctions {
    private static final Logger log = LoggerFactory.getLogger(SaltutilModule.class);
    private static final int SIGTERM = 15;
    private static final int SIGKILL = 9;

    private final ModuleParts parts;

    SaltutilModule(ModuleParts parts) {
        super(parts);
        this.parts = parts;
    }

    @Fn(doc = """
            Return what is known of a job that runs on this minion; an empty map when it does not run.

            jid: the job's id
            """)
    public Map<String, Object> findJob(String jid, Call call) {
        return parts.jobs().running(call.jid()).stream()
                .filter(job -> jid.equals(String.valueOf(job.get("jid"))))
                .findFirst()
                .orElseGet(LinkedHashMap::new);
    }

    @Fn(doc = "Return what is known of all jobs that run on this minion.")
    public List<Map<String, Object>> running(Call call) {
        return parts.jobs().running(call.jid());
    }

    @Fn(doc = """
            Return what is known of the jobs that run a function.

            fun: name of the function, a glob
            """)
    public List<Map<String, Object>> isRunning(String fun, Call call) {
        Glob glob = Glob.of(fun);
        return running(call).stream()
                .filter(job -> glob.test(String.valueOf(job.get("fun"))))
                .toList();
    }

    @Fn(doc = """
            Stop a running job. Jobs are threads of the minion here, not processes: signals 9 and 15 both cancel the job and
            end the processes it started; other signals are refused.

            jid: the job's id
            sig: number of the signal
            """)
    public String signalJob(String jid, long sig, Call call) {
        if (sig != SIGTERM && sig != SIGKILL && sig != 2) {
            throw new InvocationError(
                    "a job of this minion is a thread and takes only the signals 2, 9 and 15, not " + sig);
        }
        Map<String, Object> job = findJob(jid, call);
        if (job.isEmpty()) {
            return "";
        }
        if (!parts.jobs().cancel(jid)) {
            return otherProcess(jid, sig, job);
        }
        return "Signal " + sig + " sent to job " + jid + " at pid " + job.get("pid");
    }

    /** A job of another process of this host, such as {@code salt-call}: it is ended as a process. */
    private static String otherProcess(String jid, long sig, Map<String, Object> job) {
        long pid = job.get("pid") instanceof Long number ? number : -1;
        boolean sent = ProcessHandle.of(pid)
                .map(process -> sig == SIGKILL ? process.destroyForcibly() : process.destroy())
                .orElse(false);
        return sent
                ? "Signal " + sig + " sent to job " + jid + " at pid " + pid
                : "Job " + jid + " was not running and job data has been cleaned up";
    }

    @Fn(doc = """
            Stop a running job with SIGTERM.

            jid: the job's id
            """)
    public String termJob(String jid, Call call) {
        return signalJob(jid, SIGTERM, call);
    }

    @Fn(doc = """
            Stop a running job with SIGKILL.

            jid: the job's id
            """)
    public String killJob(String jid, Call call) {
        return signalJob(jid, SIGKILL, call);
    }

    @Fn(doc = "Stop all running jobs with SIGTERM.")
    public List<Object> termAllJobs(Call call) {
        return all(SIGTERM, call);
    }

    @Fn(doc = "Stop all running jobs with SIGKILL.")
    public List<Object> killAllJobs(Call call) {
        return all(SIGKILL, call);
    }

    private List<Object> all(int sig, Call call) {
        List<Object> answers = new ArrayList<>();
        running(call).forEach(job -> answers.add(signalJob(String.valueOf(job.get("jid")), sig, call)));
        return answers;
    }

    @Fn(doc = """
            Compile the pillar anew.

            wait: accepted as Salt accepts it; the new pillar is there when this returns
            timeout: likewise
            clean_cache: have the master forget its cached pillar of this minion first
            """)
    public boolean refreshPillar(
            @Arg(dflt = "False") boolean wait, @Arg(dflt = "30") long timeout, @Arg(dflt = "True") boolean cleanCache) {
        boolean fresh = parts.actions().refreshPillar(cleanCache);
        // Salt 3006: modules are loaded anew, for their __virtual__ may look at the pillar
        parts.minion().custom().refresh();
        return fresh;
    }

    @Fn(name = "pillar_refresh", doc = """
            Compile the pillar anew; another name of saltutil.refresh_pillar.

            wait: accepted as Salt accepts it; the new pillar is there when this returns
            timeout: likewise
            clean_cache: have the master forget its cached pillar of this minion first
            """)
    public boolean pillarRefresh(
            @Arg(dflt = "False") boolean wait, @Arg(dflt = "30") long timeout, @Arg(dflt = "True") boolean cleanCache) {
        return refreshPillar(wait, timeout, cleanCache);
    }

    @Fn(doc = """
            Refused: minions are updated with the packages they came with. Salt has this for its own one-file builds only.

            version: the version wanted
            """)
    public Map<String, Object> update(@Arg(dflt = "None") @Nullable Object version) {
        Map<String, Object> refused = new LinkedHashMap<>();
        refused.put("_error", "this minion cannot update itself: it is no Esky build; update its package instead");
        return refused;
    }

    @Fn(doc = """
            Call a function as the modules of an environment of the minion's own file roots have it.

            saltenv: the environment
            fun: the function; its arguments follow
            """)
    public @Nullable Object mmodule(
            String saltenv,
            String fun,
            @Arg(rest = true) List<Object> args,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        kwargs.keySet().removeIf(key -> key.startsWith("__pub_"));
        return new EnvironmentModules(parts).call(saltenv, fun, args, kwargs, call);
    }

    @Fn(doc = """
            Gather the grains anew, and the pillar after them.

            refresh_pillar: whether to compile the pillar, too
            """)
    public boolean refreshGrains(@Arg(rest = true) Map<String, Object> kwargs) {
        parts.minion().custom().refresh();
        parts.actions().refreshGrains();
        if (!Boolean.FALSE.equals(kwargs.get("refresh_pillar"))) {
            parts.actions().refreshPillar(false);
        }
        return true;
    }

    @Fn(doc = "Have the minion read its beacons anew.")
    public boolean refreshBeacons() {
        parts.actions().refreshBeacons();
        return true;
    }

    @Fn(doc = "Have the minion load its matchers anew. They are part of the program here, so there is nothing to load.")
    public boolean refreshMatchers() {
        return true;
    }

    @Fn(doc = "Remove the files fetched from the master. Returns of jobs that the master has not taken yet are kept.")
    public boolean clearCache() throws IOException {
        Path cache = parts.minion().config().paths().cache();
        for (String part : List.of("files", "localfiles", "extrn_files", "file_lists")) {
            removeFiles(cache.resolve(part));
        }
        return true;
    }

    private static void removeFiles(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Fn(doc = """
            Return what the minion has kept of a job that it has run; it keeps something with cache_jobs only.

            jid: the job's id
            """)
    public @Nullable Object findCachedJob(String jid) throws IOException {
        Path job = jobCache().resolve(jid).normalize();
        if (!job.startsWith(jobCache()) || !Files.isDirectory(job)) {
            return parts.minion().config().returns().cacheJobs()
                    ? "Local jobs cache directory " + job + " not found"
                    : "Local jobs cache directory not found; you may need to enable cache_jobs on this minion";
        }
        Path file = job.resolve("return.p");
        try {
            return Codec.LOCAL.decode(Files.readAllBytes(file)) instanceof Map<?, ?> ret ? ret : null;
        } catch (NoSuchFileException | DecodeException e) {
            log.warn("{}: the return of job {} is not to be read there: {}", file, jid, e.toString());
            return null;
        }
    }

    private Path jobCache() {
        return parts.minion().config().paths().cache().resolve("minion_jobs");
    }

    @Fn(doc = """
            Remove kept jobs of this minion that are older than some hours.

            hours: the age
            """)
    public boolean clearJobCache(@Arg(dflt = "24") double hours) throws IOException {
        if (!Files.isDirectory(jobCache())) {
            return true;
        }
        Instant before = parts.minion().clock().instant().minusMillis((long) (hours * 3_600_000));
        List<Path> old = new ArrayList<>();
        try (DirectoryStream<Path> jobs = Files.newDirectoryStream(jobCache())) {
            for (Path job : jobs) {
                if (Files.getLastModifiedTime(job).toInstant().isBefore(before)) {
                    old.add(job);
                }
            }
        }
        for (Path job : old) {
            removeFiles(job);
            Files.deleteIfExists(job);
        }
        return true;
    }

    @Fn(doc = """
            Have the master remove this minion's key. The return of this job may not reach the master any more.

            preserve_minion_cache: keep what the master has cached of this minion
            """)
    public boolean revokeAuth(@Arg(dflt = "False") boolean preserveMinionCache) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "revoke_auth");
        load.put("id", parts.id());
        load.put("preserve_minion_cache", preserveMinionCache);
        try {
            parts.master().request(load, Duration.ofSeconds(60));
            return true;
        } catch (IOException e) {
            log.warn("the master did not revoke the key: {}", e.getMessage());
            return false;
        }
    }

    @Fn(doc = "Remove the minion's key pair; a new one is made at the next start.")
    public @Nullable Object regenKeys() {
        Path pki = parts.minion().config().paths().pki();
        for (String name : List.of("minion.pem", "minion.pub", "minion_master.pub")) {
            try {
                Files.deleteIfExists(pki.resolve(name));
            } catch (IOException e) {
                throw new FunctionError(pki.resolve(name) + ": cannot remove it: " + e.getMessage(), e);
            }
        }
        return null;
    }
}
