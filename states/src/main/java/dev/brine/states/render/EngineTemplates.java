package dev.brine.states.render;

import dev.brine.engine.call.Call;
import dev.brine.engine.plugin.MinionParts;
import dev.brine.engine.plugin.SourcedTemplates;
import dev.brine.engine.render.CalledFunctions;
import dev.brine.engine.render.RenderError;
import dev.brine.engine.render.RenderException;
import dev.brine.engine.render.RenderPipe;
import dev.brine.engine.render.RenderRequest;
import dev.brine.engine.render.RenderWorld;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Templates by the engine's renderer, for one run. */
public final class EngineTemplates implements Templates {
    private final RenderPipe pipe;
    private final MinionParts minion;
    private final RenderWorld world;

    /**
     * @param pipe shared by all runs: it keeps parsed templates
     * @param call the job, in whose name templates call functions
     */
    public EngineTemplates(
            RenderPipe pipe, MinionParts minion, Call call, Map<String, Object> pillar, Map<String, Object> opts) {
        this.pipe = pipe;
        this.minion = minion;
        Object renderer = opts.get("renderer");
        this.world = RenderWorld.empty()
                .host(opts, minion.grains().get(), pillar)
                .functions(new CalledFunctions(minion.functions(), call))
                .custom(minion.custom().renderers())
                .pipe(renderer == null ? RenderWorld.JINJA_YAML : renderer.toString());
    }

    @Override
    public @Nullable Object sls(Source sls) {
        return rendered(sls, in(sls.saltenv()));
    }

    @Override
    public String text(String engine, Source template, Map<String, Object> names) {
        if (!engine.equals("jinja")) {
            throw new TemplateError("Specified template format " + engine + " is not supported");
        }
        if (template.text().isBlank()) {
            return template.text();
        }
        // a first line such as #!jinja belongs to the file here
        boolean marked = template.text().startsWith("#!") && !template.text().startsWith("#!/");
        Source source = marked
                ? new Source(template.path(), "", template.saltenv(), "\n" + template.text(), template.local())
                : template;
        Object text = rendered(source, in(template.saltenv()).pipe(engine).variables(names));
        return marked ? String.valueOf(text).substring(1) : String.valueOf(text);
    }

    private RenderWorld in(String saltenv) {
        return world.saltenv(saltenv).templates(new SourcedTemplates(minion.files(), saltenv));
    }

    private @Nullable Object rendered(Source source, RenderWorld seen) {
        String path = source.local().isEmpty() ? source.path() : source.local();
        try {
            return pipe.render(new RenderRequest(source.text(), path, source.sls(), source.text(), seen))
                    .value();
        } catch (RenderException e) {
            throw new TemplateError(words(e.error()), e);
        }
    }

    /** Salt 3006: SaltRenderError, what is wrong, the line, and the lines around it. */
    private static String words(RenderError error) {
        Integer line = error.line();
        if (line == null) {
            return error.reason();
        }
        return error.reason() + "; line " + line + (error.excerpt().isEmpty() ? "" : "\n\n" + error.excerpt());
    }
}
