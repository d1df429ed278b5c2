package dev.brine.engine.plugin;

import dev.brine.engine.render.jinja.TemplateLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What templates import and include, out of the file server. */
public final class SourcedTemplates implements TemplateLoader {
    private static final Logger log = LoggerFactory.getLogger(SourcedTemplates.class);

    private final FileSource files;
    private final String saltenv;

    public SourcedTemplates(FileSource files, String saltenv) {
        this.files = files;
        this.saltenv = saltenv;
    }

    @Override
    public @Nullable Source find(String name) {
        String path = name.startsWith("salt://") ? name.substring("salt://".length()) : name;
        try {
            Optional<Path> local = files.fetch(path, saltenv);
            if (local.isEmpty()) {
                return null;
            }
            String text = Files.readString(local.get(), StandardCharsets.UTF_8);
            return new Source(path, local.get().toString(), text, text);
        } catch (IOException e) {
            log.warn("salt://{} ({}) could not be read: {}", path, saltenv, e.getMessage());
            return null;
        }
    }
}
