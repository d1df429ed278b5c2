package dev.brine.states.render;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders SLS files to data and templates to text. */
public interface Templates {

    /**
     * Renders an SLS through its pipe (the {@code #!} line, else {@code renderer}).
     *
     * @param sls the file, its text, and the names Salt puts into its templates ({@code sls}, {@code tpldir}, ...)
     * @return plain data, usually a map; an empty map when nothing is left
     * @throws TemplateError when it does not render
     */
    @Nullable
    Object sls(Source sls);

    /**
     * Renders a template to text with the engine of the given name ({@code jinja}).
     *
     * @throws TemplateError when there is no such engine, or the template does not render
     */
    String text(String engine, Source template);

    /**
     * A text to render.
     *
     * @param name path below the roots, or what stands for it in messages
     * @param saltenv where its imports are looked for
     * @param text the whole text
     * @param names variables beside {@code salt}, {@code grains}, {@code pillar} and {@code opts}
     */
    record Source(String name, String saltenv, String text, Map<String, Object> names) {}
}
