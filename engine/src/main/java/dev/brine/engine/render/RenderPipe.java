package dev.brine.engine.render;

import dev.brine.engine.render.jinja.taint.TaintTable;
import dev.brine.engine.render.yaml.KeyLines;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a text through the renderers its first line names ({@code #!jinja|yaml}), or through the world's own pipe.
 *
 * <p>Salt 3006: {@code salt.template}. A shebang counts on the very first line only and not when it is a path; one unknown
 * name makes the whole pipe empty, and the result is an empty mapping. Immutable, shared.
 */
public final class RenderPipe {
    private static final Logger LOG = LoggerFactory.getLogger(RenderPipe.class);

    /** Names from before the pipe: format and template language in one word. */
    private static final Set<String> OLD_STYLE =
            Set.of("yaml_jinja", "yaml_mako", "yaml_wempy", "json_jinja", "json_mako", "json_wempy", "yamlex_jinja");

    private final Map<String, Renderer> renderers;
    private final Set<String> blacklist;
    private final Set<String> whitelist;
    private final SecureRandom random;

    /**
     * @param renderers by name
     * @param blacklist names to skip ({@code renderer_blacklist})
     * @param whitelist the only names not to skip, when there are any ({@code renderer_whitelist})
     * @param random for placeholders nobody can guess
     */
    public RenderPipe(
            Map<String, Renderer> renderers, Set<String> blacklist, Set<String> whitelist, SecureRandom random) {
        this.renderers = Map.copyOf(renderers);
        this.blacklist = Set.copyOf(blacklist);
        this.whitelist = Set.copyOf(whitelist);
        this.random = random;
    }

    /** jinja, yaml, json, text and a {@code py} that says what it lacks; none of them banned. */
    public static RenderPipe standard(SecureRandom random) {
        return new RenderPipe(standardRenderers(), Set.of(), Set.of(), random);
    }

    /** The renderers that come with Brine, by name; a copy to add to. */
    public static Map<String, Renderer> standardRenderers() {
        Map<String, Renderer> all = new LinkedHashMap<>();
        all.put("jinja", new JinjaRenderer());
        all.put("yaml", new YamlRenderer());
        all.put("yamlex", new YamlRenderer());
        all.put("json", new JsonRenderer());
        all.put("text", (input, stage) -> input);
        all.put("py", (input, stage) -> {
            throw stage.error(
                    "SaltRenderError",
                    "The renderer \"py\" needs the Python bridge, which is not configured here",
                    null,
                    1);
        });
        return all;
    }

    private record Step(Renderer renderer, String arguments) {}

    /**
     * Renders.
     *
     * @throws RenderException when a stage fails; what it says names the file
     */
    public RenderResult render(RenderRequest request) {
        if (request.text().isBlank()) {
            return new RenderResult(new LinkedHashMap<>(), KeyLines.none(), null, List.of());
        }
        boolean tracked = request.world().event() != null && request.world().taint() != TaintPolicy.OFF;
        TaintTable taint = tracked ? new TaintTable(random) : null;
        RenderStage stage = new RenderStage(request, taint);
        List<Step> steps = steps(request);
        Object value = steps.isEmpty() ? new LinkedHashMap<>() : request.text();
        for (Step step : steps) {
            stage.arguments(step.arguments);
            value = step.renderer.render(value, stage);
            if (value instanceof String text) {
                stage.text(text);
                // Salt 3006: template.py shows it at this level; it may hold what pillar holds
                LOG.debug("Rendered data from file: {}:\n{}", request.name(), text);
            }
        }
        if (value instanceof String text) {
            value = windowsNewlines(request.text(), taint == null ? text : taint.expand(text));
        }
        String text = stage.text();
        return new RenderResult(
                value, stage.lines(), text == null || taint == null ? text : taint.expand(text), stage.spots());
    }

    private static String windowsNewlines(String source, String result) {
        return source.contains("\r\n") && !result.contains("\r\n") ? result.replace("\n", "\r\n") : result;
    }

    private List<Step> steps(RenderRequest request) {
        String text = request.text();
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        String pipe = first.startsWith("#!") && !first.startsWith("#!/")
                ? first.strip().substring(2)
                : request.world().pipe();
        List<Step> steps = new ArrayList<>();
        for (String part : parts(pipe)) {
            int space = part.indexOf(' ');
            String name = space < 0 ? part : part.substring(0, space);
            if ((!whitelist.isEmpty() && !whitelist.contains(name)) || blacklist.contains(name)) {
                LOG.warn(
                        "The renderer \"{}\" is disallowed by configuration and will be skipped. file={}",
                        name,
                        request.name());
                continue;
            }
            @Nullable Renderer custom = request.world().custom().find(name);
            @Nullable Renderer renderer = custom != null ? custom : renderers.get(name);
            if (renderer == null) {
                LOG.error("The renderer \"{}\" is not available file={}", pipe, request.name());
                return List.of();
            }
            steps.add(new Step(
                    renderer, space < 0 ? "" : part.substring(space + 1).strip()));
        }
        return steps;
    }

    private static List<String> parts(String pipe) {
        if (OLD_STYLE.contains(pipe)) {
            int at = pipe.indexOf('_');
            return List.of(pipe.substring(at + 1), pipe.substring(0, at));
        }
        List<String> parts = new ArrayList<>();
        for (String part : pipe.split("\\|", -1)) {
            parts.add(part.strip());
        }
        return parts;
    }
}
