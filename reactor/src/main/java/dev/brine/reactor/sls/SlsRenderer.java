package dev.brine.reactor.sls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.brine.engine.render.RenderException;
import dev.brine.engine.render.RenderPipe;
import dev.brine.engine.render.RenderRequest;
import dev.brine.engine.render.RenderResult;
import dev.brine.engine.render.RenderWorld;
import dev.brine.engine.render.TaintPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renders an SLS file for an event.
 *
 * <p>Files are read again when they have changed. An edit that does not render is named once, and what worked before stays in
 * use until the file is right again.
 */
public final class SlsRenderer {
    private static final Logger log = LoggerFactory.getLogger(SlsRenderer.class);
    private static final int MOST_FILES = 5_000;

    private final RenderPipe pipe;
    private final Supplier<RenderWorld> world;
    private final TaintPolicy taint;
    private final Cache<Path, Content> contents =
            Caffeine.newBuilder().maximumSize(MOST_FILES).build();

    /**
     * A renderer.
     *
     * @param world what templates see besides the event, asked for at each render
     */
    public SlsRenderer(RenderPipe pipe, Supplier<RenderWorld> world, TaintPolicy taint) {
        this.pipe = pipe;
        this.world = world;
        this.taint = taint;
    }

    private record Version(
            FileTime modified, long size, @Nullable Object key) {}

    private record Text(String text, Version version) {}

    /** A file as it is, and as it was when it last rendered; the same once the newer one has. */
    private record Content(Text now, @Nullable Text proven, boolean named) {}

    /**
     * Renders the file as it is now, or as it last worked when it does not any more.
     *
     * @throws SlsException when it cannot be read
     * @throws RenderException when it cannot be rendered
     */
    public RenderResult render(Path file, EventContext event) throws SlsException {
        Content content = content(file);
        try {
            RenderResult result = render(file, content.now, event);
            if (!content.now.equals(content.proven)) {
                contents.put(file, new Content(content.now, content.now, false));
            }
            return result;
        } catch (RenderException e) {
            Text before = content.proven;
            if (before == null || before.equals(content.now) || e.error().refused()) {
                throw e;
            }
            RenderResult result = render(file, before, event);
            if (!content.named) {
                contents.put(file, new Content(content.now, before, true));
                log.error(
                        "{}; the file as it was before this edit stays in use",
                        e.error().headline());
            }
            return result;
        }
    }

    private RenderResult render(Path file, Text text, EventContext event) {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put(
                "source",
                Map.of(
                        "kind",
                        event.origin().kind().name().toLowerCase(Locale.ROOT),
                        "id",
                        event.origin().id()));
        Map<String, Object> more = new LinkedHashMap<>(event.more());
        more.put("match", event.match());
        RenderWorld seen =
                world.get().variables(variables).event(event.tag(), new LinkedHashMap<>(event.data()), more, taint);
        return pipe.render(new RenderRequest(text.text, file.toString(), "", text.version, seen));
    }

    private Content content(Path file) throws SlsException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Version version = new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            Content known = contents.getIfPresent(file);
            if (known != null && known.now.version.equals(version)) {
                return known;
            }
            Text fresh = new Text(Files.readString(file), version);
            Content content = new Content(fresh, known == null ? null : known.proven, false);
            contents.put(file, content);
            return content;
        } catch (IOException e) {
            throw new SlsException(file.toString(), 0, "cannot read it: " + e);
        }
    }
}
