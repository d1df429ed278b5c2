package dev.brine.engine.job;

import dev.brine.transport.wire.Codec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files by which stock command-line tools on the master's host know a job: {@code jobs/<hh>/<rest>/{jid,.load.p,.minions.p}}
 * and one {@code <id>/return.p} for each return.
 *
 * <p>Salt 3006: returners/local_cache.py; the stock {@code salt} command gives up when {@code .load.p} is not there. They are a
 * courtesy to those tools and not our job store: nothing here reads them, and a failure to write them is only logged.
 */
public final class JobFiles {
    private static final Logger log = LoggerFactory.getLogger(JobFiles.class);

    private final Path jobs;
    private final String hashType;

    /** Writes below {@code <cachedir>/jobs}; directories are named by {@code hash_type} of the jid. */
    public JobFiles(Path cachedir, String hashType) {
        this.jobs = cachedir.resolve("jobs");
        this.hashType = hashType;
    }

    public void begin(Job job) {
        try {
            Path directory = directory(job.jid());
            Files.writeString(directory.resolve("jid"), job.jid());
            Map<String, Object> load = new LinkedHashMap<>(job.load());
            load.remove("key");
            Files.write(directory.resolve(".load.p"), Codec.LOCAL.encode(load));
            Files.write(directory.resolve(".minions.p"), Codec.LOCAL.encode(job.minions()));
        } catch (IOException e) {
            log.warn("{}: cannot write the files of job {} for stock tools: {}", jobs, job.jid(), e.toString());
        }
    }

    public void land(JobReturn ret) {
        try {
            Path directory = privately(directory(ret.jid()).resolve(ret.id()));
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("return", ret.value());
            value.put("retcode", ret.retcode());
            value.put("success", ret.success());
            Files.write(directory.resolve("return.p"), Codec.LOCAL.encode(value));
            if (ret.out() != null) {
                Files.write(directory.resolve("out.p"), Codec.LOCAL.encode(ret.out()));
            }
        } catch (IOException e) {
            log.warn("{}: cannot write the return of {} for stock tools: {}", jobs, ret.id(), e.toString());
        }
    }

    /** Deletes the directories of jobs that were last written before {@code before}. */
    public void expire(Instant before) {
        if (!Files.isDirectory(jobs)) {
            return;
        }
        try (var tops = Files.list(jobs)) {
            for (Path top : tops.toList()) {
                try (var leaves = Files.list(top)) {
                    for (Path leaf : leaves.toList()) {
                        if (Files.getLastModifiedTime(leaf).toInstant().isBefore(before)) {
                            delete(leaf);
                        }
                    }
                }
            }
        } catch (IOException e) {
            log.warn("{}: cannot clean up: {}", jobs, e.toString());
        }
    }

    private Path directory(String jid) throws IOException {
        String hash = HexFormat.of().formatHex(digest().digest(jid.getBytes(StandardCharsets.UTF_8)));
        return privately(jobs.resolve(hash.substring(0, 2)).resolve(hash.substring(2)));
    }

    private MessageDigest digest() {
        String name = hashType.toUpperCase(Locale.ROOT).replaceAll("^SHA(\\d)", "SHA-$1");
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("hash_type " + hashType + " is unknown; use sha256", e);
        }
    }

    private static Path privately(Path directory) throws IOException {
        return Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path at, IOException e) throws IOException {
                Files.delete(at);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
