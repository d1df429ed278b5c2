package dev.brine.engine.render.jinja;

import dev.brine.engine.render.jinja.lex.Syntax;
import dev.brine.engine.render.jinja.lex.TemplateSyntaxException;
import dev.brine.engine.render.jinja.scope.Unit;
import dev.brine.engine.render.jinja.tag.FileBody;
import dev.brine.engine.render.jinja.value.Filter;
import dev.brine.engine.render.jinja.value.Test;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What all renders share: filters, tests, and the parsed form of loaded files. Thread-safe. */
final class Library {
    private static final int MOST_FILES = 2_000;

    private final Map<String, Filter> filters;
    private final Map<String, Test> tests;
    private final Map<Key, Template> files = new ConcurrentHashMap<>();

    private record Key(String name, String path, Object version, Syntax syntax) {}

    Library(Map<String, Filter> filters, Map<String, Test> tests) {
        this.filters = filters;
        this.tests = tests;
    }

    @Nullable
    Filter filter(String name) {
        return filters.get(name);
    }

    @Nullable
    Test test(String name) {
        return tests.get(name);
    }

    /** Reads a text; name and path are null for a text that was given directly. */
    Template parse(@Nullable String name, @Nullable String path, String text, Syntax syntax) {
        try {
            return new Template(FileBody.parse(syntax, text, unit(name, path)), text);
        } catch (TemplateSyntaxException e) {
            throw path == null ? e : e.in(path);
        }
    }

    /** The parsed form of a loaded file; files that changed are read anew. */
    Template file(String name, TemplateLoader.Source source, Syntax syntax) {
        Key key = new Key(name, source.path(), source.version(), syntax);
        Template known = files.get(key);
        if (known != null && known.text().equals(source.text())) {
            return known;
        }
        Template parsed = parse(name, source.path(), source.text(), syntax);
        if (files.size() >= MOST_FILES) {
            files.clear();
        }
        files.put(key, parsed);
        return parsed;
    }

    Unit unit(@Nullable String name, @Nullable String path) {
        return new FileUnit(this, name, path);
    }

    private static final class FileUnit implements Unit {
        private final Library library;
        private final @Nullable String name;
        private final @Nullable String path;
        private int marked = 1;

        FileUnit(Library library, @Nullable String name, @Nullable String path) {
            this.library = library;
            this.name = name;
            this.path = path;
        }

        @Override
        public @Nullable String name() {
            return name;
        }

        @Override
        public @Nullable String path() {
            return path;
        }

        @Override
        public void mark(int line) {
            marked = line;
        }

        @Override
        public int marked() {
            return marked;
        }

        @Override
        public boolean hasFilter(String filter) {
            return library.filters.containsKey(filter);
        }

        @Override
        public boolean hasTest(String test) {
            return library.tests.containsKey(test);
        }
    }
}
