package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.scope.Run;
import dev.brine.engine.render.jinja.scope.Variables;
import dev.brine.engine.render.jinja.value.PyObject;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code self}: the blocks of the file by name. */
final class SelfReference implements PyObject {
    private final Run run;
    private final Variables variables;
    private final @Nullable String file;

    /** @param file name of the file it stands in, null for the text that was given directly */
    SelfReference(Run run, Variables variables, @Nullable String file) {
        this.run = run;
        this.variables = variables;
        this.file = file;
    }

    @Override
    public String repr() {
        return "<TemplateReference " + Repr.repr(file) + ">";
    }

    @Override
    public @Nullable Object item(@Nullable Object key) {
        String name = Values.text(key);
        List<Object> bodies = variables.blocks().get(name);
        return bodies == null ? ABSENT : new BlockReference(run, variables, name, bodies, 0);
    }

    @Override
    public String typeName() {
        return "TemplateReference";
    }

    @Override
    public String qualifiedName() {
        return "jinja2.runtime.TemplateReference";
    }
}
