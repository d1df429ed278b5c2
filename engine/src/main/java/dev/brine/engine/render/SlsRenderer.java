package dev.brine.engine.render;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SLS files to {@link HighData}. File contents are kept by path, modification time and size, so a file that nobody touched is
 * not read twice. Thread-safe.
 */
public final class SlsRenderer {
    private static final int MOST_FILES = 2_000;

    private final RenderPipe pipe;
    private final Cache<String, Content> contents =
            Caffeine.newBuilder().maximumSize(MOST_FILES).build();

    /** @param version equal while the file does not change */
    private record Content(String text, Version version) {}

    private record Version(FileTime modified, long size) {}

    public SlsRenderer(RenderPipe pipe) {
        this.pipe = pipe;
    }

    /** The pipe behind it, for texts that are no SLS. */
    public RenderPipe pipe() {
        return pipe;
    }

    /**
     * Renders a file.
     *
     * @param sls its dotted name, "" for reactions
     * @throws RenderException when it cannot be read or rendered, or is no mapping
     */
    public HighData file(Path file, String sls, RenderWorld world) {
        Content content = read(file);
        return high(new RenderRequest(content.text, file.toString(), sls, content.version, world));
    }

    /** Renders a text under the name of {@code file}. */
    public HighData text(String text, String file, String sls, RenderWorld world) {
        return high(new RenderRequest(text, file, sls, null, world));
    }

    /** Renders several files of one event; each has its own outcome, in order. */
    public List<SlsOutcome> files(List<Path> files, RenderWorld world) {
        List<SlsOutcome> outcomes = new ArrayList<>();
        for (Path file : files) {
            try {
                outcomes.add(new SlsOutcome.Rendered(file.toString(), file(file, "", world)));
            } catch (RenderException e) {
                outcomes.add(new SlsOutcome.Failed(file.toString(), e.error()));
            }
        }
        return outcomes;
    }

    @SuppressWarnings("unchecked")
    private HighData high(RenderRequest request) {
        RenderResult result = pipe.render(request);
        @Nullable Object value = result.value();
        if (!(value instanceof Map<?, ?> map)) {
            throw new RenderException(new RenderError(
                    "SaltRenderError",
                    "SLS " + request.name() + " does not render to a dictionary",
                    null,
                    request.name(),
                    1,
                    ""));
        }
        return new HighData(
                (Map<@Nullable Object, @Nullable Object>) map, request.name(), result.lines(), result.tainted());
    }

    private Content read(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Version version = new Version(attributes.lastModifiedTime(), attributes.size());
            Content known = contents.getIfPresent(file.toString());
            if (known != null && known.version.equals(version)) {
                return known;
            }
            Content fresh = new Content(Files.readString(file), version);
            contents.put(file.toString(), fresh);
            return fresh;
        } catch (CharacterCodingException e) {
            throw unreadable(file, "is not UTF-8 text", e);
        } catch (IOException e) {
            throw unreadable(file, "cannot be read: " + e, e);
        }
    }

    private static RenderException unreadable(Path file, String problem, IOException cause) {
        return new RenderException(
                new RenderError("SaltRenderError", "SLS file " + file + " " + problem, null, file.toString(), 0, ""),
                cause);
    }
}
