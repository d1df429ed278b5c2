package dev.brine.engine.call;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The functions of one family by their full names ({@code test.ping}). */
public interface FunctionTable {

    Optional<Function> find(String name);

    /** Why {@code name} is not to be had here: "'x.y' is not available." or the reason of its module. */
    default String missing(String name) {
        return "'" + name + "' is not available.";
    }

    /** Full names of all functions. Makes every module: for listings, not for calls. */
    SortedSet<String> names();

    Set<String> modules();

    /** Looks through {@code tables} in order; the first that knows a name wins. */
    static FunctionTable chain(List<FunctionTable> tables) {
        return new FunctionTable() {
            @Override
            public Optional<Function> find(String name) {
                return tables.stream().flatMap(t -> t.find(name).stream()).findFirst();
            }

            @Override
            public String missing(String name) {
                String module = name.substring(0, Math.max(0, name.indexOf('.')));
                return tables.stream()
                        .filter(t -> t.modules().contains(module))
                        .findFirst()
                        .map(t -> t.missing(name))
                        .orElseGet(() -> FunctionTable.super.missing(name));
            }

            @Override
            public SortedSet<String> names() {
                SortedSet<String> all = new TreeSet<>();
                tables.forEach(t -> all.addAll(t.names()));
                return all;
            }

            @Override
            public Set<String> modules() {
                SortedSet<String> all = new TreeSet<>();
                tables.forEach(t -> all.addAll(t.modules()));
                return all;
            }
        };
    }
}
