package dev.brine.engine.render;

import dev.brine.engine.fileserver.FileRoots;
import dev.brine.engine.render.jinja.TemplateLoader;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Imports and includes out of an environment's file roots: {@code salt://} for templates. Never leaves the roots. */
public final class FileTemplates implements TemplateLoader {
    private static final int MOST_BYTES = 16 << 20;

    private final FileRoots roots;
    private final String saltenv;

    private record Version(FileTime modified, long size) {}

    public FileTemplates(FileRoots roots, String saltenv) {
        this.roots = roots;
        this.saltenv = saltenv;
    }

    @Override
    public @Nullable Source find(String name) {
        String path = name.startsWith("salt://") ? name.substring("salt://".length()) : name;
        Optional<FileRoots.Found> found = roots.find(path, saltenv);
        if (found.isEmpty()) {
            return null;
        }
        try (var channel = roots.open(found.get())) {
            if (channel.size() > MOST_BYTES) {
                return null;
            }
            BasicFileAttributes attributes = Files.readAttributes(found.get().real(), BasicFileAttributes.class);
            byte[] bytes = Channels.newInputStream(channel).readAllBytes();
            return new Source(
                    name,
                    found.get().path().toString(),
                    new String(bytes, StandardCharsets.UTF_8),
                    new Version(attributes.lastModifiedTime(), attributes.size()));
        } catch (IOException e) {
            return null;
        }
    }
}
