package dev.brine.engine.render.jinja;

import dev.brine.engine.render.jinja.global.Globals;
import dev.brine.engine.render.jinja.scope.Run;
import dev.brine.engine.render.jinja.scope.Variables;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.PyObject;
import dev.brine.engine.render.jinja.value.Taint;
import dev.brine.engine.render.jinja.value.TextBuilder;
import dev.brine.engine.render.jinja.value.Undefined;
import dev.brine.engine.render.jinja.value.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files that one render has loaded, by the name under which they were asked for. */
final class LoadedFiles {
    private final RunState run;
    private final Library library;
    private final RenderContext context;
    private final Map<String, File> files = new HashMap<>();
    private final Map<String, String> textOfPath = new HashMap<>();
    private Map<String, @Nullable Object> globals;

    LoadedFiles(RunState run, Library library, RenderContext context) {
        this.run = run;
        this.library = library;
        this.context = context;
        this.globals = new Names(context.variables(), Globals.names());
    }

    /** Text of a loaded file, for excerpts. */
    String text(String path) {
        return textOfPath.getOrDefault(path, "");
    }

    Run.Loaded load(@Nullable Object nameOrNames, Run.NamePolicy policy) {
        if (nameOrNames instanceof Undefined undefined) {
            throw undefined.error();
        }
        String origin = Taint.origin(nameOrNames);
        if (origin != null) {
            throw PyError.security("the name of a template must not come from the event (" + origin + ")");
        }
        if (Values.isString(nameOrNames)) {
            return load(Values.text(nameOrNames));
        }
        if (policy == Run.NamePolicy.ONE) {
            throw PyError.type("'" + Values.typeName(nameOrNames) + "' object is not a template name");
        }
        return first(Values.list(nameOrNames));
    }

    private Run.Loaded first(List<@Nullable Object> names) {
        for (Object name : names) {
            try {
                return load(Values.text(name));
            } catch (PyError e) {
                if (!e.type().equals("TemplateNotFound")) {
                    throw e;
                }
            }
        }
        if (names.isEmpty()) {
            throw PyError.of("TemplatesNotFound", "Tried to select from an empty list of templates.");
        }
        StringBuilder all = new StringBuilder();
        names.forEach(name -> all.append(all.length() == 0 ? "" : ", ").append(Values.text(name)));
        throw PyError.of("TemplatesNotFound", "none of the templates given were found: " + all);
    }

    private File load(String name) {
        File known = files.get(name);
        if (known != null) {
            return known;
        }
        File loaded = read(name);
        files.put(name, loaded);
        return loaded;
    }

    /** Salt 3006: SaltCacheLoader. Relative names start at the {@code tpldir} of the file that was loaded last. */
    private File read(String name) {
        boolean relative = name.equals(".") || name.equals("..") || name.startsWith("./") || name.startsWith("../");
        String base = globals.get("tpldir") instanceof String dir ? dir : "";
        String path = relative ? normal(base + "/" + name) : name;
        if (path.isEmpty()
                || path.equals("..")
                || path.startsWith("../")
                || path.contains("/../")
                || path.indexOf('\0') >= 0) {
            throw notFound(name);
        }
        TemplateLoader.Source source = context.loader().find(path);
        int slash = path.lastIndexOf('/');
        String directory = relative ? base : slash < 0 ? "" : path.substring(0, slash);
        Map<String, @Nullable Object> place = new HashMap<>();
        place.put("tplfile", relative ? name : path);
        place.put("tpldir", directory.isEmpty() ? "." : directory);
        place.put("tpldot", directory.replace('/', '.'));
        globals = new Names(place, new Names(context.variables(), Globals.names()));
        if (source == null) {
            throw notFound(name);
        }
        textOfPath.put(source.path(), source.text());
        return new File(name, library.file(name, source, context.syntax()), globals);
    }

    private static PyError notFound(String name) {
        return PyError.of("TemplateNotFound", name);
    }

    /** As {@code os.path.normpath}. */
    private static String normal(String path) {
        boolean absolute = path.startsWith("/");
        java.util.ArrayDeque<String> parts = new java.util.ArrayDeque<>();
        for (String part : path.split("/")) {
            if (part.equals("..") && !parts.isEmpty() && !parts.peekLast().equals("..")) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".") && !(part.equals("..") && absolute)) {
                parts.addLast(part);
            }
        }
        return (absolute ? "/" : "") + String.join("/", parts);
    }

    /** One loaded file in this render. */
    private final class File implements Run.Loaded {
        private final String name;
        private final Template template;
        private final Map<String, @Nullable Object> names;
        private @Nullable Module shared;

        File(String name, Template template, Map<String, @Nullable Object> names) {
            this.name = name;
            this.template = template;
            this.names = names;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void render(Map<String, @Nullable Object> given, TextBuilder out) {
            Variables variables = new Variables(given);
            template.body().addBlocks(variables);
            template.body().render(run, variables, out);
        }

        @Override
        public void renderExtended(Variables variables, TextBuilder out) {
            template.body().render(run, variables, out);
        }

        @Override
        public Module module(Map<String, @Nullable Object> given) {
            Variables variables = new Variables(given);
            template.body().addBlocks(variables);
            TextBuilder out = new TextBuilder();
            template.body().render(run, variables, out);
            return new Module(name, out.build(), variables.exported());
        }

        @Override
        public PyObject sharedModule() {
            return shared();
        }

        @Override
        public Object sharedText() {
            return shared().text();
        }

        private Module shared() {
            if (shared == null) {
                shared = module(names);
            }
            return shared;
        }

        @Override
        public void addBlocks(Variables variables) {
            template.body().addBlocks(variables);
        }
    }
}
