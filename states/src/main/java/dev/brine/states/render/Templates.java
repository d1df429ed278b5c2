package dev.brine.states.render;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders SLS files to data and templates to text. */
public interface Templates {

    /**
     * Renders an SLS through its pipe (the {@code #!} line, else {@code renderer}).
     *
     * @return plain data, usually a map; an empty map when nothing is left
     * @throws TemplateError when it does not render
     */
    @Nullable
    Object sls(Source sls);

    /**
     * Renders a template to text with the engine of the given name ({@code jinja}).
     *
     * @param names variables beside {@code salt}, {@code grains}, {@code pillar}, {@code opts} and {@code saltenv}
     * @throws TemplateError when there is no such engine, or the template does not render
     */
    String text(String engine, Source template, Map<String, Object> names);

    /**
     * A text to render.
     *
     * @param path below the roots, or what stands for it in messages
     * @param sls the dotted name; empty for the top file and for templates
     * @param saltenv where its imports are looked for
     * @param text the whole text
     * @param local where its copy lies; empty when it has none
     */
    record Source(String path, String sls, String saltenv, String text, String local) {}
}
