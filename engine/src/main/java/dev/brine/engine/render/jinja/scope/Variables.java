package dev.brine.engine.render.jinja.scope;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file sees by name: given from outside ({@code parent}), and what its own top level has set. One render, one thread.
 *
 */
public final class Variables {
    private final Map<String, @Nullable Object> parent;
    private final Map<String, @Nullable Object> vars = new LinkedHashMap<>();
    private final Set<String> exported = new LinkedHashSet<>();
    private final Map<String, List<Object>> blocks = new HashMap<>();
    private Run.@Nullable Loaded extended;

    /** @param parent is only read */
    public Variables(Map<String, @Nullable Object> parent) {
        this.parent = parent;
    }

    /** The value, or {@link Ref#MISSING}. */
    public @Nullable Object find(String name) {
        if (!vars.isEmpty()) {
            Object value = vars.get(name);
            if (value != null || vars.containsKey(name)) {
                return value;
            }
        }
        Object value = parent.get(name);
        return value != null || parent.containsKey(name) ? value : Ref.MISSING;
    }

    /** Set at the top of the file; visible to importers unless it begins with an underscore. */
    public void set(String name, @Nullable Object value) {
        vars.put(name, value);
        if (!name.startsWith("_")) {
            exported.add(name);
        }
    }

    /** Set at the top of the file by an import: not handed on to importers of this file. */
    public void setImported(String name, @Nullable Object value) {
        vars.put(name, value);
        exported.remove(name);
    }

    /** What importers may see. */
    public Map<String, @Nullable Object> exported() {
        Map<String, @Nullable Object> found = new LinkedHashMap<>();
        for (String name : exported) {
            found.put(name, vars.get(name));
        }
        return found;
    }

    /** Everything visible by name; not to be changed. */
    public Map<String, @Nullable Object> all() {
        if (vars.isEmpty()) {
            return parent;
        }
        Map<String, @Nullable Object> all = new LinkedHashMap<>(parent);
        all.putAll(vars);
        return all;
    }

    /** The file extends another; false when it already did. */
    public boolean extend(Run.Loaded other) {
        if (extended != null) {
            return false;
        }
        extended = other;
        return true;
    }

    /** True when the file extends another, so that its own text counts no more. */
    public boolean isExtended() {
        return extended != null;
    }

    /** The extended file, which renders next with the same variables; null when there is none. */
    public Run.@Nullable Loaded takeExtended() {
        Run.Loaded taken = extended;
        extended = null;
        return taken;
    }

    /** Bodies of each block, the most derived first. */
    public Map<String, List<Object>> blocks() {
        return blocks;
    }

    /** The same file's blocks with exactly those names, for a scoped block. */
    public Variables derived(Map<String, @Nullable Object> names) {
        Variables derived = new Variables(names);
        derived.blocks.putAll(blocks);
        return derived;
    }
}
