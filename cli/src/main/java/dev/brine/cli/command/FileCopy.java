package dev.brine.cli.command;

import dev.brine.cli.remote.JobSource;
import dev.brine.cli.remote.MasterUnreachable;
import dev.brine.engine.client.Published;
import dev.brine.engine.target.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends files to minions as arguments of jobs.
 *
 * <p>Salt 3006: cli/cp.py. At once: text files with {@code cp.recv [{path: text}, dest]}. In pieces: {@code cp.recv_chunked [path,
 * base64, append, compressed, mode]}, one job for each piece of each file; an empty directory has no piece.
 */
final class FileCopy {

    private final JobRunner runner;
    private final JobSource bus;
    private final Target target;
    private final Path here;

    FileCopy(JobRunner runner, JobSource bus, Target target, Path here) {
        this.runner = runner;
        this.bus = bus;
        this.target = target;
        this.here = here;
    }

    /** A source that cannot be copied. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;
        private final int exit;

        Unusable(String message, int exit) {
            super(message);
            this.exit = exit;
        }

        int exit() {
            return exit;
        }
    }

    Map<String, Object> atOnce(List<String> sources, String dest) throws Unusable, IOException, InterruptedException {
        Map<String, Object> files = new LinkedHashMap<>();
        for (String source : sources) {
            Path file = here.resolve(source);
            if (Files.isDirectory(file)) {
                throw new Unusable(
                        source + " is a directory, only files are supported in non-chunked mode. Use \"--chunked\""
                                + " command line argument.",
                        Exit.GENERIC);
            }
            if (!Files.isRegularFile(file)) {
                throw new Unusable("The referenced file, " + source + " is not available.", Exit.INCOMPLETE);
            }
            files.put(source, text(source, file));
        }
        return job("cp.recv", List.of(files, dest));
    }

    private static String text(String source, Path file) throws Unusable, IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Unusable(source + " is no text; copy it with --chunked", Exit.GENERIC);
        }
    }

    /** What lies below a source: files, and directories with nothing in them. */
    private record Found(Path path, String source, boolean directory) {}

    Map<String, Object> inPieces(List<String> sources, String dest, int size, boolean compress)
            throws Unusable, IOException, InterruptedException {
        List<Found> all = new ArrayList<>();
        for (String source : sources) {
            all.addAll(below(source));
        }
        boolean several = all.size() > 1 || all.stream().anyMatch(Found::directory) || dest.endsWith("/");
        Map<String, Object> results = new TreeMap<>();
        for (Found found : all) {
            String remote = remote(found, dest, several);
            Map<String, Object> failed = new LinkedHashMap<>();
            if (found.directory()) {
                noted(job("cp.recv_chunked", listOf(remote, null)), remote, results, failed);
                continue;
            }
            boolean append = false;
            try (InputStream in = Files.newInputStream(found.path())) {
                byte[] piece = in.readNBytes(size);
                do {
                    byte[] sent = compress ? compressed(piece) : piece;
                    String text = Base64.getEncoder().encodeToString(sent);
                    Map<String, Object> answer = job(
                            "cp.recv_chunked",
                            listOf(
                                    remote,
                                    text.getBytes(StandardCharsets.US_ASCII),
                                    append,
                                    compress,
                                    mode(found.path())));
                    noted(answer, remote, results, failed);
                    append = true;
                    piece = in.readNBytes(size);
                } while (piece.length > 0);
            }
        }
        return results;
    }

    /** The first failure of a minion stays, whatever comes of later pieces. */
    private static void noted(
            Map<String, Object> answer, String remote, Map<String, Object> results, Map<String, Object> failed) {
        answer.forEach((id, value) -> {
            if (!Boolean.TRUE.equals(value)) {
                failed.putIfAbsent(id, value);
            }
            Map<String, Object> own = new LinkedHashMap<>();
            if (results.get(id) instanceof Map<?, ?> had) {
                had.forEach((path, told) -> own.put(String.valueOf(path), told));
            }
            own.put(remote, failed.getOrDefault(id, value));
            results.put(id, own);
        });
    }

    private List<Found> below(String source) throws Unusable, IOException {
        Path path = here.resolve(source);
        if (!Files.exists(path)) {
            throw new Unusable(source + " does not exist", Exit.INCOMPLETE);
        }
        List<Found> found = new ArrayList<>();
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path each : tree.sorted().toList()) {
                if (Files.isRegularFile(each)) {
                    found.add(new Found(each, source, false));
                } else if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS) && empty(each)) {
                    found.add(new Found(each, source, true));
                }
            }
        }
        return found;
    }

    private static boolean empty(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    private String remote(Found found, String dest, boolean several) {
        Path source = here.resolve(found.source()).normalize();
        String base = String.valueOf(source.getFileName());
        Path to = Path.of(dest);
        if (found.path().normalize().equals(source)) {
            return several ? to.resolve(base).toString() : dest;
        }
        return to.resolve(base)
                .resolve(source.relativize(found.path().normalize()))
                .toString();
    }

    private Map<String, Object> job(String fun, List<Object> arg) throws InterruptedException {
        Published published = runner.publish(target, fun, arg);
        if (published instanceof Published.Refused refused) {
            throw new MasterUnreachable(refused.message());
        }
        Map<String, Object> answers = new TreeMap<>();
        if (published instanceof Published.Sent sent) {
            runner.collector(bus)
                    .collect(
                            sent.jid(),
                            sent.minions(),
                            event -> answers.put(String.valueOf(event.get("id")), event.get("return")));
        }
        return answers;
    }

    private static long mode(Path file) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        String text = PosixFilePermissions.toString(permissions);
        long mode = 0;
        for (char bit : text.toCharArray()) {
            mode = mode << 1 | (bit == '-' ? 0 : 1);
        }
        return mode;
    }

    private static byte[] compressed(byte[] piece) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(piece);
        }
        return out.toByteArray();
    }

    private static List<Object> listOf(@Nullable Object... values) {
        List<Object> list = new ArrayList<>();
        for (Object value : values) {
            list.add(value);
        }
        return list;
    }
}
