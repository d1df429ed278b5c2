package dev.brine.engine.render;

import dev.brine.engine.render.jinja.SaltFunctions;
import dev.brine.engine.render.jinja.TemplateLoader;
import dev.brine.engine.render.jinja.limit.RenderLimits;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all files of one rendering (a reaction, a highstate, a pillar) see alike.
 *
 * @param saltenv file server environment, usually {@code base}
 * @param opts configuration as templates may read it; {@code jinja_env} and its relatives also steer the template language
 * @param grains of the host
 * @param pillar of the host; empty for reactions
 * @param functions behind {@code salt['mod.fun']}
 * @param templates what imports and includes find
 * @param variables further names, such as the context of an orchestration
 * @param event tag and data of the event, or null
 * @param taint whether the event's text is tracked; without an event it does not matter
 * @param limits of each single render
 * @param pipe renderers of a file without a shebang line, {@code jinja|yaml}
 * @param custom renderers that do not come with Brine
 */
public record RenderWorld(
        String saltenv,
        Map<String, Object> opts,
        Map<String, Object> grains,
        Map<String, Object> pillar,
        SaltFunctions functions,
        TemplateLoader templates,
        Map<String, Object> variables,
        @Nullable Reaction event,
        TaintPolicy taint,
        RenderLimits limits,
        String pipe,
        Renderers custom) {

    /** Salt's default pipe. */
    public static final String JINJA_YAML = "jinja|yaml";

    /**
     * The event that a reaction answers.
     *
     * @param tag of the event
     * @param data of the event, plain values
     * @param more further names whose text comes from events
     */
    public record Reaction(String tag, Map<String, Object> data, Map<String, Object> more) {}

    /** A world with nothing in it: environment base, operator's limits, no event. */
    public static RenderWorld empty() {
        return new RenderWorld(
                "base",
                Map.of(),
                Map.of(),
                Map.of(),
                SaltFunctions.NONE,
                TemplateLoader.NONE,
                Map.of(),
                null,
                TaintPolicy.ENFORCE,
                RenderLimits.OPERATOR,
                JINJA_YAML,
                Renderers.NONE);
    }

    /** The world of a host. */
    public RenderWorld host(
            Map<String, Object> hostOpts, Map<String, Object> hostGrains, Map<String, Object> hostPillar) {
        return new RenderWorld(
                saltenv,
                hostOpts,
                hostGrains,
                hostPillar,
                functions,
                templates,
                variables,
                event,
                taint,
                limits,
                pipe,
                custom);
    }

    public RenderWorld saltenv(String environment) {
        return new RenderWorld(
                environment, opts, grains, pillar, functions, templates, variables, event, taint, limits, pipe, custom);
    }

    public RenderWorld functions(SaltFunctions available) {
        return new RenderWorld(
                saltenv, opts, grains, pillar, available, templates, variables, event, taint, limits, pipe, custom);
    }

    public RenderWorld templates(TemplateLoader files) {
        return new RenderWorld(
                saltenv, opts, grains, pillar, functions, files, variables, event, taint, limits, pipe, custom);
    }

    public RenderWorld variables(Map<String, Object> names) {
        return new RenderWorld(
                saltenv, opts, grains, pillar, functions, templates, names, event, taint, limits, pipe, custom);
    }

    /** The world of one event: reactions to it, within the limits for strangers' input. */
    public RenderWorld event(String tag, Map<String, Object> data, TaintPolicy policy) {
        return event(tag, data, Map.of(), policy);
    }

    /** The same with {@code more} names, whose text is as little trusted as the event's. */
    public RenderWorld event(String tag, Map<String, Object> data, Map<String, Object> more, TaintPolicy policy) {
        return new RenderWorld(
                saltenv,
                opts,
                grains,
                pillar,
                functions,
                templates,
                variables,
                new Reaction(tag, data, more),
                policy,
                RenderLimits.REACTOR,
                pipe,
                custom);
    }

    public RenderWorld limits(RenderLimits most) {
        return new RenderWorld(
                saltenv, opts, grains, pillar, functions, templates, variables, event, taint, most, pipe, custom);
    }

    public RenderWorld pipe(String renderers) {
        return new RenderWorld(
                saltenv, opts, grains, pillar, functions, templates, variables, event, taint, limits, renderers,
                custom);
    }

    /** With renderers that do not come with Brine. */
    public RenderWorld custom(Renderers more) {
        return new RenderWorld(
                saltenv, opts, grains, pillar, functions, templates, variables, event, taint, limits, pipe, more);
    }
}
