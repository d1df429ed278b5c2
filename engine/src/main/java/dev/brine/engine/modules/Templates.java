package dev.brine.engine.modules;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.plugin.FileSource;
import dev.brine.engine.render.CalledFunctions;
import dev.brine.engine.render.RenderException;
import dev.brine.engine.render.RenderPipe;
import dev.brine.engine.render.RenderRequest;
import dev.brine.engine.render.RenderWorld;
import dev.brine.engine.render.jinja.TemplateLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Renders texts with the minion's functions, grains, pillar and files. */
public final class Templates {
    private final ModuleParts parts;
    private @Nullable RenderPipe made;

    public Templates(ModuleParts parts) {
        this.parts = parts;
    }

    /** Made when something is first rendered: that loads the whole template language. */
    private synchronized RenderPipe pipe() {
        RenderPipe pipe = made;
        if (pipe == null) {
            pipe = RenderPipe.standard(new SecureRandom());
            made = pipe;
        }
        return pipe;
    }

    /**
     * Renders through the renderers that the text's first line names, or through {@code renderers}.
     *
     * @return text, or data when the last renderer makes data
     * @throws FunctionError when a renderer fails; the message names the place
     */
    public @Nullable Object render(
            String text,
            @Nullable String path,
            String renderers,
            String saltenv,
            Map<String, Object> variables,
            Call call) {
        RenderWorld empty = RenderWorld.empty();
        RenderWorld world = new RenderWorld(
                saltenv,
                parts.opts(),
                parts.grains(),
                parts.pillar(),
                new CalledFunctions(call::functions, call),
                new Imports(parts.minion().files(), saltenv),
                variables,
                null,
                empty.taint(),
                empty.limits(),
                renderers,
                parts.minion().custom().renderers());
        try {
            return pipe().render(new RenderRequest(text, path, "", null, world)).value();
        } catch (RenderException e) {
            throw new FunctionError(String.valueOf(e.getMessage()), e);
        }
    }

    /** What imports and includes find: files of the file server. */
    private record Imports(FileSource files, String saltenv) implements TemplateLoader {
        @Override
        public @Nullable Source find(String name) {
            Fetched.SaltUrl url = Fetched.SaltUrl.parse(name, saltenv);
            try {
                Optional<Path> file = files.fetch(url.path(), url.saltenv());
                if (file.isEmpty()) {
                    return null;
                }
                String text = Files.readString(file.get());
                return new Source(name, file.get().toString(), text, text);
            } catch (IOException e) {
                return null;
            }
        }
    }
}
