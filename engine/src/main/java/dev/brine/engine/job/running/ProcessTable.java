package dev.brine.engine.job.running;

import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.DecodeException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs that run on this minion, by jid.
 *
 * <p>Each has a file {@code proc/<jid>} (msgpack of the publication with {@code pid}), as Salt's minions write it, so that
 * {@code salt-call saltutil.running} of another process sees it. Jobs of other processes are seen the same way.
 */
public final class ProcessTable {
    private static final Logger log = LoggerFactory.getLogger(ProcessTable.class);

    private final Path directory;
    private final Map<String, RunningJob> jobs = new ConcurrentHashMap<>();

    /** {@code directory} is {@code cachedir/proc}; files of processes that are gone are removed. */
    public ProcessTable(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory);
        for (Path file : files()) {
            if (!alive(read(file))) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Enters a job that the calling thread is about to run. */
    public RunningJob begin(String jid, Map<String, Object> publication) {
        RunningJob job = new RunningJob(jid, publication, Thread.currentThread());
        jobs.put(jid, job);
        Path file = directory.resolve(jid);
        Path part = directory.resolve("." + jid);
        try {
            Files.write(part, Codec.LOCAL.encode(job.facts()));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            log.warn("{}: cannot write it, so other processes do not see job {}: {}", file, jid, e.toString());
        }
        return job;
    }

    /** Takes the job out again; called by the thread that began it. */
    public void end(RunningJob job) {
        job.end();
        jobs.remove(job.jid(), job);
        try {
            Files.deleteIfExists(directory.resolve(job.jid()));
        } catch (IOException e) {
            log.warn("{}: cannot remove it: {}", directory.resolve(job.jid()), e.toString());
        }
    }

    /** What runs now, in this process and in others, except the job {@code own} that asks. */
    public List<Map<String, Object>> running(String own) {
        List<Map<String, Object>> running = new ArrayList<>();
        jobs.values().stream()
                .filter(job -> !job.jid().equals(own))
                .map(RunningJob::facts)
                .forEach(running::add);
        try {
            for (Path file : files()) {
                String jid = file.getFileName().toString();
                Map<String, Object> facts = jobs.containsKey(jid) || jid.equals(own) ? Map.of() : read(file);
                if (alive(facts) && !isOurs(facts)) {
                    running.add(facts);
                }
            }
        } catch (IOException e) {
            log.warn("{}: cannot list it: {}", directory, e.toString());
        }
        return running;
    }

    /** Cancels the job; false when no job of this process has that jid. */
    public boolean cancel(String jid) {
        RunningJob job = jobs.get(jid);
        if (job == null) {
            return false;
        }
        job.cancel();
        return true;
    }

    /** Cancels every job of this process. */
    public void cancelAll() {
        jobs.values().forEach(RunningJob::cancel);
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, "[0-9]*")) {
            stream.forEach(files::add);
        }
        return files;
    }

    private static Map<String, Object> read(Path file) {
        try {
            return plain(Codec.LOCAL.decodeMap(Files.readAllBytes(file)));
        } catch (IOException | DecodeException e) {
            return Map.of();
        }
    }

    @SuppressWarnings("NullAway") // a plain map may hold nulls
    private static Map<String, Object> plain(Map<String, ?> map) {
        return new java.util.LinkedHashMap<>(map);
    }

    private static boolean isOurs(Map<String, Object> facts) {
        return facts.get("pid") instanceof Long pid
                && pid == ProcessHandle.current().pid();
    }

    private static boolean alive(Map<String, Object> facts) {
        return facts.get("pid") instanceof Long pid
                && pid != ProcessHandle.current().pid()
                && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
