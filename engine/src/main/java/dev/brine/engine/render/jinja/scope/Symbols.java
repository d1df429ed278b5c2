package dev.brine.engine.render.jinja.scope;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one scope reads and sets, in the order of the text. */
public final class Symbols {

    /** A variable of one body. */
    record Place(BodyLayout body, int slot) {}

    enum Source {
        /** Set from outside: loop target, macro parameter. */
        PARAMETER,
        /** Looked up by name when the scope is entered. */
        RESOLVE,
        /** Starts as a copy of the outer scope's. */
        ALIAS,
        /** Starts unset. */
        UNSET
    }

    record Load(Source source, String name, @Nullable Place from) {}

    private final @Nullable Symbols parent;
    private final BodyLayout body;
    private final String level;
    private final int depth;
    private final Map<String, Place> places;
    private final Map<Place, Load> loads;
    private final Set<String> stores;

    private Symbols(
            @Nullable Symbols parent,
            BodyLayout body,
            String level,
            int depth,
            Map<String, Place> places,
            Map<Place, Load> loads,
            Set<String> stores) {
        this.parent = parent;
        this.body = body;
        this.level = level;
        this.depth = depth;
        this.places = places;
        this.loads = loads;
        this.stores = stores;
    }

    private Symbols(@Nullable Symbols parent, BodyLayout body, String level, int depth) {
        this(parent, body, level, depth, new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashSet<>());
    }

    static Symbols root(BodyLayout body) {
        return new Symbols(null, body, "0", 0);
    }

    /** A scope inside this one; {@code kind} keeps the slots of scopes apart that live at the same time. */
    Symbols inner(BodyLayout innerBody, String kind) {
        return new Symbols(this, innerBody, kind + (depth + 1), depth + 1);
    }

    BodyLayout body() {
        return body;
    }

    @Nullable
    Place find(String name) {
        Place place = places.get(name);
        return place == null && parent != null ? parent.find(name) : place;
    }

    private Place define(String name, Load load) {
        Place place = new Place(body, body.slot(level, name));
        places.put(name, place);
        loads.put(place, load);
        return place;
    }

    /** The name is read. */
    public void load(String name) {
        if (find(name) == null) {
            define(name, new Load(Source.RESOLVE, name, null));
        }
    }

    /** The name is set. */
    public void store(String name) {
        stores.add(name);
        if (!places.containsKey(name)) {
            Place outer = parent == null ? null : parent.find(name);
            define(name, outer == null ? new Load(Source.UNSET, name, null) : new Load(Source.ALIAS, name, outer));
        }
    }

    /** The name is given from outside. */
    public void parameter(String name) {
        stores.add(name);
        define(name, new Load(Source.PARAMETER, name, null));
    }

    /** What the branches of an {@code if} did, each starting from here; {@link #join} puts them together. */
    public Symbols branch() {
        return new Symbols(
                parent,
                body,
                level,
                depth,
                new LinkedHashMap<>(places),
                new LinkedHashMap<>(loads),
                new LinkedHashSet<>(stores));
    }

    /** A name that only some branches set starts with what it was before. */
    public void join(List<Symbols> branches) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Symbols branch : branches) {
            for (String name : branch.stores) {
                if (!stores.contains(name)) {
                    counts.merge(name, 1, Integer::sum);
                }
            }
        }
        for (Symbols branch : branches) {
            places.putAll(branch.places);
            loads.putAll(branch.loads);
            stores.addAll(branch.stores);
        }
        counts.forEach((name, count) -> {
            Place place = find(name);
            if (count < branches.size() && place != null) {
                Place outer = parent == null ? null : parent.find(name);
                loads.put(
                        place,
                        outer == null ? new Load(Source.RESOLVE, name, null) : new Load(Source.ALIAS, name, outer));
            }
        });
    }

    Map<Place, Load> loads() {
        return loads;
    }

    /** Every name set here or further out, innermost first: what an included file sees of the locals. */
    Map<String, Place> stored() {
        Map<String, Place> found = new LinkedHashMap<>();
        for (Symbols at = this; at != null; at = at.parent) {
            for (String name : at.stores) {
                Place place = at.find(name);
                if (place != null) {
                    found.putIfAbsent(name, place);
                }
            }
        }
        return found;
    }
}
