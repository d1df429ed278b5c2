package dev.brine.engine.key;

import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.data.Glob;
import dev.brine.engine.data.Regex;
import dev.brine.transport.wire.MinionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@code auto_accept}, {@code autosign_file}, {@code autoreject_file}, {@code autosign_grains_dir} and the stubs in {@code
 * minions_autosign} say of an id.
 *
 * <p>The files are read at each question, so an edit counts at once. One that group or others may write is not obeyed (Salt
 * 3006: daemons/masterapi.py {@code AutoKey}). Safe for many threads.
 */
public final class SigningRules {
    private static final Logger log = LoggerFactory.getLogger(SigningRules.class);

    private final MasterConfig.Auth options;
    private final Path stubs;
    private final Clock clock;

    public SigningRules(MasterConfig.Auth options, Path pki, Clock clock) {
        this.options = options;
        this.stubs = pki.resolve("minions_autosign");
        this.clock = clock;
    }

    /**
     * The rule for an id that nobody decided on. A stub is used up by it.
     *
     * @param grains what the peer says its {@code autosign_grains} are; anybody can say anything
     */
    public KeyPolicy.Rule rule(MinionId id, Map<String, Object> grains) throws IOException {
        if (listed(options.autorejectFile(), id)) {
            return KeyPolicy.Rule.REJECT;
        }
        return options.autoAccept() || listed(options.autosignFile(), id) || stub(id) || grain(grains)
                ? KeyPolicy.Rule.SIGN
                : KeyPolicy.Rule.NONE;
    }

    private boolean listed(Path file, MinionId id) throws IOException {
        for (String line : lines(file)) {
            if (line.equals(id.value()) || Glob.of(line).test(id.value()) || expression(file, line, id)) {
                return true;
            }
        }
        return false;
    }

    private static boolean expression(Path file, String line, MinionId id) {
        try {
            return Regex.of(line).matchesWhole(id.value());
        } catch (IllegalArgumentException e) {
            log.debug("{}: '{}' is no regular expression, it was taken as a name and as a glob only", file, line);
            return false;
        }
    }

    private boolean stub(MinionId id) throws IOException {
        Path stub = stubs.resolve(id.value());
        if (!Files.isRegularFile(stub) || !trusted(stub)) {
            return false;
        }
        Instant oldest = clock.instant().minus(options.autosignTimeout());
        boolean fresh = Files.getLastModifiedTime(stub).toInstant().isAfter(oldest);
        Files.deleteIfExists(stub);
        return fresh;
    }

    private boolean grain(Map<String, Object> grains) throws IOException {
        if (grains.isEmpty()) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(options.autosignGrainsDir())) {
            for (Path file : files) {
                Object value = grains.get(file.getFileName().toString());
                String text = value instanceof String || value instanceof Number || value instanceof Boolean
                        ? python(value)
                        : "";
                if (!text.isEmpty() && lines(file).contains(text)) {
                    return true;
                }
            }
            return false;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return false;
        }
    }

    private static String python(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        return value.toString();
    }

    private List<String> lines(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !trusted(file)) {
            return List.of();
        }
        return Files.readString(file, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    private boolean trusted(Path file) throws IOException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        boolean open = mode.contains(PosixFilePermission.OTHERS_WRITE)
                || (mode.contains(PosixFilePermission.GROUP_WRITE) && !options.permissivePki());
        if (open) {
            log.warn("{} is not obeyed: others than its owner may write it; run: chmod go-w {}", file, file);
        }
        return !open;
    }
}
