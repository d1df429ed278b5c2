package dev.brine.engine.render.jinja;

import dev.brine.engine.render.jinja.value.PyObject;
import dev.brine.engine.render.jinja.value.Repr;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An imported file: prints what it printed, and has what it set as attributes.
 *
 * @param name under which it was imported
 * @param text what it printed: a String or tainted Text
 * @param exported what its top level set
 */
record Module(String name, Object text, Map<String, @Nullable Object> exported) implements PyObject {
    @Override
    public @Nullable Object attribute(String attribute) {
        if (attribute.equals("__name__")) {
            return name;
        }
        return exported.containsKey(attribute) ? exported.get(attribute) : ABSENT;
    }

    @Override
    public String str() {
        return text.toString();
    }

    @Override
    public String typeName() {
        return "TemplateModule";
    }

    @Override
    public String qualifiedName() {
        return "jinja2.environment.TemplateModule";
    }

    @Override
    public String repr() {
        return "<TemplateModule " + Repr.repr(name) + ">";
    }
}
