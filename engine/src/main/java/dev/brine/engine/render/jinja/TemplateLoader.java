package dev.brine.engine.render.jinja;

import org.jspecify.annotations.Nullable;

/**
 * Finds the files that a template imports, includes or extends. Relative names ({@code ./x}, {@code ../x}) come resolved
 * against {@code tpldir}; a name can never leave the roots (no {@code ..} segment comes in). Called on the rendering thread.
 */
@FunctionalInterface
public interface TemplateLoader {

    /** Finds nothing. */
    TemplateLoader NONE = name -> null;

    /**
     * A file.
     *
     * @param name path below the roots with slashes, for error texts
     * @param path where it lies, shown in errors as stock does; the name when it has no place
     * @param text whole content
     * @param version equal for equal content, such as a hash or mtime + size; the parsed form is kept under (name, version)
     */
    record Source(String name, String path, String text, Object version) {}

    /** The file, or null when there is none. */
    @Nullable
    Source find(String name);
}
