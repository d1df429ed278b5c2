package dev.brine.engine.render.jinja.scope;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds out which of some names ({@code loop}, {@code caller}, ...) a piece of a template reads without setting them first. */
public final class NameScan {
    private final Set<String> wanted;
    private final Set<String> found = new HashSet<>();

    private NameScan(Collection<String> wanted) {
        this.wanted = new HashSet<>(wanted);
    }

    public static Set<String> of(Collection<? extends Scoped> pieces, List<String> names) {
        NameScan scan = new NameScan(names);
        pieces.forEach(piece -> piece.scan(scan));
        return scan.found;
    }

    public void read(String name) {
        if (wanted.contains(name)) {
            found.add(name);
        }
    }

    public void store(String name) {
        wanted.remove(name);
    }
}
